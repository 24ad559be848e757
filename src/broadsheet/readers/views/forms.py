"""What readers send us of themselves, judged before it is written."""

from __future__ import annotations

from typing import Any

from django import forms

from broadsheet.accounts.models import User
from broadsheet.fields import SettledInput
from broadsheet.kit import characters, figures
from broadsheet.readers.models import TEXT_SIZES, Appearance, Folding

LONGEST_NAME = User._meta.get_field("first_name").max_length  # noqa: SLF001 - Django's own way there


class NameForm(forms.Form):
    """What a reader wants to be called: words on one line, or none."""

    first_name = SettledInput(settle=characters.line, max_length=LONGEST_NAME, required=False)
    last_name = SettledInput(settle=characters.line, max_length=LONGEST_NAME, required=False)


def _is_yes(answer: str) -> bool:
    return answer == "yes"


class PreferencesForm(forms.Form):
    """How a reader likes to read; what is not sent stays as it is."""

    text_size = forms.TypedChoiceField(
        choices=[(size, size) for size in TEXT_SIZES], coerce=int, empty_value="", required=False
    )
    appearance = forms.ChoiceField(choices=Appearance.choices, required=False)
    folding = forms.ChoiceField(choices=Folding.choices, required=False)
    keeps_places = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=_is_yes, empty_value="", required=False
    )

    @property
    def chosen(self) -> dict[str, Any]:
        """What was sent, by field."""
        return {name: value for name, value in self.cleaned_data.items() if value != ""}


class PlaceForm(forms.Form):
    """Where in a story reading stopped."""

    story = forms.IntegerField(min_value=1, max_value=figures.LARGEST)
    block = forms.IntegerField(min_value=0, max_value=32_000)
    blocks = forms.IntegerField(min_value=1, max_value=32_000)
