"""The export that WordPress's theme authors test with, moved in and read."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client

from broadsheet.formats import wxr
from broadsheet.formats.body import Embed, text_of
from broadsheet.formats.markup import blocks_from
from broadsheet.fronts.models import StandingPage
from broadsheet.stories.models import Story
from broadsheet.wire.models import Arrival
from tests.wire.conftest import run

pytestmark = pytest.mark.django_db

SITE = "https://wpthemetestdata.wordpress.com"
INLINE = re.compile(r"</?(?:a|b|i|em|strong|sub|sup|span)\b[^>]*>")


@pytest.fixture
def file(shared_data: Path) -> Path:
    return shared_data / "wordpress" / "themeunittestdata.wordpress.xml"


def entries(file: Path) -> list[wxr.Entry]:
    with file.open("rb") as opened:
        return [record for record in wxr.read(opened) if isinstance(record, wxr.Entry)]


def words_on(page: bytes) -> set[str]:
    """The words a reader sees; markup within a word does not part it."""
    text = INLINE.sub("", page.decode())
    return set(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", text)).lower()))


def words_in(entry: wxr.Entry) -> set[str]:
    """Those of its body; the address of a film is not among what is read."""
    blocks = blocks_from(entry.content, site=SITE).blocks
    said = text_of(block for block in blocks if not isinstance(block, Embed))
    return set(re.findall(r"\w+", said.lower()))


class TestRealExport:
    def test_moves_in_and_balances(self, file):
        report = run(file)
        assert report.balances
        assert report.of("post").imported == {
            "published": 55,
            "a draft": 1,
            "a draft: it was scheduled": 1,
            "a draft: it had a password": 1,
        }
        assert report.of("page").imported == {"published": 21}
        assert report.of("attachment").left_out.total() == 37

    def test_moves_in_once(self, file):
        run(file)
        before = Story.objects.count(), StandingPage.objects.count(), Arrival.objects.count()
        again = run(file)
        assert (again.imported, again.balances) == (0, True)
        after = Story.objects.count(), StandingPage.objects.count(), Arrival.objects.count()
        assert after == before

    def test_is_read_at_new_addresses_and_found_at_old_ones(self, file, client):
        run(file)
        for entry in entries(file):
            if entry.post_type not in {"post", "page"}:
                continue
            thing = Arrival.objects.get(kind=entry.post_type, key=str(entry.id)).thing
            if entry.is_public:
                self.check_public(client, entry, thing)
            else:
                assert thing.live is False
                assert client.get(f"/?p={entry.id}").status_code != 301

    def check_public(self, client: Client, entry: wxr.Entry, thing: Story | StandingPage) -> None:
        address = thing.get_absolute_url() if isinstance(thing, Story) else thing.get_url()
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert words_in(entry) - words_on(answer.content) == set(), address
        name = "p" if isinstance(thing, Story) else "page_id"
        former = [f"/?{name}={entry.id}"]
        if isinstance(thing, Story):
            former.append(urlsplit(entry.link).path)
        for path in former:
            moved = client.get(path)
            assert (moved.status_code, moved["Location"]) == (301, address), path
