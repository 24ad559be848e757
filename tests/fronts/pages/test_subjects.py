"""What the pages of topics and authors show, and the lists of all of them."""

from datetime import timedelta

import pytest

from broadsheet.fronts.pages import subjects
from broadsheet.topics.models import Kind
from tests.making import NOON, make_author, make_story, make_topic

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=400)


def ids(cards):
    return [card.id for card in cards]


class TestTopicPage:
    def test_tells_where_a_place_lies_and_what_lies_in_it(self):
        country = make_topic("country", kind=Kind.PLACE)
        county = make_topic("county", kind=Kind.PLACE, parent=country)
        town = make_topic("town", kind=Kind.PLACE, parent=county)
        page = subjects.topic_page(town, number=1, at=NOON)
        assert [link.text for link in page.within] == ["Country", "County"]
        assert [link.text for link in subjects.topic_page(county, number=1, at=NOON).contains] == [
            "Town"
        ]


class TestAuthorPage:
    def test_lists_what_the_author_wrote_alone_or_with_others(self):
        ada, bo = make_author("ada"), make_author("bo")
        both, alone = make_story(authors=[ada, bo]), make_story(at=LATER, authors=[ada])
        make_story(authors=[bo])
        assert ids(subjects.author_page(ada, number=1, at=LATER).cards) == [alone.pk, both.pk]


class TestIndexes:
    def test_topics_stand_under_their_kind(self):
        make_topic("harbour", kind=Kind.PLACE)
        make_topic("housing", kind=Kind.THEME)
        groups = dict(subjects.topics_index().groups)
        assert [link.text for link in groups["Places"]] == ["Harbour"]
        assert "People" not in groups

    def test_every_kind_of_topic_has_a_heading_of_its_own(self):
        for kind in Kind:
            make_topic(f"a-{kind}", kind=kind)
        headings = [heading for heading, _links in subjects.topics_index().groups]
        assert headings == ["People", "Places", "Organisations", "Events", "Themes"]
