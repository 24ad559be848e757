"""The one user model, readers and staff alike, known by their e-mail address; and who is in."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from broadsheet.kit.mailboxes import settled

if TYPE_CHECKING:
    from broadsheet.accounts.sessions import SessionStore


class UserManager(BaseUserManager["User"]):
    """Makes users; an address is kept in lower case, since mail does not tell cases apart."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=settled(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        self.vouch_for(user)
        return user

    def vouch_for(self, user: "User") -> None:
        """The address is somebody's whom we know: no code need be sent there to confirm it."""
        # Both stand on this model.
        from allauth.account.models import EmailAddress  # noqa: PLC0415
        from allauth.socialaccount.models import SocialAccount  # noqa: PLC0415

        if not EmailAddress.objects.filter(user=user, verified=True).exists():
            # Nobody knows who began with this address, and by whom they had themselves vouched for.
            SocialAccount.objects.filter(user=user).delete()
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=settled(username or ""))


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who can log in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("works in the newsroom"), default=False)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Untick to close the account and keep all that was written with it."),
    )
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="email_once_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        super().clean()
        self.email = settled(self.email)

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or self.email


class Session(AbstractBaseSession):
    """A browser that somebody is logged in with, or that is on the way to it.

    It knows whose it is, so that they see it on their account page, and that it goes with them.
    """

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        from broadsheet.accounts.sessions import SessionStore  # noqa: PLC0415 - it stands on this

        return SessionStore
