"""What an editor may leave unfinished, and what is asked for before it is published."""

import pytest
from wagtail.blocks import StructBlockValidationError

from broadsheet.stories.blocks import Embed, Table

ELSEWHERE = {"url": "https://example.org/film", "title": "", "caption": ""}
HEADLESS = {
    "caption": "Towns",
    "table": {"data": [["Orlo", "12"]], "table_header_choice": "neither"},
}


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

    def test_may_lack_one_in_a_draft(self):
        assert Table().clean_deferred(Table().to_python(HEADLESS))["caption"] == "Towns"
