"""How parts of an address are read. Importing this makes them known to URL configurations."""

from datetime import date

from django.urls import register_converter

from broadsheet.kit import slugs


class Day:
    """A calendar day as three parts of an address: 2026/11/23."""

    regex = r"\d{4}/\d{2}/\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value.replace("/", "-"))

    def to_url(self, value: date) -> str:
        return f"{value:%Y/%m/%d}"


def in_one_spelling(value: str) -> str:
    """The part as it is. In capitals it is nobody's address: it leads to the one that is."""
    if value != slugs.settled(value):
        raise ValueError(value)
    return value


class Slug:
    """A slug in any script."""

    regex = slugs.PATTERN

    def to_python(self, value: str) -> str:
        return in_one_spelling(value)

    def to_url(self, value: str) -> str:
        return value


class Pages:
    """The place of a page in a tree: slugs, each with its slash."""

    regex = rf"(?:{slugs.PATTERN}/)+"

    def to_python(self, value: str) -> str:
        return in_one_spelling(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(Day, "day")
register_converter(Slug, "uslug")
register_converter(Pages, "pages")
