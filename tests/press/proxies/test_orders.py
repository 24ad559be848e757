"""What a page bears for the sake of those who keep copies, and what these are told later."""

from __future__ import annotations

import pytest

from broadsheet.config import Cdn
from broadsheet.press.proxies import orders, tags
from broadsheet.press.proxies.orders import Orders
from broadsheet.press.recording import FRAME, Recording

LONGEST_HEADER = 4096
"""Bytes; nginx has no room for more than four times that in all headers of an answer."""


def ordered(*, kind="fastly", header="", keeps=0) -> Orders:
    return Orders(Cdn(kind, "https://cdn.example/service/7", "secret", header, keeps))


def made_from(*sources: str) -> Recording:
    record = Recording()
    for source in sources:
        record.note(f"fact:{source}", "value", sources=[source])
    record.note(FRAME, "frame", sources=["paper", "sections"])
    return record


def borne(record: Recording, *, address="/sport/", header="Surrogate-Key") -> set[str]:
    ((name, value),) = ordered(header=header).with_page(address, record, status=200)
    assert name == header.lower()
    return set(value.split("," if header == "Cache-Tag" else " "))


def thrown_away(*addresses, touched=(), everything=False, header="Surrogate-Key") -> set[str]:
    return ordered(header=header).to_throw_away(addresses, touched=touched, everything=everything)


class TestPage:
    def test_bears_nothing_unless_it_was_asked_for(self):
        assert ordered().with_page("/sport/", made_from("story:1"), status=200) == []

    @pytest.mark.parametrize("header", ["Surrogate-Key", "Cache-Tag"])
    def test_is_met_by_each_source_it_was_made_from(self, header):
        page = borne(made_from("story:1", "named:story:കടൽ"), header=header)
        for source in ("story:1", "named:story:കടൽ"):
            assert page & thrown_away(touched=[source], header=header)
        assert not page & thrown_away(touched=["story:2"], header=header)

    def test_is_met_by_its_own_address(self):
        page = borne(made_from("story:1"))
        assert page & thrown_away("/sport/")
        assert not page & thrown_away("/sport/?page=2")

    def test_is_met_by_everything(self):
        assert borne(made_from()) & thrown_away(everything=True)

    def test_is_not_met_by_what_its_frame_was_made_from(self):
        """A frame that reads otherwise is everything; a section may change without."""
        assert not borne(made_from("story:1")) & thrown_away(touched=["sections"])

    @pytest.mark.parametrize("count", [0, 1, tags.MOST, tags.MOST + 1, 5000])
    def test_bears_no_more_than_a_header_holds(self, count):
        sources = [f"story:{number}" for number in range(count)]
        page = borne(made_from(*sources))
        assert len(" ".join(page)) <= LONGEST_HEADER
        assert " ".join(page).isascii()
        assert all(page & thrown_away(touched=[source]) for source in sources)

    @pytest.mark.parametrize(
        ("kind", "header"), [("fastly", "surrogate-control"), ("cloudflare", "cdn-cache-control")]
    )
    def test_says_how_long_it_may_be_kept(self, kind, header):
        said = ordered(kind=kind, keeps=600).with_page("/sport/", made_from(), status=200)
        assert [name for name, _value in said] == [header]
        assert said[0][1].startswith("max-age=600,")

    @pytest.mark.parametrize("status", [301, 404, 410])
    def test_is_kept_no_longer_than_we_know_it(self, status):
        assert not ordered(keeps=600).with_page("/sport/", made_from(), status=status)


class TestAddresses:
    def test_are_thrown_away_where_no_tags_are_borne(self):
        told = thrown_away("/sport/", "/", touched=["story:1"], header="")
        assert told == {"/sport/", "/"}

    def test_are_everything_when_they_are_very_many(self):
        many = [f"/{number}/" for number in range(orders.MOST + 1)]
        assert thrown_away(*many, header="") == {"*"}
        assert thrown_away(*many) == {tags.PAPER}

    def test_are_everything_when_everything_is(self):
        assert thrown_away("/", everything=True, header="") == {"*"}
