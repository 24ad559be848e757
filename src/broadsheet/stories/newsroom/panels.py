"""The story's form as the editor sees it: four tabs, what is needed at deadline first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.forms import RadioSelect
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy, ngettext
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)

from broadsheet.media.forms import PictureChoice
from broadsheet.paper.models import Paper
from broadsheet.stories.newsroom.forms import with_rules

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from wagtail.admin.forms.models import WagtailAdminModelForm

_ = gettext_lazy


def _in_zone(sentence: _StrPromise) -> str:
    """A help text that says which clock is meant, and what it shows now."""
    now = timezone.localtime()
    return gettext("%(sentence)s Time in %(zone)s, where it is now %(now)s.") % {
        "sentence": sentence,
        "zone": now.tzinfo,
        "now": f"{now:%H:%M}",
    }


def _headline_help() -> str:
    limit = Paper.current().headline_limit
    return gettext("Up to %(limit)s characters. A longer one can be saved, but not published.") % {
        "limit": limit
    }


def _change_help() -> str:
    minutes = Paper.current().grace_minutes
    return ngettext(
        "Asked when you publish other words later than %(minutes)s minute after the first "
        "publication. What you choose stays in the story’s history.",
        "Asked when you publish other words later than %(minutes)s minutes after the first "
        "publication. What you choose stays in the story’s history.",
        minutes,
    ) % {"minutes": minutes}


in_zone = lazy(_in_zone, str)
headline_help = lazy(_headline_help, str)
change_help = lazy(_change_help, str)


class ChangePanel(MultiFieldPanel):
    """Asks why a story is changed that readers have read; of any other there is nothing to ask."""

    class BoundPanel(MultiFieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.is_known(at=timezone.now()) and super().is_shown()


STORY = [
    ChangePanel(
        [FieldPanel("change_kind", widget=RadioSelect), FieldPanel("change_note")],
        heading=_("What has changed?"),
        help_text=change_help(),
    ),
    FieldRowPanel([FieldPanel("section"), FieldPanel("form"), FieldPanel("kicker")]),
    MultiFieldPanel(
        [
            TitleFieldPanel("headline", placeholder=False, help_text=headline_help()),
            FieldPanel(
                "short_headline", help_text=_("For fronts. Leave empty to use the headline.")
            ),
            FieldPanel(
                "standfirst",
                help_text=_("What it is about, in a sentence or two, below the headline."),
            ),
        ],
        heading=_("Headline"),
    ),
    MultiFieldPanel(
        [
            MultipleChooserPanel(
                "bylines",
                chooser_field_name="author",
                label=_("author"),
                heading=_("Authors"),
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "byline_note",
                        help_text=_("Printed after the authors, or instead: “with agencies”."),
                    ),
                    FieldPanel("dateline", help_text=_("Where it was written from.")),
                ]
            ),
        ],
        heading=_("Byline"),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "lead_picture",
                widget=PictureChoice,
                help_text=_("Needs an alt text, which is kept with the picture."),
            ),
            FieldPanel(
                "lead_caption",
                heading=_("Caption"),
                help_text=_("Leave empty to use the picture’s own caption."),
            ),
        ],
        heading=_("Lead picture"),
    ),
    FieldPanel("body"),
]

FILING = [
    MultipleChooserPanel(
        "filed_topics",
        chooser_field_name="topic",
        label=_("topic"),
        heading=_("Topics"),
        help_text=_("The first is what the story is about most. Readers find it under each."),
    ),
    MultipleChooserPanel(
        "related_by_hand",
        chooser_field_name="other",
        label=_("story"),
        heading=_("Related stories"),
        help_text=_("Shown first below the story; the newest with the same topics follow."),
    ),
    FieldRowPanel(
        [
            FieldPanel("source", help_text=_("The agency or paper it comes from.")),
            FieldPanel(
                "priority",
                help_text=_("0 to 9. Fronts fill their top places with the highest of the newest."),
            ),
        ]
    ),
    FieldPanel(
        "slug",
        help_text=_(
            "The last part of the address, made from the headline. Readers who follow an old "
            "address are led to the new one."
        ),
    ),
]

READERS_AND_MACHINES = [
    MultiFieldPanel(
        [
            FieldPanel("search_headline", help_text=_("Leave empty to use the headline.")),
            FieldPanel("search_description", help_text=_("Leave empty to use the standfirst.")),
        ],
        heading=_("In search results and shared links"),
    ),
    FieldPanel(
        "canonical",
        help_text=_("If it appeared elsewhere first: its address there."),
    ),
    FieldPanel(
        "noindex", help_text=_("Readers still see it; search engines are asked not to list it.")
    ),
]

DATES = [
    HelpPanel(template="newsroom/story_dates.html", heading=_("So far")),
    FieldPanel(
        "go_live_at",
        heading=_("Publish at"),
        help_text=in_zone(_("Leave empty to go live as soon as somebody publishes it.")),
    ),
    FieldPanel(
        "embargo_until",
        help_text=in_zone(_("It may be published earlier, but no reader sees it until then.")),
    ),
    FieldPanel(
        "expire_at",
        heading=_("Take down at"),
        help_text=in_zone(
            _("Leave empty to keep it. Once taken down, its address says that it is gone.")
        ),
    ),
    FieldPanel(
        "happened",
        help_text=_(
            "If it tells of another day than its own: the copy checks then ask who held which "
            "office on that day. Readers do not see it."
        ),
    ),
]


class StoryDesk(TabbedInterface):
    """The whole form; the rules of the house are part of it."""

    def get_form_class(self) -> type[WagtailAdminModelForm]:
        return with_rules(super().get_form_class())


def story_desk() -> StoryDesk:
    return StoryDesk(
        [
            ObjectList(STORY, heading=_("Story")),
            ObjectList(FILING, heading=_("Filing")),
            ObjectList(READERS_AND_MACHINES, heading=_("Readers and machines")),
            ObjectList(DATES, heading=_("Dates")),
        ]
    )
