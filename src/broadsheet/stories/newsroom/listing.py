"""The list of stories: columns, filters, search. Quick however large the archive is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import F
from django.db.models.lookups import IsNull
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.utils import get_latest_str
from wagtail.snippets.views.snippets import IndexView

from broadsheet.stories.models import Byline, FiledTopic, Form, Story
from broadsheet.stories.newsroom.states import State, in_state, label_of, states_of
from broadsheet.stories.newsroom.withdrawing import buttons_for
from broadsheet.topics.models import Author, Section, Topic
from broadsheet.topics.newsroom import author_chooser, topic_chooser

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.paginator import Page
    from django.db.models import QuerySet
    from wagtail.admin.menu import MenuItem
    from wagtail.admin.ui.tables import Table
    from wagtail.admin.widgets.button import Button

    from broadsheet.stories.models import StoryQuerySet


class HeadlineColumn(TitleColumn):
    """The newest headline, with the story's form and state under it."""

    cell_template_name = "newsroom/headline_cell.html"

    def get_cell_context_data(
        self, instance: Story, parent_context: Mapping[str, Any]
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        state = instance.newsroom_state
        context["state"] = label_of(state, live=instance.live)
        context["is_out"] = instance.live
        return context


class AuthorsColumn(Column):
    def get_value(self, instance: Story) -> str:
        return ", ".join(str(author) for author in instance.authors) or instance.byline_note


class MomentColumn(Column):
    """A moment in the newsroom's zone, and which zone that is."""

    cell_template_name = "newsroom/moment_cell.html"


class EditedColumn(Column):
    """How long ago the story was last worked on, and by whom."""

    cell_template_name = "newsroom/edited_cell.html"


class TwoSteps(WagtailPaginator):
    """Finds a page's ids first, which the indexes alone can tell, and then the stories."""

    def page(self, number: int) -> Page[Story]:
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        ids = list(self.object_list.values_list("pk", flat=True)[first : first + self.per_page])
        return self._get_page(self.object_list.filter(pk__in=ids), number, self)


class StoryFilters(WagtailFilterSet):
    section = django_filters.ModelChoiceFilter(
        queryset=Section.objects.all(), label=_("Section"), method="in_section"
    )
    author = django_filters.ModelChoiceFilter(
        queryset=Author.objects.all(),
        label=_("Author"),
        method="by_author",
        widget=author_chooser.widget_class,
    )
    topic = django_filters.ModelChoiceFilter(
        queryset=Topic.objects.all(),
        label=_("Topic"),
        method="about",
        widget=topic_chooser.widget_class,
    )
    form = django_filters.ChoiceFilter(choices=Form, label=_("Form"))
    state = django_filters.ChoiceFilter(choices=State, label=_("State"), method="in_state")
    published_at = django_filters.DateFromToRangeFilter(
        label=_("First published"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Story
        fields: tuple[str, ...] = ()

    def in_section(self, stories: StoryQuerySet, name: str, value: Section) -> StoryQuerySet:
        """Of the section and of its parts."""
        parts = list(Section.objects.filter(parent=value).values_list("pk", flat=True))
        return stories.filter(section__in=[value.pk, *parts])

    def by_author(self, stories: StoryQuerySet, name: str, value: Author) -> StoryQuerySet:
        return stories.filter(pk__in=Byline.objects.filter(author=value).values("story"))

    def about(self, stories: StoryQuerySet, name: str, value: Topic) -> StoryQuerySet:
        return stories.filter(pk__in=FiledTopic.objects.filter(topic=value).values("story"))

    def in_state(self, stories: StoryQuerySet, name: str, value: str) -> StoryQuerySet:
        return in_state(stories, State(value), at=timezone.now())


ORDERS: dict[str, list[Any]] = {
    "published_at": [F("published_at").asc(nulls_last=True)],
    "-published_at": [IsNull(F("published_at"), rhs=True), "-published_at"],
}
"""Either way, what was never published comes last, as one of the indexes has it: PostgreSQL
reads `newsroom_by_publication` backwards for the oldest and `newsroom_by_newest` for the newest."""


class StoriesView(IndexView):
    """All stories, the ones worked on last first."""

    default_ordering = "-edited_at"
    is_searchable = True
    paginator_class = TwoSteps
    filterset_class = StoryFilters
    page_title = _("Stories")

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            self._get_title_column_class(HeadlineColumn)(
                "headline",
                label=_("Headline"),
                accessor=get_latest_str,
                get_url=self.get_edit_url,
                get_title_id=lambda story: f"snippet_{story.pk}_title",
            ),
            Column("section", label=_("Section"), classname="newsroom-brief"),
            AuthorsColumn("authors", label=_("Authors"), classname="newsroom-brief"),
            MomentColumn("published_at", label=_("First published"), sort_key="published_at"),
            EditedColumn("edited_at", label=_("Last edited"), sort_key="edited_at"),
        ]

    def get_list_more_buttons(self, instance: Story) -> list[MenuItem | Button]:
        deeds: list[MenuItem | Button] = super().get_list_more_buttons(instance)
        return [*deeds, *buttons_for(self.request.user, instance)]

    def get_base_queryset(self) -> StoryQuerySet:
        return (
            Story.objects.select_related("section", "latest_revision__user")
            .prefetch_related("bylines__author")
            .defer("body", "latest_revision__content")
        )

    def search_queryset(self, queryset: StoryQuerySet) -> StoryQuerySet:
        return queryset.headlined(self.search_query)

    def order_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        """In a full order, so that no story is passed over between two pages."""
        last = "-pk" if self.ordering.startswith("-") else "pk"
        return queryset.order_by(*ORDERS.get(self.ordering, [self.ordering]), last)

    def get_table(self, object_list: QuerySet[Story]) -> Table:
        states = states_of(object_list, at=timezone.now())
        for story in object_list:
            story.newsroom_state = states[story.pk]
        return super().get_table(object_list)
