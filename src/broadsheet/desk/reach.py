"""How far somebody's hand goes: among people, and among the pictures and files of others.

Nobody acts on somebody who may do more, and nobody gives a right they lack.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import Group
from django.db.models import Q
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import Model, QuerySet

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
        if not other.is_staff:
            return False
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


class MediaPolicy(CollectionOwnershipPermissionPolicy):
    """Deleting what others brought in is a right of its own. Wagtail takes changing for it."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if action == "delete":
            return bool(self._check_perm(user, ["add", "delete"]))
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission_for_instance(
        self, user: User, actions: Collection[str], instance: Model
    ) -> bool:
        further = set(actions) - {"delete"}
        if further and super().user_has_any_permission_for_instance(user, further, instance):
            return True
        return further != set(actions) and self._may_delete(user, instance)

    def _may_delete(self, user: User, instance: Any) -> bool:
        own = getattr(instance, self.owner_field_name) == user
        rights = ["add", "delete"] if own else ["delete"]
        return bool(self._check_perm(user, rights, collection=instance.collection))

    def instances_user_has_any_permission_for(
        self, user: User, actions: Collection[str]
    ) -> QuerySet[Any]:
        further = set(actions) - {"delete"}
        found: QuerySet[Any] = super().instances_user_has_any_permission_for(user, further)
        if further == set(actions) or not user.is_active:
            return found
        own = Q(**{self.owner_field_name: user})
        may = Q(collection__in=self._collections_with_perm(user, ["delete"]))
        may |= own & Q(collection__in=self._collections_with_perm(user, ["add"]))
        return found | self.model._default_manager.filter(may)  # noqa: SLF001 - Django's own way there


def pictures_policy() -> MediaPolicy:
    return MediaPolicy(
        get_image_model(), auth_model="wagtailimages.Image", owner_field_name="uploaded_by_user"
    )


def files_policy() -> MediaPolicy:
    return MediaPolicy(
        get_document_model(),
        auth_model="wagtaildocs.Document",
        owner_field_name="uploaded_by_user",
    )
