"""Who may act on whom: nobody on somebody who may do more, and nobody gives a right they lack."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from broadsheet.accounts.models import User


@dataclass(frozen=True, slots=True)
class Right:
    """A permission, in a part of a tree or everywhere."""

    permission: int
    tree: str = ""
    path: str = ""

    def includes(self, other: Self) -> bool:
        return (self.permission, self.tree) == (other.permission, other.tree) and (
            other.path.startswith(self.path)
        )


def rights_by_group() -> dict[int, set[Right]]:
    """All that groups grant, by the group's id."""
    found: dict[int, set[Right]] = defaultdict(set)
    everywhere = Group.permissions.through.objects.values_list("group_id", "permission_id")
    for group, permission in everywhere:
        found[group].add(Right(permission))
    of_pages = GroupPagePermission.objects.values_list("group_id", "permission_id", "page__path")
    for group, permission, path in of_pages:
        found[group].add(Right(permission, "page", path))
    of_collections = GroupCollectionPermission.objects.values_list(
        "group_id", "permission_id", "collection__path"
    )
    for group, permission, path in of_collections:
        found[group].add(Right(permission, "collection", path))
    return found


class Reach:
    """How far somebody's hand goes among the people of the newsroom."""

    def __init__(self, user: User) -> None:
        self.user = user

    @cached_property
    def beyond(self) -> frozenset[int]:
        """The ids of the groups that grant something which this person may not do."""
        if self.user.is_superuser:
            return frozenset()
        granted = rights_by_group()
        mine = set(self.user.groups.values_list("pk", flat=True))
        own = {right for group in mine for right in granted[group]}
        return frozenset(
            group
            for group, rights in granted.items()
            if any(not _is_among(own, right) for right in rights)
        )

    def includes(self, other: User) -> bool:
        """Whether this person may change, close or delete that one's account."""
        if self.user.is_superuser:
            return True
        return not other.is_superuser and self.beyond.isdisjoint(
            group.pk for group in other.groups.all()
        )

    def roles(self) -> QuerySet[Group]:
        """The groups that this person may put somebody in."""
        return Group.objects.exclude(pk__in=self.beyond)


def _is_among(own: Iterable[Right], right: Right) -> bool:
    return any(held.includes(right) for held in own)
