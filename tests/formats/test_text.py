from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats import text
from broadsheet.formats.grammar import tidy
from broadsheet.formats.item import Item
from tests.formats import strategies
from tests.formats.samples import STORY


class TestDump:
    def test_prints_a_story_in_the_order_of_its_page(self):
        assert text.dump(STORY).decode() == (
            "Ferry talks resume & islanders wait\n"
            "\n"
            "Both sides say the <last> boat leaves on Friday.\n"
            "\n"
            "By Asha Menon, Tomás Ó Briain\n"
            "Source: Coastal News Agency\n"
            "\n"
            "Port Harmony · 2026-11-23 18:05 +05:30 · updated 2026-11-24 03:30 +00:00\n"
            "\n"
            "The talks went on until dawn.\n"
            "\n"
            "“We wait,” said the harbour master.\n"
            "\n"
            "https://paper.example/world/2026/11/23/ferry-talks/\n"
        )

    def test_leaves_out_what_is_not_there(self):
        bare = Item(
            guid="urn:uuid:1",
            url="",
            headline="High tide",
            published_at=STORY.published_at,
            updated_at=STORY.published_at,
        )
        assert text.dump(bare).decode() == "High tide\n\n2026-11-23 18:05 +05:30\n"

    def test_speaks_the_language_of_the_paper(self):
        words = text.Words(by="Von {names}", source="Quelle: {name}", updated="geändert {moment}")
        printed = text.dump(STORY, words=words).decode()
        assert "Von Asha Menon" in printed
        assert "Quelle: Coastal News Agency" in printed
        assert "geändert 2026-11-24" in printed

    def test_does_not_wrap(self):
        paragraph = "word " * 1_000
        printed = text.dump(replace(STORY, body_text=paragraph)).decode()
        assert paragraph.strip() in printed.splitlines()

    def test_takes_braces_in_a_name_for_braces(self):
        printed = text.dump(replace(STORY, source="{name} {0} {")).decode()
        assert "Source: {name} {0} {\n" in printed

    @given(strategies.items(strategies.texts | strategies.foul_texts))
    def test_has_never_more_than_one_blank_line(self, item):
        printed = text.dump(item).decode()
        assert "\n\n\n" not in printed
        assert printed == printed.strip("\n") + "\n" or not printed.strip()

    @given(strategies.items())
    def test_keeps_every_word_of_the_body(self, item):
        words = tidy.passage(item.body_text).split()
        assert all(word in text.dump(item).decode() for word in words)


class TestParagraphs:
    @pytest.mark.parametrize("gap", ["\n\n", "\n \n", "\r\n\r\n", "\n\n\n\n", "\n\t\n \n"])
    def test_are_parted_by_blank_lines_of_any_kind(self, gap):
        assert text.paragraphs(f"One{gap}two") == ["One", "two"]

    def test_keep_the_lines_within_them(self):
        assert text.paragraphs("Roses\nViolets\n\nThe end") == ["Roses\nViolets", "The end"]

    @given(st.lists(st.text("ab ,.", min_size=1).filter(str.strip), max_size=5))
    def test_are_what_was_joined(self, written):
        assert text.paragraphs("\n\n".join(written)) == [each.strip() for each in written]
