"""The forms of the planning board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.widgets import AdminDateTimeInput

from broadsheet.accounts.models import User
from broadsheet.desk.board.context import Column
from broadsheet.stories.models import Plan
from broadsheet.topics.models import Section

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Choice = forms.ModelChoiceField[User]
    OfPlan = forms.ModelForm[Plan]
else:
    # These know what they are of only while types are checked.
    Choice, OfPlan = forms.ModelChoiceField, forms.ModelForm

LONGEST: Final = 255
"""A working title is the headline, until somebody writes another."""


def staff() -> QuerySet[User]:
    """Those who can own a story: whoever works here now."""
    return User.objects.filter(is_staff=True, is_active=True).order_by("first_name", "email")


class PersonField(Choice):
    """Somebody who works here, by name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=staff(), required=False, **options)

    def label_from_instance(self, obj: User) -> str:
        return str(get_user_display_name(obj))


class WantedForm(forms.Form):
    """What is looked at; it stands in the address."""

    section = forms.ModelChoiceField(
        label=_("Section"), queryset=Section.objects.all(), required=False, empty_label=_("All")
    )
    owner = PersonField(label=_("Owner"), empty_label=_("Everybody"))


class StartForm(forms.Form):
    """A story that is planned before it is written."""

    headline = forms.CharField(label=_("Working title"), max_length=LONGEST)
    section = forms.ModelChoiceField(label=_("Section"), queryset=Section.objects.all())
    due_at = forms.DateTimeField(label=_("Due"), required=False, widget=AdminDateTimeInput)


class PlanForm(OfPlan):
    owner = PersonField(label=_("Owner"), empty_label=_("Nobody yet"))

    class Meta:
        model = Plan
        fields = ("due_at", "owner", "words_wanted", "pictures_wanted")
        widgets = {"due_at": AdminDateTimeInput}


class MoveForm(forms.Form):
    """Where a card is to go, and which version was looked at."""

    to = forms.TypedChoiceField(choices=Column.choices, coerce=Column)
    version = forms.CharField(required=False)
    comment = forms.CharField(required=False, max_length=1000)
