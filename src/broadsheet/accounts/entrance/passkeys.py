"""What a passkey answers, which may be anything at all: read only where it is short, and kept in
the one form in which it is needed again.
"""

from __future__ import annotations

import json
import struct
from typing import Any, Final

from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _

from broadsheet.accounts.entrance.forms import Worded
from broadsheet.accounts.entrance.internals import parse_registration_response

LONGEST: Final = 16 * 1024
"""Characters of an answer. A passkey's are two thousand; more only costs time to take apart."""
LONGEST_NAME: Final = 100
MALFORMED: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)
"""What json, allauth and fido2 raise over an answer that no browser gives."""
REFUSED: Final = _("That passkey did not work. Please try again, or choose another way.")


class Answer(forms.CharField):
    """What a browser says for a passkey, as JSON. It is good once, and never shown again."""

    widget = forms.HiddenInput
    default_error_messages = {"max_length": REFUSED, "required": REFUSED}

    def __init__(self) -> None:
        super().__init__(max_length=LONGEST)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(REFUSED) from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class Answered(forms.Form):
    """A form by which a passkey opens something."""

    credential = Answer()

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED as error:
            raise forms.ValidationError(REFUSED) from error
        except forms.ValidationError as error:
            # allauth speaks of a code where it means whatever was shown.
            if error.code == "incorrect_code":
                raise forms.ValidationError(REFUSED) from error
            raise


class PasskeyLogInForm(Answered, passkeys.LoginWebAuthnForm):
    pass


class PasskeyFactorForm(Answered, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(Answered, passkeys.ReauthenticateWebAuthnForm):
    pass


class PasskeyForm(Worded, passkeys.AddWebAuthnForm):
    """A key that opens the account by itself: that is what everybody means by a passkey."""

    name = forms.CharField(max_length=LONGEST_NAME, required=False)
    credential = Answer()

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
            if "credential" in cleaned:
                cleaned["credential"] = _kept(cleaned["credential"])
        except MALFORMED as error:
            raise forms.ValidationError(REFUSED) from error
        return cleaned


class PasskeyNameForm(Worded, passkeys.EditWebAuthnForm):
    name = forms.CharField(max_length=LONGEST_NAME)


def _kept(credential: Any) -> dict[str, Any]:
    """What of a new passkey's answer is needed again, as fido2 has understood it."""
    parsed = parse_registration_response(credential)
    told = parsed.client_extension_results.get("credProps")
    return {
        "type": "public-key",
        "id": parsed.id,
        "rawId": parsed.id,
        "response": dict(parsed.response),
        "clientExtensionResults": {
            "credProps": {"rk": isinstance(told, dict) and told.get("rk") is True}
        },
    }
