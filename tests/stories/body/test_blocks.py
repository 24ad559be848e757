"""What an editor may leave unfinished, and what is asked for before it is published."""

import json

import pytest
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.fields import StreamField

from broadsheet.stories.body.blocks import Body, Embed, Table
from broadsheet.stories.models import Story
from tests.making import make_draft

ELSEWHERE = {"url": "https://example.org/film", "title": "", "caption": ""}
HEADLESS = {
    "caption": "Towns",
    "table": {"data": [["Orlo", "12"]], "table_header_choice": "neither"},
}

HARMFUL = "gn\u202ep.exe\x00 \u2066run\u2069"
HARMLESS = "gnp.exe run"
TABLE = {"data": [[HARMFUL, 12, None]], "table_header_choice": "row"}
WRITTEN = [
    {"type": "paragraph", "value": f"<p>{HARMFUL}</p>"},
    {"type": "subhead", "value": f"{HARMFUL}\u200b"},
    {"type": "points", "value": {"ordered": False, "items": [HARMFUL]}},
    {"type": "pull_quote", "value": {"text": HARMFUL, "speaker": HARMFUL}},
    {"type": "table", "value": {"caption": HARMFUL, "table": TABLE}},
]


class TestBody:
    def test_is_kept_without_what_turns_the_reading_direction_unseen(self):
        kept = Body().get_prep_value(Body().to_python(WRITTEN))
        assert not {"\u202e", "\x00", "\u2066", "\u2069"} & set(strings(kept))
        assert strings(kept).count(HARMLESS) == 7

    @pytest.mark.django_db
    def test_is_kept_so_whoever_brings_it_in(self):
        story = make_draft(body=WRITTEN)
        kept = strings(list(Story.objects.get(pk=story.pk).body.raw_data))
        assert not {"\u202e", "\x00", "\u2066", "\u2069"} & set(kept)

    def test_is_judged_as_it_will_be_kept(self):
        cleaned = Body().clean(Body().to_python(WRITTEN))
        assert cleaned[0].value.source == f"<p>{HARMLESS}</p>"
        assert cleaned[1].value == HARMLESS
        assert cleaned[4].value["table"]["data"] == [[HARMLESS, 12, None]]
        blank = Body().to_python([{"type": "subhead", "value": "\u200b\u202e"}])
        with pytest.raises(StreamBlockValidationError):
            Body().clean(blank)

    def test_keeps_the_spelling_of_words(self):
        spelt = "<p>അവന്\u200d می\u200cخواهم C++\u200f</p>"
        kept = Body().get_prep_value(Body().to_python([{"type": "paragraph", "value": spelt}]))
        assert kept[0]["value"] == spelt

    def test_is_wagtails_own_to_migrations(self):
        assert "broadsheet" not in str(StreamField(Body()).deconstruct())


def strings(raw):
    """All that is written in a body, one text."""
    return json.dumps(raw, ensure_ascii=False, default=str).replace("\\u0000", "\x00")


class TestEmbed:
    def test_must_be_of_an_allowed_provider(self):
        with pytest.raises(StructBlockValidationError):
            Embed().clean(Embed().to_python(ELSEWHERE))

    def test_may_be_anything_in_a_draft(self):
        assert Embed().clean_deferred(Embed().to_python(ELSEWHERE))["url"] == ELSEWHERE["url"]


class TestTable:
    def test_must_have_a_header(self):
        with pytest.raises(StructBlockValidationError):
            Table().clean(Table().to_python(HEADLESS))

    def test_must_have_something_in_it(self):
        empty = {"data": [[None, ""], [" ", None]], "table_header_choice": "row"}
        with pytest.raises(StructBlockValidationError) as raised:
            Table().clean(Table().to_python({"caption": "Towns", "table": empty}))
        assert "This table is empty" in str(raised.value.block_errors["table"])

    def test_may_lack_one_in_a_draft(self):
        assert Table().clean_deferred(Table().to_python(HEADLESS))["caption"] == "Towns"
