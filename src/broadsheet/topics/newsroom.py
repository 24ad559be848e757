"""The newsroom's screens for sections, topics and authors, and the choosers of the last two.

Their names are looked up in the database itself: what was added a moment ago is found at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.views.generic.chooser import BaseChooseView, ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import BaseChooser

from broadsheet.kit.slugs import slugify
from broadsheet.media.forms import PictureChoice, UnshakenChoice
from broadsheet.topics.models import Author, Kind, Section, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse


class SluggedForm(WagtailAdminModelForm):
    """Makes the slug of the name where none was written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not cleaned.get("slug") and cleaned.get("name"):
            cleaned["slug"] = slugify(cleaned["name"])
            if not cleaned["slug"]:
                self.add_error("slug", _("The name has no letters to make a slug of. Write one."))
        return cleaned


REGISTERED = (Kind.PERSON.value, Kind.PLACE.value, Kind.ORGANISATION.value)
"""Kinds of topics that the register has, and the fields that lead there."""


class TopicForm(SluggedForm):
    """Says where it stands which entry of the register is of another kind."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for kind in REGISTERED:
            if cleaned.get(kind) and cleaned.get("kind") != kind:
                self.add_error(kind, _("The topic is of another kind."))
        return cleaned


def named(things: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Those whose name has the words; the slug, in lower case, helps where case is not A to Z."""
    slug = slugify(words)
    found = Q(name__icontains=words)
    return things.filter(found | Q(slug__contains=slug) if slug else found)


class InUse:
    """A deletion that is refused with what is in its way. Wagtail says it is not permitted."""

    usage: Any

    def form_valid(self, form: forms.Form) -> HttpResponse:
        self.usage = None  # the database knows, and names them
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        return response


class DeleteView(InUse, generic.DeleteView):
    """Of a section, a topic or an author."""


class NamedView(generic.IndexView):
    """A list that is searched by name."""

    is_searchable = True
    search_fields = ["name"]
    search_backend_name = None
    default_ordering = "name"

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return named(queryset, self.search_query) if self.is_searching else queryset


# --- choosers -----------------------------------------------------------------------------------


class NameFilter(BaseFilterForm):
    """The search field of a chooser."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Part of the name")}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return named(objects, self.search_query) if self.is_searching else objects


class QuickForm(forms.ModelForm):  # type: ignore[type-arg]
    """Adds something by its name, from within a chooser."""

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        slug = slugify(name)
        if not slug:
            raise forms.ValidationError(_("Write a name that has letters in it."))
        if type(self.instance).objects.filter(slug=slug).exists():
            raise forms.ValidationError(_("There is one of this name already. Search for it."))
        self.instance.slug = slug
        return name


class QuickTopicForm(QuickForm):
    class Meta:
        model = Topic
        fields = ("name", "kind")


class QuickAuthorForm(QuickForm):
    class Meta:
        model = Author
        fields = ("name", "role")


class Choice(UnshakenChoice, BaseChooser):
    """One of a list, by its name."""


class TopicChoices(BaseChooseView):
    filter_form_class = NameFilter

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("kind", label=_("Kind"), accessor="get_kind_display")]


class ChooseTopic(TopicChoices, ChooseView):
    """The whole chooser."""


class ChooseTopicResults(TopicChoices, ChooseResultsView):
    """Its list alone, after each letter typed."""


class AuthorChoices(BaseChooseView):
    filter_form_class = NameFilter

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("role", label=_("Role"))]


class ChooseAuthor(AuthorChoices, ChooseView):
    """The whole chooser."""


class ChooseAuthorResults(AuthorChoices, ChooseResultsView):
    """Its list alone, after each letter typed."""


class TopicChooser(ChooserViewSet):
    model = Topic
    icon = "tag"
    base_widget_class = Choice
    per_page = 20
    choose_one_text = _("Choose a topic")
    choose_another_text = _("Choose another topic")
    edit_item_text = _("Edit this topic")
    creation_tab_label = _("Add a topic")
    create_action_label = _("Add")
    creation_form_class: type[QuickForm] | None = QuickTopicForm
    choose_view_class = ChooseTopic
    choose_results_view_class = ChooseTopicResults


class PlaceChooser(TopicChooser):
    """Of places alone: what a place may lie in."""

    choose_one_text = _("Choose a place")
    choose_another_text = _("Choose another place")
    creation_form_class: type[QuickForm] | None = None
    register_widget = False

    def get_object_list(self) -> QuerySet[Topic]:
        return Topic.objects.filter(kind=Kind.PLACE)


class AuthorChooser(ChooserViewSet):
    model = Author
    icon = "user"
    base_widget_class = Choice
    per_page = 20
    choose_one_text = _("Choose an author")
    choose_another_text = _("Choose another author")
    edit_item_text = _("Edit this author")
    creation_tab_label = _("Add an author")
    create_action_label = _("Add")
    creation_form_class = QuickAuthorForm
    choose_view_class = ChooseAuthor
    choose_results_view_class = ChooseAuthorResults


topic_chooser = TopicChooser("topic_chooser", url_prefix="choose/topic")
place_chooser = PlaceChooser("place_chooser", url_prefix="choose/place")
author_chooser = AuthorChooser("author_chooser", url_prefix="choose/author")


# --- sections -----------------------------------------------------------------------------------


class SectionViewSet(ModelViewSet):
    model = Section
    icon = "folder-open-1"
    menu_label = _("Sections")
    menu_order = 20
    add_to_settings_menu = True
    copy_view_enabled = False
    delete_view_class = DeleteView
    ordering = ["order", "name"]
    list_display = ["name", Column("parent", label=_("Part of")), "slug", "order"]
    search_fields = ["name"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldRowPanel([TitleFieldPanel("name", placeholder=False), FieldPanel("slug")]),
            FieldPanel("description", help_text=_("For readers, on the section’s front.")),
            FieldPanel("parent", help_text=_("A section may have parts; its parts may not.")),
            FieldRowPanel([FieldPanel("order"), FieldPanel("hue")]),
        ],
        base_form_class=SluggedForm,
    )


# --- topics -------------------------------------------------------------------------------------


class TopicViewSet(ModelViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 120
    add_to_admin_menu = True
    copy_view_enabled = False
    delete_view_class = DeleteView
    index_view_class = NamedView
    list_per_page = 50
    list_display = ["name", "kind", Column("parent", label=_("Lies in"))]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([TitleFieldPanel("name", placeholder=False), FieldPanel("slug")]),
            FieldRowPanel(
                [FieldPanel("kind"), FieldPanel("parent", widget=place_chooser.widget_class)]
            ),
            FieldPanel("description", help_text=_("For readers, on the topic’s page.")),
            FieldPanel("picture", widget=PictureChoice),
            FieldPanel("same_as"),
            MultiFieldPanel(
                [FieldPanel(kind) for kind in REGISTERED],
                heading=_("In the register"),
                help_text=_("Who or what this is, for checks of copy: of the topic’s own kind."),
            ),
        ],
        base_form_class=TopicForm,
    )

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        kwargs["queryset"] = Topic.objects.select_related("parent")
        return super().get_index_view_kwargs(**kwargs)


# --- authors ------------------------------------------------------------------------------------


class AuthorViewSet(ModelViewSet):
    model = Author
    icon = "user"
    menu_label = _("Authors")
    menu_order = 130
    add_to_admin_menu = True
    copy_view_enabled = False
    delete_view_class = DeleteView
    index_view_class = NamedView
    list_per_page = 50
    list_display = ["name", "role", "email"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([TitleFieldPanel("name", placeholder=False), FieldPanel("slug")]),
            FieldPanel("role", help_text=_("As printed beside the name: Court reporter")),
            FieldPanel("bio", help_text=_("For readers, on the author’s page.")),
            FieldPanel("portrait", widget=PictureChoice),
            FieldPanel("email", help_text=_("Readers see it.")),
            FieldPanel("links"),
        ],
        base_form_class=SluggedForm,
    )


sections = SectionViewSet("sections")
topics = TopicViewSet("topics")
authors = AuthorViewSet("authors")
