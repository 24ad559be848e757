"""A page asks the database no more often when there is more to show."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from broadsheet.fronts.models import Front, Slot
from broadsheet.stories.models import Story
from broadsheet.topics.models import Section
from tests.making import NOON, make_author, make_picture, make_section, make_story, make_topic

pytestmark = pytest.mark.django_db
names = (f"n-{number}" for number in count(1))


def grow(*, sections: int, stories: int) -> None:
    """Add sections, each with stories of their own authors, and put them all on fronts by hand."""
    home, _ = Front.objects.get_or_create(section=None)
    topic = make_topic(next(names))
    for _ in range(sections):
        section = make_section(next(names))
        front = Front.objects.create(section=section)
        for number in range(stories):
            story = make_story(
                at=NOON - timedelta(minutes=number),
                section=section,
                authors=[make_author(next(names))],
                topics=[topic],
                lead_picture=make_picture(),
            )
            Slot.objects.bulk_create([Slot(front=each, story=story) for each in (home, front)])


def newest(model: type) -> Callable[[], str]:
    return lambda: model.objects.latest("pk").get_absolute_url()  # type: ignore[attr-defined]


class TestPublicPages:
    @pytest.mark.parametrize(
        ("address", "most"),
        [
            pytest.param(lambda: "/", 10, id="home"),
            pytest.param(lambda: "/latest/", 8, id="latest"),
            pytest.param(newest(Section), 14, id="section"),
            pytest.param(newest(Story), 20, id="story"),
        ],
    )
    def test_ask_as_often_of_a_large_paper(
        self, client: Client, address: Callable[[], str], most: int
    ) -> None:
        def queries() -> int:
            path = address()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            return len(asked)

        grow(sections=2, stories=4)
        few = queries()
        grow(sections=9, stories=14)
        assert queries() == few <= most
