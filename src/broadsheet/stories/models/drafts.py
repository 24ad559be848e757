"""What is left of a draft when things that it names have been deleted since it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import PROTECT, ForeignKey
from modelcluster.models import get_all_child_relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

    from broadsheet.stories.models import Story


def left_of(content: dict[str, Any], story: Story) -> dict[str, Any]:
    """A draft without what is gone: the story's own as it is published, its rows left out.

    The database protects what a published story names, and knows nothing of what only a draft does.
    """
    left = dict(content)
    for field in _protecting(type(story)):
        if _is_gone(field, content.get(field.name)):
            left[field.name] = getattr(story, field.attname)
    for relation in get_all_child_relations(type(story)):
        fields = list(_protecting(relation.related_model))
        name = relation.get_accessor_name()
        left[name] = [
            row
            for row in content.get(name, [])
            if not any(_is_gone(field, row.get(field.name)) for field in fields)
        ]
    return left


def _protecting(model: type[Model]) -> Iterator[ForeignKey[Any, Any]]:
    """The fields that name what cannot be deleted while a row does."""
    for field in model._meta.concrete_fields:  # noqa: SLF001 - Django's own way there
        if isinstance(field, ForeignKey) and field.remote_field.on_delete is PROTECT:
            yield field


def _is_gone(field: ForeignKey[Any, Any], pk: object) -> bool:
    manager = field.related_model._default_manager  # noqa: SLF001
    return pk is not None and not manager.filter(pk=pk).exists()
