"""Fields that keep text in one form, however it comes in: slugs, lines, days, passages, rich text.

To the database and its migrations each is the field that it extends.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_unicode_slug
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.fields import RichTextField

from broadsheet.kit import characters, slugs
from broadsheet.kit.days import Span

if TYPE_CHECKING:
    from collections.abc import Callable


class SettledInput(forms.CharField):
    """Settles what was written before any rule judges it."""

    def __init__(self, *, settle: Callable[[str], str], **kwargs: Any) -> None:
        self.settle = settle
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(_settled(self.settle, value))


class Settled(models.Field):  # type: ignore[type-arg]
    """Text in its one form when it is validated, saved, updated or filtered by."""

    known_as: ClassVar[str]
    """the field that migrations are told of"""

    def settle(self, text: str) -> str:
        raise NotImplementedError

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, self.known_as, args, kwargs

    def to_python(self, value: Any) -> Any:
        return _settled(self.settle, super().to_python(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: FBT001 - Django's own signature
        value = _settled(self.settle, super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        return _settled(self.settle, super().get_prep_value(value))


def validate_slug(text: str) -> None:
    """Says in Django's words what is no slug; Django's own pattern leaves out vowel signs."""
    if not slugs.is_slug(text):
        raise ValidationError(validate_unicode_slug.message, code="invalid")


class SlugInput(SettledInput):
    """A slug in any script."""

    default_validators = [validate_slug]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(settle=slugs.settled, **kwargs)


class LowerSlugField(Settled, models.SlugField):  # type: ignore[type-arg]
    """A slug in any script, in lower case."""

    known_as = "django.db.models.SlugField"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"allow_unicode": True, **kwargs})
        self.validators[self.validators.index(validate_unicode_slug)] = validate_slug

    def settle(self, text: str) -> str:
        return slugs.settled(text)

    def formfield(self, **kwargs: Any) -> Any:
        # What Django's own field for slugs is told, a field for text would not understand.
        return models.CharField.formfield(self, **{"form_class": SlugInput, **kwargs})


class Written(Settled):
    """Text that people write, and whose form may be asked of it before it is judged."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{"form_class": partial(SettledInput, settle=self.settle), **kwargs}
        )


class LineField(Written, models.CharField):  # type: ignore[type-arg]
    """Words on one line, all of which can be seen."""

    known_as = "django.db.models.CharField"

    def settle(self, text: str) -> str:
        return characters.line(text)


def validate_days(text: str) -> None:
    """The text is a day, a month or a year that there is."""
    try:
        Span.read(text)
    except ValueError as error:
        raise ValidationError(_("Write a day, a month or a year: 2014-05-12.")) from error


class DaysField(LineField):
    """A day, or a month or year of which no more is known: `2014-05`."""

    default_validators = [validate_days]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 10, "blank": True, **kwargs})


def validate_addresses(text: str) -> None:
    """Each line of the text is an http or https address."""
    check = URLValidator(schemes=["http", "https"])
    for line in text.split():
        check(line)


class PassageField(Written, models.TextField):  # type: ignore[type-arg]
    """Words on any number of lines, all of which can be seen."""

    known_as = "django.db.models.TextField"

    def settle(self, text: str) -> str:
        return characters.passage(text)

    def formfield(self, **kwargs: Any) -> Any:
        # Wagtail gives its own input to Django's field alone.
        return super().formfield(**{"widget": AdminAutoHeightTextInput, **kwargs})


class ProseField(Written, RichTextField):
    """Rich text in which nothing turns the reading direction unseen."""

    known_as = "wagtail.fields.RichTextField"

    def settle(self, text: str) -> str:
        return characters.tidy(text)


def _settled(settle: Callable[[str], str], value: Any) -> Any:
    return settle(value) if isinstance(value, str) else value
