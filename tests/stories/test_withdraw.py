"""`broadsheet withdraw` says what it did, prints the proof, and fails where anything is left."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from broadsheet.media.printing import shelf
from broadsheet.stories.models import Story, Version, Withdrawal
from tests.making import amend, make_picture, make_story, paragraph

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sheets")]

REASON = "A court has forbidden it: case 12/2026."
TEXT = "The harbour master is said to have sold the lighthouse to his own brother."


@pytest.fixture
def story():
    hour_ago = timezone.now() - timedelta(hours=1)
    return make_story(at=hour_ago, headline="Lighthouse sold in secret", body=[paragraph(TEXT)])


def withdraw(url: str, *options: str) -> str:
    out = StringIO()
    call_command("withdraw", url, "--reason", REASON, *options, stdout=out)
    return out.getvalue()


class TestWithdraw:
    def test_prints_what_was_done_and_a_line_for_each_address(self, story):
        path = story.get_absolute_url()
        said = withdraw(path)
        assert said.startswith(f"Withdrawn: {path}.\n")
        for form in ("", "story.txt", "story.json"):
            assert re.search(rf" 410 +\d+ +nothing +{path}{form}$", said, re.MULTILINE)
        assert re.search(r" 200 +\d+ +nothing +/$", said, re.MULTILINE)
        assert "none with anything of it left" in said
        assert re.search(r"Proven after \d+ ms", said)
        assert " on " in Withdrawal.objects.get().by

    def test_fails_where_anything_is_left(self, story):
        link = f'<a href="{story.get_absolute_url()}">we wrote</a>'
        other = make_story(at=timezone.now(), body=[paragraph(f"As {link}.")])
        out = StringIO()
        with pytest.raises(CommandError, match="Not everything is clean"):
            call_command("withdraw", story.get_absolute_url(), "--reason", REASON, stdout=out)
        assert "its address" in out.getvalue()
        assert re.search(r"Asked after \d+ ms", out.getvalue())
        assert not Story.objects.get(pk=story.pk).live
        assert Story.objects.get(pk=other.pk).live

    def test_fails_where_prints_cannot_be_removed(self, story, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        picture = make_picture("Lighthouse", withdrawn_at=timezone.now())
        stays = shelf.shelf() / f"{picture.pk}-aaaaaaaaaa"
        stays.parent.mkdir(parents=True, exist_ok=True)
        stays.write_text("no folder, which nobody can empty")
        out = StringIO()
        with pytest.raises(CommandError, match="Not everything is clean"):
            call_command("withdraw", story.get_absolute_url(), "--reason", REASON, stdout=out)
        assert f"{stays} cannot be removed: remove it by hand" in out.getvalue()
        assert "This node was clean" not in out.getvalue()

    def test_says_when_it_happened_already(self, story):
        withdraw(story.get_absolute_url())
        assert "Withdrawn already on" in withdraw(story.get_absolute_url())

    def test_says_in_a_sentence_what_it_cannot_do(self):
        with pytest.raises(CommandError, match="There is no story at /nothing/"):
            withdraw("/nothing/")

    def test_needs_a_reason(self, story):
        with pytest.raises(CommandError, match="--reason"):
            call_command("withdraw", story.get_absolute_url())

    def test_can_be_lifted(self, story):
        path = story.get_absolute_url()
        with pytest.raises(CommandError, match="not withdrawn"):
            withdraw(path, "--lift", "--older-words", "keep")
        withdraw(path)
        said = withdraw(path, "--lift", "--older-words", "keep")
        assert "until somebody publishes it" in said
        assert "out of the record" not in said
        assert not Story.objects.get(pk=story.pk).is_withdrawn

    def test_is_not_lifted_before_it_is_said_what_becomes_of_older_words(self, story):
        path = story.get_absolute_url()
        withdraw(path)
        with pytest.raises(CommandError, match="--older-words bury"):
            withdraw(path, "--lift")
        assert Story.objects.get(pk=story.pk).is_withdrawn

    def test_buries_older_words_when_it_is_lifted(self, story):
        path = story.get_absolute_url()
        amend(story, at=timezone.now(), note="To nobody.", headline="Lighthouse not sold")
        withdraw(path)
        said = withdraw(path, "--lift", "--older-words", "bury")
        assert "out of the record for good" in said
        assert [each.words for each in Version.objects.all()] == [None, None]
