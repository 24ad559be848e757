"""`broadsheet import`, as whoever runs it sees it."""

import fcntl
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from broadsheet import config
from broadsheet.press.models import EVERYTHING, Change
from broadsheet.stories.models import Story
from broadsheet.wire.account.telling import EVERY, Teller, console
from tests.wire.conftest import draw
from tests.wire.exports import Item, attachment, category, export, posts, term, write

pytestmark = pytest.mark.django_db


def imported(*arguments: str) -> str:
    """What the command says on standard output."""
    out = StringIO()
    call_command("import_archive", "wxr", *map(str, arguments), "--no-fetch", stdout=out)
    return out.getvalue()


def told_by(*arguments: str) -> str:
    """The sentence with which the command refuses."""
    with pytest.raises(CommandError) as caught:
        imported(*arguments)
    return str(caught.value)


@pytest.fixture
def file(tmp_path):
    return write(tmp_path, *posts(3), attachment(9), head=[term(category("News"))])


class TestCommand:
    def test_ends_with_an_account_that_balances(self, file):
        said = imported(file)
        assert "post" in said
        assert "It balances: 6 in the file, 5 imported + 0 already there + 1 left out." in said

    def test_says_which_pictures_are_missing(self, file):
        assert "wp-content/uploads/2012/03/quay.jpg (nobody was asked for it)" in imported(file)

    def test_says_in_which_zone_days_are_reckoned(self, file):
        assert "time zone, UTC" in imported(file)

    def test_writes_its_account_as_json(self, file, tmp_path):
        imported(file, "--json", tmp_path / "account.json")
        told = json.loads((tmp_path / "account.json").read_text())
        assert told["types"]["post"] == {
            "in_file": 3,
            "imported": 3,
            "already_there": 0,
            "left_out": 0,
            "reasons": {"imported": {"published": 3}},
        }
        assert told["source"] == "old.example.org"
        assert len(told["missing"]) == 1

    def test_gives_standard_output_to_the_json_where_that_is_asked_for(self, file, capsys):
        told = json.loads(imported(file, "--json", "-"))
        assert told["balances"] is True
        assert "It balances" in capsys.readouterr().err

    def test_takes_pictures_from_a_folder(self, file, uploads):
        draw(uploads / "2012/03/quay.jpg")
        assert "as a picture" in imported(file, "--media", uploads)

    def test_leads_categories_to_sections(self, file):
        imported(file, "--section-map", "news=daily")
        assert {story.section.slug for story in Story.objects.all()} == {"daily"}

    def test_tries_without_writing(self, file):
        Change.objects.all().delete()
        assert "5 imported" in imported(file, "--dry-run")
        assert not Story.objects.exists()
        assert not Change.objects.exists()

    def test_ends_with_a_line_in_the_log_that_says_everything(self, file):
        Change.objects.all().delete()
        imported(file)
        assert [change.source for change in Change.objects.all()].count(EVERYTHING) == 1


class TestRefusal:
    def test_of_a_file_that_is_not_there(self, tmp_path):
        assert told_by(tmp_path / "none.xml") == f"There is no file {tmp_path / 'none.xml'}."

    def test_of_a_folder(self, tmp_path):
        assert "is not a file" in told_by(tmp_path)

    def test_of_media_that_is_no_folder(self, file, tmp_path):
        assert "is no folder" in told_by(file, "--media", tmp_path / "none")

    @pytest.mark.parametrize(
        ("pairs", "words"),
        [
            (["news"], "is not OLD=NEW"),
            (["=news"], "is not OLD=NEW"),
            (["news="], "is not OLD=NEW"),
            (["news=a b"], "cannot be the address"),
            (["news=" + "x" * 61], "cannot be the address"),
            (["news=search"], "itself needs the address"),
            (["news=a", "news=b"], "is led to both a and b"),
            (["sprot=a"], "no category “sprot”"),
        ],
    )
    def test_of_a_map_that_makes_no_sense(self, file, pairs, words):
        assert words in told_by(file, "--section-map", *pairs)
        assert not Story.objects.exists()

    def test_of_a_place_for_json_that_cannot_be_written(self, file, tmp_path):
        assert "cannot write" in told_by(file, "--json", tmp_path / "none" / "a.json")
        assert "cannot write" in told_by(file, "--json", tmp_path)
        assert not Story.objects.exists()

    def test_of_another_kind_of_archive(self, file):
        with pytest.raises(CommandError, match="invalid choice"):
            call_command("import_archive", "gopher", str(file))

    def test_of_broken_xml_names_the_line(self, tmp_path):
        path = tmp_path / "old.xml"
        path.write_text(export(posts(2))[:-30])
        assert told_by(path).startswith("Line ")

    def test_of_a_second_run_at_the_same_time(self, file):
        with (config.folder() / "import.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            assert "Another import is under way" in told_by(file)

    def test_when_the_database_fails_says_how_to_go_on(self, file, monkeypatch):
        def fail(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Story.objects, "bulk_create", fail)
        words = told_by(file)
        assert "No space left on device" in words
        assert "goes on from here" in words


class TestTeller:
    def test_tells_a_log_now_and_then_how_far_it_is(self, monkeypatch):
        clock = iter([0.0, 1.0, EVERY + 1, EVERY + 2, 2 * EVERY + 2])
        monkeypatch.setattr("time.monotonic", lambda: next(clock))
        out = StringIO()
        with Teller(console(out)) as teller:
            teller.begin("Moving in", total=200)
            for done in (1, 50, 51, 100):
                teller.at(done)
        assert out.getvalue().splitlines() == ["Moving in: 25 %", "Moving in: 50 %"]


def test_an_item_named_like_markup_of_the_terminal_is_told_as_it_is(tmp_path: Path) -> None:
    path = write(tmp_path, Item(1, type="[bold]x[/]"))
    assert "[bold]x[/]" in imported(path)
