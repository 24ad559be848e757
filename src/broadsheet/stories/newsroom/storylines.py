"""The newsroom's screens for storylines: all of them by name, one with its episodes."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultipleChooserPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from broadsheet.stories.storylines.actions import MOST_EPISODES, keep
from broadsheet.topics.models import Storyline
from broadsheet.topics.newsroom import DeleteView, NamedView, SluggedForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from broadsheet.stories.models import Episode


class StorylinesView(NamedView):
    """All storylines, and how many stories each has."""

    def get_base_queryset(self) -> QuerySet[Storyline]:
        return Storyline.objects.annotate(stories=Count("episodes"))


class StorylineForm(SluggedForm):
    """Writes only those episodes that whoever opened it has changed, and takes out only those that
    they took out: what others write meanwhile beside the form of a story stays.

    It says of each line what it was opened with. Where that is another by now, and here as well,
    the form comes back with every word, and says so.
    """

    data: Any

    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if data and instance and instance.pk:
            data = _without_what_is_gone(data, set(instance.episodes.values_list("pk", flat=True)))
        super().__init__(data, *args, **kwargs)
        lines = self.formsets["episodes"].initial_forms
        self.initial["opened"] = _joined({form.instance.pk: _mark(form.initial) for form in lines})

    def is_valid(self) -> bool:
        is_valid: bool = super().is_valid()
        return is_valid and not self._tell_who_was_overtaken()

    def _tell_who_was_overtaken(self) -> bool:
        opened = self._opened()
        overtaken = [
            form
            for form in self._written()
            if opened.get(str(form.instance.pk), _mark(form.initial)) != _mark(form.initial)
        ]
        for form in overtaken:
            form.add_error("line", _overtaken(form.initial))
            opened[str(form.instance.pk)] = _mark(form.initial)
        if overtaken:
            self.data = self.data.copy()
            self.data[self.add_prefix("opened")] = _joined(opened)
        return bool(overtaken)

    def _opened(self) -> dict[str, str]:
        """By id, what stood in each line when the form was opened."""
        return _parted(self.cleaned_data["opened"])

    def _written(self) -> list[forms.ModelForm[Episode]]:
        """The lines that were there before and are other ones now, by the hand of whoever saves."""
        episodes, opened = self.formsets["episodes"], self._opened()
        return [
            form
            for form in episodes.initial_forms
            if form not in episodes.deleted_forms
            and _mark(form.cleaned_data) != _mark(form.initial)
            and _mark(form.cleaned_data) != opened.get(str(form.instance.pk))
        ]

    @transaction.atomic
    def save(self, commit: bool = True) -> Storyline:  # noqa: FBT001, FBT002 - Django's own
        if not commit or self.instance.pk is None:
            storyline: Storyline = super().save(commit)
            return storyline
        storyline = super().save(commit=False)
        storyline.save(update_fields=["name", "slug", "standfirst"])
        self.save_m2m()
        episodes = self.formsets["episodes"]
        written = [*episodes.new_objects, *(form.instance for form in self._written())]
        keep(storyline, written, removed=episodes.deleted_objects)
        return storyline


def _mark(line: Mapping[str, Any]) -> str:
    """What stands in a line, in a few letters."""
    story = line.get("story")
    told = (
        str(getattr(story, "pk", story)),
        str(line.get("happened_on") or ""),
        line.get("line") or "",
    )
    return blake2b(repr(told).encode(), digest_size=6).hexdigest()


def _joined(marks: Mapping[Any, str]) -> str:
    return ",".join(f"{pk}={mark}" for pk, mark in marks.items())


def _parted(marks: str) -> dict[str, str]:
    pairs = (pair.partition("=") for pair in marks.split(","))
    return {pk: mark for pk, _equals, mark in pairs}


def _without_what_is_gone(data: Any, there: set[int]) -> Any:
    """What was filled in, where somebody else has taken an episode out meanwhile: it stays out,
    or is a new one where something else was written into its line.
    """
    told, opened = data.copy(), _parted(data.get("opened", ""))
    counted = data.get("episodes-INITIAL_FORMS", "")
    for number in range(min(int(counted), MOST_EPISODES) if counted.isdecimal() else 0):
        prefix = f"episodes-{number}-"
        pk = data.get(f"{prefix}id", "")
        if pk.isdecimal() and int(pk) not in there:
            line = {name: data.get(f"{prefix}{name}") for name in ("story", "happened_on", "line")}
            is_same = _mark(line) == opened.get(pk)
            told[f"{prefix}{'DELETE' if is_same else 'id'}"] = "on" if is_same else ""
    return told


def _overtaken(line: Mapping[str, Any]) -> str:
    return gettext(
        "Somebody else has changed this line since you opened the storyline: it says “%(line)s” "
        "now. Save again to put yours in its place."
    ) % {"line": line.get("line") or ""}


class StorylineViewSet(ModelViewSet):
    model = Storyline
    icon = "list-ol"
    menu_label = _("Storylines")
    menu_order = 125
    add_to_admin_menu = True
    copy_view_enabled = False
    delete_view_class = DeleteView
    index_view_class = StorylinesView
    list_per_page = 50
    list_display = ["name", Column("stories", label=_("Stories"))]
    edit_handler = ObjectList(
        [
            FieldRowPanel([TitleFieldPanel("name", placeholder=False), FieldPanel("slug")]),
            FieldPanel("standfirst", help_text=_("For readers: what it is about, in a sentence.")),
            MultipleChooserPanel(
                "episodes",
                chooser_field_name="story",
                label=_("episode"),
                heading=_("Episodes"),
                panels=[
                    FieldPanel("story"),
                    FieldRowPanel([FieldPanel("happened_on"), FieldPanel("line")]),
                ],
                max_num=MOST_EPISODES,
                help_text=_(
                    "Readers get them by the day on which it happened, and see those stories that "
                    "are published. The storyline has a page once one of them is."
                ),
            ),
        ],
        base_form_class=StorylineForm,
    )


storylines = StorylineViewSet("storylines")
