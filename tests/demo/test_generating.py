"""Generated stories are worth measuring with: their words are spread as in a paper."""

from collections import Counter
from random import Random

import pytest

from broadsheet.demo import generating
from broadsheet.kit import prose
from broadsheet.stories.models import Story
from tests.making import NOON, make_author, make_paper, make_story, make_topic, paragraph

SENTENCE = "The ferry to the island was late again on Monday, and nobody could say why."

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories():
    """Some generated ones."""
    make_paper()
    make_author("ada-byrne")
    make_topic("harbour")
    make_story(body=[paragraph(f"{SENTENCE} {SENTENCE}")])
    generating.generate(40, now=NOON, seed=1, report=lambda _done: None)
    return list(Story.objects.order_by("pk")[1:])


class TestStories:
    def test_are_published_over_twenty_years(self, stories):
        assert len(stories) == 40
        assert all(story.live and story.published_at < NOON for story in stories)
        assert (stories[-1].published_at - stories[0].published_at).days > 19 * 365

    def test_each_have_somebody_who_is_in_no_other(self, stories):
        texts = [str(story.body.get_prep_value()) + story.headline for story in stories]
        counts = Counter(word for text in texts for word in set(prose.plain(text).split()))
        own = [any(counts[word] == 1 for word in prose.plain(text).split()) for text in texts]
        assert sum(own) > 30


def test_names_are_as_unlike_in_frequency_as_in_a_paper():
    dice = Random(1)
    counts = Counter(generating._name(dice) for _ in range(20_000))
    (_, first), (_, second), *_rest = counts.most_common(2)
    assert 0.03 < first / 20_000 < 0.07
    assert first > second > first / 3
    assert sum(count == 1 for count in counts.values()) > len(counts) / 2
