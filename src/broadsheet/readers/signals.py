"""What is done when an account is deleted, by its owner, in the newsroom, or because it is void."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from broadsheet.accounts.models import User
from broadsheet.readers import actions


@receiver(pre_delete, sender=User)
def let_go(instance: User, **_kwargs: Any) -> None:
    actions.let_go(instance, now=timezone.now())
