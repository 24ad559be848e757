"""The newsroom's screens for the register: found by any name, tenures edited where one looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import BaseChooser
from wagtail.snippets.views.chooser import (
    BaseSnippetChooseView,
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)
from wagtail.snippets.views.snippets import (
    EditView,
    IndexView,
    SnippetViewSet,
    SnippetViewSetGroup,
)

from broadsheet.kit.folding import words
from broadsheet.media.forms import UnshakenChoice
from broadsheet.register.models import Entry, Name, Office, Organisation, Person, Place

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.admin.panels import Panel

MANY_HOLD = 200
"""Tenures that a form has room for; an office with more is filled in at the persons."""


def called(entries: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those that have each of these words in one of their names; offices, in what they are of."""
    for word in words(text):
        entries = entries.filter(_called(entries.model, word))
    return entries if words(text) or not text.strip() else entries.none()


def _called(model: type[Entry], word: str) -> Q:
    names = Name.objects.filter(folded__contains=word)
    found = Q(pk__in=names.exclude(**{model.kind(): None}).values(model.kind()))
    if model is Office:
        found |= Q(country__in=names.exclude(place=None).values("place"))
        found |= Q(organisation__in=names.exclude(organisation=None).values("organisation"))
    return found


class EntriesView(IndexView):
    """A list that is searched by any name."""

    is_searchable = True

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return called(queryset, self.search_query) if self.is_searching else queryset


# --- choosers -----------------------------------------------------------------------------------


class NameFilter(BaseFilterForm):
    """The search field of a chooser."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Any name")}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data.get("q") or ""
        self.is_searching = bool(self.search_query)
        return called(objects, self.search_query)


class Choices(BaseSnippetChooseView):
    filter_form_class = NameFilter


class ChooseEntry(Choices, ChooseView):
    """The whole chooser."""


class ChooseEntryResults(Choices, ChooseResultsView):
    """Its list alone, after each letter typed."""


class Choice(UnshakenChoice, BaseChooser):
    """One of a list, by its name."""


class EntryChooser(SnippetChooserViewSet):
    base_widget_class = Choice
    choose_view_class = ChooseEntry
    choose_results_view_class = ChooseEntryResults


class CountryChooser(EntryChooser):
    """Of what places lie in, and lies in none itself."""

    register_widget = False
    model = Place
    icon = "globe"
    choose_one_text = _("Choose a country")
    choose_another_text = _("Choose another country")

    def get_object_list(self) -> QuerySet[Place]:
        return Place.objects.filter(country=None)


country_chooser = CountryChooser("country_chooser", url_prefix="choose/country")


# --- what there is to fill in -------------------------------------------------------------------

KNOWN_ON = FieldPanel("known_on")
HELD = [FieldPanel("begins"), FieldPanel("ends"), FieldPanel("is_acting")]


def tenures(of: str) -> InlinePanel:
    """The tenures of a person or of an office, each with the other and its source."""
    return InlinePanel(
        "tenures",
        panels=[FieldPanel(of), FieldRowPanel(HELD), FieldPanel("source")],
        heading=_("Tenures"),
        label=_("tenure"),
    )


def office_desk(*further: Panel) -> list[Panel]:
    return [
        FieldPanel("title"),
        FieldPanel("others"),
        FieldRowPanel([FieldPanel("country"), FieldPanel("organisation")]),
        FieldPanel("is_single"),
        *further,
        KNOWN_ON,
    ]


class OfficeView(EditView):
    """An office that very many held is too long a form: that is filled in at each person."""

    def get_panel(self) -> Panel:
        if self.object.tenures.count() <= MANY_HOLD:
            return super().get_panel()
        return ObjectList(office_desk()).bind_to_model(Office)

    def get_form_class(self) -> Any:
        return self.panel.get_form_class()


class EntryViewSet(SnippetViewSet):
    copy_view_enabled = False
    list_per_page = 50
    index_view_class = EntriesView
    chooser_viewset_class = EntryChooser
    chooser_per_page = 20


class PersonViewSet(EntryViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    url_prefix = "register/people"
    list_display = ["name", "short", "born", Column("known_on", label=_("Known as of"))]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("short")]),
            FieldPanel("others"),
            FieldRowPanel([FieldPanel("born"), FieldPanel("died")]),
            tenures("office"),
            FieldPanel("same_as"),
            KNOWN_ON,
        ]
    )


class OfficeViewSet(EntryViewSet):
    model = Office
    icon = "crosshairs"
    menu_label = _("Offices")
    url_prefix = "register/offices"
    edit_view_class = OfficeView
    list_display = [
        "title",
        Column("country", label=_("Of")),
        Column("organisation", label=_("Or of")),
        Column("known_on", label=_("Known as of")),
    ]
    edit_handler = ObjectList(office_desk(tenures("person")))

    def get_queryset(self, request: Any) -> QuerySet[Office]:
        return Office.objects.select_related("country", "organisation")


class PlaceViewSet(EntryViewSet):
    model = Place
    icon = "globe"
    menu_label = _("Places")
    url_prefix = "register/places"
    list_display = [
        "name",
        Column("country", label=_("Country")),
        Column("known_on", label=_("Known as of")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("others"), FieldPanel("adjectives")]),
            FieldPanel("former"),
            FieldRowPanel(
                [FieldPanel("country", widget=country_chooser.widget_class), FieldPanel("region")]
            ),
            FieldPanel("same_as"),
            KNOWN_ON,
        ]
    )

    def get_queryset(self, request: Any) -> QuerySet[Place]:
        return Place.objects.select_related("country")


class OrganisationViewSet(EntryViewSet):
    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    url_prefix = "register/organisations"
    list_display = ["name", "sort", Column("known_on", label=_("Known as of"))]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("sort")]),
            FieldPanel("others"),
            FieldPanel("former"),
            FieldPanel("same_as"),
            KNOWN_ON,
        ]
    )


class RegisterGroup(SnippetViewSetGroup):
    menu_label = _("Register")
    menu_icon = "list-ul"
    menu_order = 135
    items = (PersonViewSet, OfficeViewSet, PlaceViewSet, OrganisationViewSet)
