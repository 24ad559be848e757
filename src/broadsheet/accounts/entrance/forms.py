"""What people type at the entrance: allauth's forms, in the paper's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from allauth.account import forms as entrance
from allauth.mfa.base import forms as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as apps
from allauth.socialaccount import forms as vouched
from django import forms
from django.conf import settings
from django.core.validators import EmailValidator, MaxLengthValidator
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from broadsheet.accounts.entrance.adapter import WRONG_CODE
from broadsheet.accounts.entrance.factors import use_up
from broadsheet.accounts.entrance.internals import perform_password_login
from broadsheet.kit.mailboxes import settled

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WORDS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "oldpassword": _("Current password"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("The new password again"),
    "code": _("Code"),
    "name": _("What you call it"),
}
"""Labels, by the name of the field. They say it all: a placeholder would vanish while typing."""
NO_ADDRESS = _("That is not an e-mail address.")
LONGEST_ADDRESS: Final = 254
_IS_ADDRESS = EmailValidator(NO_ADDRESS)
_IS_SHORT = MaxLengthValidator(LONGEST_ADDRESS, NO_ADDRESS)


def validate_address(typed: str) -> None:
    """An address both as it was typed and as it is kept, which may be longer; and mail goes there.

    Raises ValidationError.
    """
    for address in (typed, settled(typed)):
        _IS_ADDRESS(address)
        _IS_SHORT(address)
        try:
            punycode(address.rpartition("@")[2])
        except UnicodeError as error:
            raise forms.ValidationError(NO_ADDRESS) from error


class Worded:
    """A form that speaks as the paper does: of its fields, and of an address that is none."""

    words: ClassVar = WORDS
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.words:
                field.label = self.words[name]
            if isinstance(field, forms.EmailField):
                field.validators = [validate_address]
                field.error_messages["required"] = NO_ADDRESS
        if "code" in self.fields:
            self.fields["code"].widget.attrs.update(
                autocomplete="one-time-code",
                autocapitalize="characters",
                spellcheck="false",
                autofocus=True,
            )
        if "password1" in self.fields:
            self.fields["password1"].help_text = _(
                "Eight characters or more, not digits alone, and none that everybody uses."
            )


class NewAddressForm(Worded, forms.Form):
    """Where an account is to move."""

    words = {**WORDS, "email": _("New e-mail address")}
    email = forms.EmailField(
        max_length=LONGEST_ADDRESS, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        return settled(self.cleaned_data["email"])


class BothCodesForm(forms.Form):
    """What was sent to the address until now, and to the new one."""

    code_from = forms.CharField(label=_("Code sent to the current address"), max_length=20)
    code_to = forms.CharField(label=_("Code sent to the new address"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.update(autocomplete="off", autocapitalize="characters")


class ProofForm(Worded, forms.Form):
    """What was sent to somebody who shows once more who they are."""

    code = forms.CharField(max_length=20)


class LogInForm(Worded, entrance.LoginForm):
    """By password, or by a code that is sent where the password is left out."""

    def clean_login(self) -> str:
        return settled(super().clean_login())

    def _setup_password_field(self) -> None:
        self.fields["password"].required = False
        self.fields["password"].help_text = _("Leave it empty, and we send you a code by e-mail.")

    def clean(self) -> dict[str, Any]:
        if "by_code" in self.data:
            self.cleaned_data["password"] = ""
        cleaned: dict[str, Any] = super().clean()
        return cleaned

    def _login_with_password(
        self, request: HttpRequest, redirect_url: str | None, credentials: dict[str, Any]
    ) -> HttpResponse:
        """Log in; how long that lasts is for the session to say, by whichever way it began."""
        self._login.redirect_url = redirect_url
        response: HttpResponse = perform_password_login(request, credentials, self._login)
        return response


class SignUpForm(Worded, entrance.SignupForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The field that only machines fill in is hidden by our own style sheet: no page of ours
        # may have a style in an attribute.
        self.fields[settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD].widget.attrs.pop("style", None)


class VouchedSignUpForm(Worded, vouched.SignupForm):
    """For whoever comes by a provider that has told no address."""


class RequestCodeForm(Worded, entrance.RequestLoginCodeForm):
    def clean_email(self) -> str:
        self.cleaned_data["email"] = settled(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email


class LogInCodeForm(Worded, entrance.ConfirmLoginCodeForm):
    pass


class AddressCodeForm(Worded, entrance.ConfirmEmailVerificationCodeForm):
    pass


class ResetForm(Worded, entrance.ResetPasswordForm):
    pass


class ResetCodeForm(Worded, entrance.ConfirmPasswordResetCodeForm):
    pass


class NewPasswordForm(Worded, entrance.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(Worded, entrance.ChangePasswordForm):
    pass


class FirstPasswordForm(Worded, entrance.SetPasswordForm):
    pass


class PasswordAgainForm(Worded, entrance.ReauthenticateForm):
    pass


class GoodOnce:
    """A form for a code of an app, which whoever looked over a shoulder may type as well."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        factor: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if factor.type == Authenticator.Type.TOTP and not use_up(factor.user_id, code):
            raise forms.ValidationError(WRONG_CODE)
        return code


class FactorForm(GoodOnce, Worded, factors.AuthenticateForm):
    pass


class FactorAgainForm(GoodOnce, Worded, factors.ReauthenticateForm):
    pass


class AppForm(Worded, apps.ActivateTOTPForm):
    pass
