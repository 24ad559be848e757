"""A story that somebody will want withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.making import make_author, make_picture, make_story, make_topic, paragraph

HEADLINE = "Harbour master sells the lighthouse"
TEXT = "The harbour master is said to have sold the lighthouse to his own brother for one crown."


@pytest.fixture
def story():
    picture = make_picture("Lighthouse")
    return make_story(
        at=timezone.now() - timedelta(hours=1),
        headline=HEADLINE,
        slug="lighthouse",
        standfirst=TEXT,
        lead_picture=picture,
        body=[paragraph(TEXT)],
        authors=[make_author()],
        topics=[make_topic()],
    )
