"""Who works in the newsroom: Wagtail's screens for users, known here by their e-mail address.

Wagtail lets whoever may change users make anybody anything. Here nobody acts on somebody who may
do more than they, nor gives a role with a right that they lack; by hand or in bulk. The accounts
of readers are nobody's business here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.forms import UserCreationForm, UserEditForm, UserForm
from wagtail.users.views import bulk_actions, users
from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

from broadsheet.accounts.models import User
from broadsheet.desk.reach import Reach
from broadsheet.desk.roles import name_of
from broadsheet.kit.mailboxes import settled

if TYPE_CHECKING:
    from django.db.models import QuerySet


def _offer_roles(field: Any, reach: Reach) -> None:
    """Only roles within reach, each by its name in the language of whoever looks."""
    field.queryset = reach.roles()
    field.label_from_instance = name_of


class StaffForm(UserForm):
    """What both forms share."""

    error_messages = {
        **UserCreationForm.error_messages,
        "duplicate_username": _("Somebody has an account with this e-mail address already."),
    }

    def __init__(self, *args: Any, asked_by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")
        self.fields["email"].help_text = _("They log in with this address.")
        self.fields["groups"].label = _("Role")
        _offer_roles(self.fields["groups"], Reach(asked_by))
        if not asked_by.is_superuser:
            self.fields.pop("is_superuser", None)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return settled(email)

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - as Django calls it
        self.instance.is_staff = True
        user: User = super().save(commit=commit)
        if commit:
            type(user).objects.vouch_for(user)
        return user


class StaffCreationForm(StaffForm, UserCreationForm):
    """Takes in somebody new, or a reader who showed that the address is theirs.

    A reader stays who they were, with their own password. Whoever only began to sign up with the
    address may be anybody: they are never let in.
    """

    class Meta(UserCreationForm.Meta):
        fields = ("email", "first_name", "last_name", "is_superuser", "groups")
        widgets = {"groups": forms.CheckboxSelectMultiple}

    was_reader = False

    def clean_email(self) -> str:
        email = super().clean_email()
        readers = User.objects.filter(is_staff=False, is_superuser=False, is_active=True)
        reader = readers.filter(email=email, emailaddress__verified=True).first()
        if reader is not None:
            self.instance, self.was_reader = reader, True
        return email

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - as Django calls it
        if self.was_reader:
            self.cleaned_data["password1"] = ""
        return super().save(commit=commit)


class StaffEditForm(StaffForm, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = ("email", "first_name", "last_name", "is_active", "is_superuser", "groups")
        widgets = {"groups": forms.CheckboxSelectMultiple}


def roles_of(user: User) -> str:
    names = [name_of(group) for group in user.groups.all()]
    return str(_(", ")).join([str(_("Administrator"))] * user.is_superuser + sorted(names))


class StaffView(users.IndexView):
    @cached_property
    def reach(self) -> Reach:
        return Reach(self.request.user)

    def get_edit_url(self, instance: User) -> str | None:
        """None for an account out of reach, which is then listed and leads nowhere."""
        if not self.reach.includes(instance):
            return None
        url: str | None = super().get_edit_url(instance)
        return url

    def get_delete_url(self, instance: User) -> str | None:
        if not self.reach.includes(instance):
            return None
        url: str | None = super().get_delete_url(instance)
        return url

    @property
    def columns(self) -> list[Column]:
        """Wagtail's, with the address under its own name and the roles where it has levels."""
        columns = []
        for column in super().columns:
            match column.name:
                case "email":
                    columns.append(Column("email", label=_("E-mail address"), sort_key="email"))
                case "is_superuser":
                    columns.append(Column("role", label=_("Role"), accessor=roles_of))
                case _name:
                    columns.append(column)
        return columns

    def get_base_queryset(self) -> QuerySet[User]:
        staff: QuerySet[User] = super().get_base_queryset().filter(is_staff=True)
        return staff.prefetch_related("groups")


class CreateStaffView(users.CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "asked_by": self.request.user}

    def get_success_message(self, instance: User) -> str:
        if self.form.was_reader:
            return str(
                _(
                    "%(name)s had an account as a reader. It is let into the newsroom now, with "
                    "the password it has; they have to log in again."
                )
                % {"name": instance}
            )
        return str(super().get_success_message(instance))


class EditStaffView(users.EditView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "asked_by": self.request.user}

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        if not Reach(self.request.user).includes(self.object):
            raise PermissionDenied
        return super().dispatch(*args, **kwargs)


class DeleteStaffView(users.DeleteView):
    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        if not Reach(self.request.user).includes(self.get_object()):
            raise PermissionDenied
        return super().dispatch(*args, **kwargs)


class WithinReach(UserBulkAction):
    """Passes over whoever is out of reach; Wagtail's page before the deed says whom."""

    @cached_property
    def reach(self) -> Reach:
        return Reach(self.request.user)

    def check_perm(self, obj: User) -> bool:
        return self.reach.includes(obj) and bool(super().check_perm(obj))


class GiveRole(WithinReach, bulk_actions.AssignRoleBulkAction):
    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        _offer_roles(form.fields["role"], self.reach)
        return form


class DeleteStaff(WithinReach, bulk_actions.DeleteBulkAction):
    pass


class CloseAccounts(WithinReach, bulk_actions.SetActiveStateBulkAction):
    pass


BULK_ACTIONS = (GiveRole, DeleteStaff, CloseAccounts)
"""Each takes the place of Wagtail's own of the same name."""


class StaffViewSet(users.UserViewSet):
    index_view_class = StaffView
    add_view_class = CreateStaffView
    edit_view_class = EditStaffView
    delete_view_class = DeleteStaffView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:  # type: ignore[type-arg] # noqa: FBT001, FBT002
        return StaffEditForm if for_update else StaffCreationForm
