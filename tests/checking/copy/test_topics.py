"""What a story is filed under, and whom it turns on."""

from datetime import date

from broadsheet.checking.copy.topics import remarks_on_topics
from broadsheet.checking.draft import Draft, Filed, Kind, Passage
from broadsheet.checking.galley import Galley
from tests.checking.knowing import register

DAY = date(2018, 5, 3)


def found(text, *topics, headline=""):
    passages = (Passage("headline", headline, Kind.HEADLINE), Passage("body", text))
    remarks = remarks_on_topics(Galley(Draft(passages, DAY, topics=topics), register()))
    return [each.sentence for each in remarks]


def test_a_topic_that_is_never_mentioned_is_told():
    assert found("The ferry was late.", Filed("Ada Byrne")) == [
        "The text never mentions Ada Byrne."
    ]
    assert found("Byrne was late.", Filed("Ada Byrne", others=("Byrne",))) == []
    assert found("The ferry was late.", Filed("Transport", is_named=False)) == []


def test_whom_the_story_turns_on_is_told_if_they_are_no_topic():
    text = "Angela Merkel came. Merkel spoke."
    said = "The story turns on Angela Merkel, who is not among its topics."
    assert said in found(text, Filed("Ferry", is_named=False), headline="Angela Merkel visits")
    assert found(text, Filed("Ferry", is_named=False)) == []
    assert said not in found(text, Filed("Angela Merkel"), headline="Angela Merkel visits")
