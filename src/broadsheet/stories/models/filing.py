"""The lists that stories stand in, and their months. Derived from what is published."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from broadsheet.prepared import OneLater, Prepared
from broadsheet.stories.models.story import Story

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models.expressions import Combinable
    from django.db.models.sql.compiler import SQLCompiler


class FilingQuerySet(models.QuerySet["Filing"]):
    def newest_of(self, name: str | Combinable, *, at: datetime | Combinable) -> Self:
        """The lines of one list that readers may see at that moment, newest first."""
        return self.filter(list=name, published_at__lte=at).order_by("-published_at", "-story_id")

    def for_search_engines(self) -> Self:
        """The lines of those stories that search engines may list."""
        return self.filter(story__noindex=False, story__canonical="")

    def coming_to(
        self, name: str | Combinable, *, at: datetime | Combinable
    ) -> models.QuerySet[Filing, Any]:
        """When the next story that is under embargo comes into a list, as one value or none."""
        ahead = self.filter(list=name, published_at__gt=at).order_by("published_at")
        return ahead.values_list("published_at", flat=True)[:1]


class StoryIds(models.Subquery):
    """The stories of some lines as one value, so that many lists are read in a single query."""

    output_field = models.JSONField()
    template = "(SELECT json_group_array(story_id) FROM (%(subquery)s) AS lines)"

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> Any:
        template = "(SELECT jsonb_agg(story_id) FROM (%(subquery)s) AS lines)"
        return self.as_sql(compiler, connection, template=template)


class Filing(models.Model):
    """A line in a list: the published story stands in that list, at that moment.

    Derived from the published row. Every list readers see is one range of this index, so its
    cost does not grow with the archive.
    """

    list = models.CharField(max_length=40)
    published_at = models.DateTimeField()
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="filings")

    objects = FilingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "list"], name="filed_once")]
        indexes = [
            models.Index(fields=["list", "-published_at", "-story"], name="filing_newest_first")
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.story_id}"


@lru_cache(maxsize=256)  # of a list, a hundred pages can be asked for
def range_of_list(first: int, count: int) -> Prepared:
    """The stories of the list `name` from the `first` on that readers may see `at` a moment, newest
    first; each with the moment when the next that is under embargo comes into the list.

    Prepared, since it is asked for each list on a page, and for each that a publication alters.
    """
    name = OneLater("name", models.CharField())
    at = OneLater("at", models.DateTimeField())
    coming = models.Subquery(Filing.objects.coming_to(name, at=at))
    lines = Filing.objects.newest_of(name, at=at).annotate(coming=coming)
    return Prepared(lines.values_list("story_id", "coming")[first : first + count])


class Month(models.Model):
    """A month (in UTC) whose stories search engines may list, and when any of it last changed.

    Derived, for sitemaps: an archive is told by its months without being counted.
    """

    first_on = models.DateField(primary_key=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.first_on:%Y-%m}"
