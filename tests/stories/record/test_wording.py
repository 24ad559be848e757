"""A story in plain words."""

import pytest

from broadsheet.stories.record import wording
from tests.making import make_author, make_picture, make_story, paragraph

pytestmark = pytest.mark.django_db


class TestWords:
    def test_are_all_that_readers_read_in_its_order(self):
        quay, pier = make_picture("Quay", caption="The quay"), make_picture("Pier", caption="Pier")
        story = make_story(
            kicker="Harbour",
            headline="Ferry runs again",
            standfirst="From Monday.",
            authors=[make_author("ada-byrne"), make_author("ben-cole")],
            byline_note="with agencies",
            dateline="Ellermouth",
            lead_picture=quay,
            source="PA",
            body=[
                paragraph("It <b>runs</b> &amp; runs."),
                {"type": "picture", "value": {"picture": pier.pk, "caption": ""}},
                {"type": "fact_box", "value": {"title": "Fares", "text": "<p>Two crowns.</p>"}},
            ],
        )
        assert wording.of(story) == (
            ("kicker", "Harbour"),
            ("headline", "Ferry runs again"),
            ("standfirst", "From Monday."),
            ("byline", "Ada Byrne, Ben Cole, with agencies"),
            ("dateline", "Ellermouth"),
            ("caption", "The quay"),
            ("text", "It runs & runs."),
            ("caption", "Pier"),
            ("text", "Fares\nTwo crowns."),
            ("source", "PA"),
        )

    def test_do_not_know_how_they_are_set(self):
        bold, plain = (
            make_story(headline="Ferry", body=[paragraph(html)])
            for html in ("It  <b>runs</b>.", "It runs.")
        )
        assert wording.of(bold) == wording.of(plain)
