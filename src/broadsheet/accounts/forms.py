"""What people type at the entrance: allauth's forms, in the paper's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as entrance
from allauth.account.internal.flows.login import perform_password_login
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as apps
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

WORDS = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "oldpassword": _("Password until now"),
    "password": _("Password"),
    "password1": _("New password"),
    "password2": _("The new password again"),
    "code": _("Code"),
    "name": _("What you call it"),
}
"""Labels, by the name of the field. They say it all: a placeholder would vanish while typing."""


class Worded:
    """A form whose fields are labelled as the paper does."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                field.label = WORDS[name]
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


class NewAddressForm(forms.Form):
    """Where an account is to move."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class BothCodesForm(forms.Form):
    """What was sent to the address until now, and to the new one."""

    code_from = forms.CharField(label=_("Code sent to the address until now"), max_length=20)
    code_to = forms.CharField(label=_("Code sent to the new address"), max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.update(autocomplete="off", autocapitalize="characters")


class LogInForm(Worded, entrance.LoginForm):
    """By password, or by a code that is sent where the password is left out."""

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


class RequestCodeForm(Worded, entrance.RequestLoginCodeForm):
    pass


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


class FactorForm(Worded, factors.AuthenticateForm):
    pass


class FactorAgainForm(Worded, factors.ReauthenticateForm):
    pass


class AppForm(Worded, apps.ActivateTOTPForm):
    pass


MALFORMED = (AttributeError, KeyError, TypeError, ValueError)
"""What allauth and fido2 raise over an answer that no browser gives."""


class Answered:
    """A form for what a passkey answered, which may be anything at all."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED as error:
            raise forms.ValidationError(_("That is no passkey of yours.")) from error


class PasskeyLogInForm(Answered, passkeys.LoginWebAuthnForm):
    pass


class PasskeyFactorForm(Answered, passkeys.AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(Answered, passkeys.ReauthenticateWebAuthnForm):
    pass


class PasskeyForm(Worded, passkeys.AddWebAuthnForm):
    """A key that opens the account by itself: that is what everybody means by a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except MALFORMED as error:
            raise forms.ValidationError(_("That is no passkey of yours.")) from error
        return cleaned


class PasskeyNameForm(Worded, passkeys.EditWebAuthnForm):
    pass
