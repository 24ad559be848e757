"""`broadsheet desk check`, as it is called."""

from __future__ import annotations

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from tests.making import make_picture, make_story, paragraph

pytestmark = pytest.mark.django_db

WRONG = "# Ferry\n\nIt was on Wednesday, 2 May 2017, that the the ferry sank.\n"
SAID = """\
line 3: error: “Wednesday”
    2 May 2017 was a Tuesday.
    Write: Tuesday
line 3: warning: “the the”
    Doubled word: “the”.
    Write: the
Errors: 1, warnings: 1, hints: 0.
"""


def check(*arguments):
    """What it prints, and its exit code."""
    out = io.StringIO()
    try:
        call_command("desk", "check", *arguments, stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "copy.md"
        path.write_text(text, "utf-8")
        return str(path)

    return write


def test_says_what_is_wrong_in_a_file_and_exits_with_1(file):
    assert check(file(WRONG), "--date", "2017-05-03") == (SAID, 1)


def test_exits_with_0_where_nothing_is_an_error(file):
    told, code = check(file("The the ferry sank on 2 May 2017."))
    assert code == 0
    assert "Errors: 0, warnings: 1" in told


def test_shows_a_lone_mark_among_its_words(file):
    told, _code = check(file("On Monday a plan (of sorts was made in the harbour."))
    assert "line 1: warning: “a plan (of sorts was made”" in told


def test_says_how_a_day_is_written(file):
    with pytest.raises(CommandError, match="give a day as in 2026-11-26, not 2/5/17"):
        check(file(WRONG), "--date", "2/5/17")


def test_reads_what_is_typed_in(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(WRONG))
    assert check("-", "--date", "2017-05-03") == (SAID, 1)


def test_tells_machines(file):
    told, code = check(file(WRONG), "--json")
    first, _second = json.loads(told)["remarks"]
    assert code == 1
    assert (first["weight"], first["fix"], first["start"]) == ("error", "Tuesday", 10)


def test_reads_a_story_of_the_paper():
    story = make_story(lead_picture=make_picture(description=""))
    told, code = check(f"http://testserver{story.get_absolute_url()}")
    assert code == 1
    assert "lead picture: error" in told


def test_says_where_in_a_story_it_is():
    story = make_story(body=[paragraph("It sank."), paragraph("It was on Wednesday, 2 May 2017.")])
    told, _code = check(f"http://testserver{story.get_absolute_url()}")
    assert told.startswith("paragraph 2: error: “Wednesday”\n")


def test_fetches_nothing_from_an_inner_network():
    with pytest.raises(CommandError, match=r"10\.0\.0\.1"):
        check("http://10.0.0.1/ferry")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.md", None, "cannot be read: No such file"),
        ("copy.md", b"\xff\xfe", "is no text in UTF-8"),
        ("copy.md", b"x" * 500_001, "more than 100,000 characters"),
    ],
)
def test_says_what_cannot_be_read(tmp_path, name, content, sentence):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as raised:
        check(str(path))
    assert raised.value.returncode == 2


def test_says_where_no_story_is():
    with pytest.raises(CommandError, match="There is no story at"):
        check("http://testserver/news/2020/01/01/none/")
