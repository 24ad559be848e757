"""What is done to the newsroom itself: people are taken in, and forgotten."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from broadsheet.accounts.models import User
from broadsheet.kit.mailboxes import settled

if TYPE_CHECKING:
    from broadsheet.desk.roles import Role


@transaction.atomic
def make_staff(
    email: str, role: Role, *, password: str, first_name: str = "", last_name: str = ""
) -> User:
    """Let somebody into the newsroom, in one role; somebody who is there already changes theirs."""
    user = User.objects.filter(email=settled(email)).first()
    if user is None:
        user = User.objects.create_user(email)
    user.first_name, user.last_name = first_name, last_name
    user.is_staff = user.is_active = True
    user.set_password(password)
    user.save()
    User.objects.vouch_for(user)
    user.groups.set([Group.objects.get(name=role.value)])
    return user


def forget(user: User) -> None:
    """Leave no name behind: neither in the newsroom's history nor as a picture on its disk."""
    kind = ContentType.objects.get_for_model(User)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(user.pk)).update(label="")
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        transaction.on_commit(partial(profile.avatar.storage.delete, profile.avatar.name))
