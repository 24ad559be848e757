"""Readers get all that is held of them, and it goes when they say so."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from hashlib import blake2b

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from asgiref.sync import async_to_sync
from django.db import connection
from django.test import AsyncClient
from django.utils import timezone
from lxml import html

from broadsheet import belongings
from broadsheet.accounts.models import User
from broadsheet.desk.roles import Role
from broadsheet.readers import actions
from broadsheet.readers.copying.archive import A_PIECE
from broadsheet.readers.models import Erasure, Subject
from tests.accounts.entrance import PASSWORD, last_code
from tests.making import NOON, make_paper, make_story, make_storyline, make_topic
from tests.media.files import plain
from tests.newsroom import staff
from tests.readers.conftest import OURS, browser_of, make_reader

pytestmark = pytest.mark.django_db

ADDRESS = "ada@example.org"


def everything_of(reader: User) -> None:
    """Fill whatever can be kept for a reader."""
    actions.rename(reader, first_name="<b>Ada</b>", last_name="Byrne")
    actions.set_portrait(reader, raw=plain())
    actions.set_preferences(reader, keeps_places=True, text_size=150)
    there = make_story(headline="Harbour & <wall>")
    gone = make_story(headline="Taken down")
    for story in (there, gone):
        actions.save(reader, story_id=story.pk, now=NOON)
        actions.keep_place(reader, story_id=story.pk, block=1, blocks=4, now=NOON)
    type(gone).objects.filter(pk=gone.pk).update(live=False)
    actions.follow(reader, subject=Subject.TOPIC, subject_id=make_topic().pk, now=NOON)
    line = make_storyline(there, name="The wall")
    actions.follow(reader, subject=Subject.STORYLINE, subject_id=line.pk, now=NOON)
    empty = make_storyline(there, name="Taken down with its story", slug="secret")
    actions.follow(reader, subject=Subject.STORYLINE, subject_id=empty.pk, now=NOON)
    empty.episodes.get().delete()


def downloaded(reader: User) -> zipfile.ZipFile:
    """The file that the reader gets."""
    return zipfile.ZipFile(io.BytesIO(b"".join(pieces_for(reader))))


def pieces_for(reader: User) -> list[bytes]:
    """The same as it is sent, through the same door as from the server."""
    cookies = browser_of(reader).cookies

    async def fetch() -> tuple[int, list[bytes]]:
        client = AsyncClient(headers=OURS)
        client.cookies = cookies
        answer = await client.get("/me/data/copy.zip")
        assert answer["Content-Type"] == "application/zip"
        assert "attachment" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"
        return answer.status_code, [piece async for piece in answer.streaming_content]

    status, pieces = async_to_sync(fetch)()
    assert status == 200
    return pieces


def everywhere() -> dict[str, str]:
    """Every text of the whole database, a column each; bytes are read as text, too."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    text = bytes(value) if isinstance(value, bytes | memoryview) else str(value)
                    if isinstance(text, bytes):
                        text = text.decode("latin-1")
                    found[f"{table}.{name}"] = found.get(f"{table}.{name}", "") + text
    return found


class TestCopy:
    @pytest.fixture
    def archive(self, reader):
        everything_of(reader)
        with time_machine.travel(NOON + timedelta(hours=1), tick=False):
            return downloaded(reader)

    def test_holds_everything_for_machines(self, archive):
        assert archive.testzip() is None
        tables = {
            name: json.loads(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".json")
        }
        (account,) = tables["account.json"]
        assert account["email"] == ADDRESS
        assert len(tables["sessions.json"]) == 1
        assert tables["saved-stories.json"] == [
            {
                "saved_at": NOON.isoformat(),
                "read_at": None,
                "headline": headline,
                "address": tables["saved-stories.json"][number]["address"],
            }
            for number, headline in enumerate(["Harbour & <wall>", None])
        ]
        assert tables["reading.json"] == [
            {"text_size": 150, "appearance": "auto", "folding": "paper", "keeps_places": True}
        ]
        assert [place["percent"] for place in tables["places.json"]] == [25, 25]
        assert [follow["name"] for follow in tables["follows.json"]] == [
            "Harbour", "The wall", None,
        ]  # fmt: skip
        assert tables["follows.json"][2]["address"] is None
        assert archive.read("picture.webp")[8:12] == b"WEBP"

    def test_holds_the_same_to_be_read(self, archive):
        page = html.fromstring(archive.read("index.html").decode())
        assert [heading.text for heading in page.cssselect("h2")] == [
            "Account", "E-mail addresses", "Second factor and passkeys",
            "Log in with other services", "Where you are logged in", "Saved stories",
            "Following", "Reading", "Where you stopped reading",
        ]  # fmt: skip
        text = page.text_content()
        assert "Harbour & <wall>" in text
        assert "<b>Ada</b>" in text
        assert {link.get("href") for link in page.cssselect("a")} >= {"saved-stories.json"}

    def test_tells_nothing_of_a_story_that_was_taken_down(self, archive):
        for name in archive.namelist():
            assert b"Taken down" not in archive.read(name)

    def test_holds_what_others_hold(self, reader, monkeypatch):
        table = belongings.Table("letters", "Letters", {"to": "To"}, lambda: [{"to": reader.email}])
        holder = belongings.Holder(
            "letters", told=lambda _user, _now: belongings.Belongings((table,))
        )
        monkeypatch.setattr(belongings, "_holders", {})
        belongings.register(holder)
        archive = downloaded(reader)
        assert json.loads(archive.read("letters.json")) == [{"to": ADDRESS}]
        assert "Letters" in archive.read("index.html").decode()

    def test_says_when_there_is_nothing(self, reader):
        archive = downloaded(reader)
        assert json.loads(archive.read("saved-stories.json")) == []
        page = html.fromstring(archive.read("index.html").decode())
        (table,) = [
            section.find("table")
            for section in page.iter("section")
            if section.findtext("h2") == "Saved stories"
        ]
        (row,) = table.find("tbody")
        assert row.text_content() == "None"
        assert int(row[0].get("colspan")) == len(table.findall("thead/tr/th"))

    def test_of_thousands_is_sent_in_pieces(self, reader, monkeypatch):
        rows = [{"said": blake2b(str(n).encode()).hexdigest()} for n in range(5_000)]
        table = belongings.Table("long", "Long", {"said": "Said"}, lambda: rows)
        monkeypatch.setattr(belongings, "_holders", {})
        belongings.register(
            belongings.Holder("long", told=lambda _user, _now: belongings.Belongings((table,)))
        )
        pieces = pieces_for(reader)
        _page, *of_table = pieces
        assert len(of_table) > 3
        assert max(map(len, of_table)) < 2 * A_PIECE
        archive = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
        assert json.loads(archive.read("long.json")) == rows

    def test_is_nobody_elses(self, reader):
        everything_of(reader)
        assert b"Harbour" not in downloaded(make_reader()).read("saved-stories.json")


class TestFreshProof:
    """Of who it is, before all is given away or erased."""

    @pytest.fixture
    def ada(self, db):
        reader = make_reader(ADDRESS, password=PASSWORD)
        return browser_of(reader)

    def test_is_asked_of_who_has_something_to_show(self, ada):
        for answer in (
            ada.get("/me/data/copy.zip"),
            ada.post("/me/data/erase/", {"email": ADDRESS}),
        ):
            assert answer.status_code == 303
            assert answer["Location"] == "/accounts/reauthenticate/?next=%2Fme%2Fdata%2F"
        assert User.objects.filter(email=ADDRESS).exists()

    def test_lasts_for_a_quarter_of_an_hour(self, ada):
        with time_machine.travel(NOON, tick=False) as clock:
            answer = ada.post(
                "/accounts/reauthenticate/", {"password": PASSWORD, "next": "/me/data/"}
            )
            assert answer["Location"] == "/me/data/"
            clock.shift(timedelta(minutes=14))
            assert ada.get("/me/data/copy.zip").status_code == 200
            clock.shift(timedelta(minutes=2))
            assert ada.get("/me/data/copy.zip").status_code == 303

    def test_lets_the_account_be_erased(self, ada):
        ada.post("/accounts/reauthenticate/", {"password": PASSWORD})
        assert ada.post("/me/data/erase/", {"email": ADDRESS}).status_code == 200
        assert not User.objects.exists()

    def test_is_a_code_by_mail_where_one_has_nothing_else_and_has_not_just_logged_in(self, reader):
        with time_machine.travel(NOON, tick=False) as clock:
            browser = browser_of(reader)
            clock.shift(timedelta(minutes=14))
            assert browser.get("/me/data/copy.zip").status_code == 200
            clock.shift(timedelta(minutes=2))
            asked = browser.get("/me/data/copy.zip")
            assert asked["Location"] == "/accounts/reauthenticate/code/?next=%2Fme%2Fdata%2F"
            browser.post(asked["Location"])
            shown = browser.post(asked["Location"], {"code": last_code()})
            assert shown["Location"] == "/me/data/"
            assert browser.get("/me/data/copy.zip").status_code == 200


class TestErasing:
    @pytest.fixture
    def browser(self, reader):
        return browser_of(reader)

    def erase(self, browser, email=ADDRESS):
        return browser.post("/me/data/erase/", {"email": email})

    def test_leaves_the_address_nowhere_in_the_database(self, reader, browser):
        everything_of(reader)
        EmailAddress.objects.create(user=reader, email=ADDRESS, verified=True, primary=True)
        SocialAccount.objects.create(user=reader, provider="x", extra_data={"email": ADDRESS})
        browser_of(reader)  # another device
        assert any(ADDRESS in text for text in everywhere().values())
        assert self.erase(browser, " ADA@example.org ").status_code == 200
        assert [where for where, text in everywhere().items() if ADDRESS in text.lower()] == []
        assert [where for where, text in everywhere().items() if "Byrne" in text] == []

    def test_leaves_that_it_happened_and_nothing_else(self, browser):
        self.erase(browser)
        left = Erasure.objects.get()
        assert abs(left.erased_at - timezone.now()) < timedelta(minutes=1)

    def test_ends_every_session(self, reader, browser):
        elsewhere = browser_of(reader)
        answer = self.erase(browser)
        assert "is erased" in answer.content.decode()
        for each in (browser, elsewhere):
            assert each.get("/me/").status_code == 303

    def test_leaves_the_browser_known_to_nobody(self, browser):
        assert browser.get("/accounts/").cookies["known"].value
        kept = self.erase(browser).cookies["known"]
        assert (kept.value, kept["path"], kept["max-age"]) == ("", "/accounts/", 0)

    @pytest.mark.parametrize("typed", ["", "somebody@example.org", "ada@example.org\0", "x" * 9999])
    def test_happens_only_to_whose_address_is_typed(self, browser, typed):
        answer = self.erase(browser, typed)
        assert answer.status_code == 422
        assert "Nothing was erased" in answer.content.decode()
        assert User.objects.count() == 1

    def test_tells_of_a_mistyped_address_before_it_asks_who_is_there(self, reader):
        with time_machine.travel(NOON, tick=False) as clock:
            browser = browser_of(reader)
            clock.shift(timedelta(minutes=16))
            assert self.erase(browser, "adda@example.org").status_code == 422
            assert "reauthenticate" in self.erase(browser)["Location"]
            assert User.objects.count() == 1

    def test_happens_once_though_two_windows_ask(self, reader, browser):
        other = browser_of(reader)
        self.erase(browser)
        assert self.erase(other).status_code == 303
        assert Erasure.objects.count() == 1

    def test_is_not_for_who_works_in_the_newsroom(self, db):
        make_paper()
        editor = browser_of(staff(Role.EDITOR, ADDRESS))
        assert "works in the newsroom" in editor.get("/me/data/").content.decode()
        editor.post("/accounts/reauthenticate/", {"password": "let me in"})
        answer = self.erase(editor)
        assert answer.status_code == 422
        assert "works in the newsroom" in answer.content.decode()
        assert User.objects.count() == 1
