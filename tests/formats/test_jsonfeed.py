import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry, Resource

from broadsheet.formats import jsonfeed
from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import tidy
from broadsheet.formats.item import Feed, Form, Image, Person, Subject
from tests.formats import hostile, strategies
from tests.formats.samples import FEED, STORY

DOCUMENT = jsonfeed.dump(FEED)


@pytest.fixture(scope="module")
def schema(shared_data):
    """JSON Feed 1.1, as SchemaStore describes it."""
    folder = shared_data / "schemas"
    older, newer = (
        json.loads((folder / name).read_text()) for name in ("feed-1.json", "feed.json")
    )
    registry = Registry().with_resources(
        (address, Resource.from_contents(older))
        for address in ("feed-1", older.get("$id") or older["id"])
    )
    return jsonschema.Draft7Validator(newer, registry=registry)


class TestLaw:
    @given(strategies.feeds())
    def test_what_is_written_is_read_again(self, feed):
        assert jsonfeed.load(jsonfeed.dump(feed)) == tidy.feed(feed)

    @given(strategies.feeds(strategies.foul_texts))
    def test_characters_that_others_forbid_are_left_out(self, feed):
        assert jsonfeed.load(jsonfeed.dump(feed)) == tidy.feed(feed)

    @given(strategies.feeds())
    def test_what_is_read_is_written_as_it_was(self, feed):
        document = jsonfeed.dump(feed)
        assert jsonfeed.dump(jsonfeed.load(document)) == document


class TestDump:
    data = json.loads(DOCUMENT)
    item = data["items"][0]

    def test_says_what_it_is(self):
        assert self.data["version"] == "https://jsonfeed.org/version/1.1"

    def test_says_where_it_is(self):
        assert self.data["home_page_url"] == FEED.url
        assert self.data["feed_url"] == FEED.self_url
        assert self.data["next_url"] == FEED.next_url
        assert self.data["hubs"] == [{"type": "WebSub", "url": FEED.hub_url}]

    def test_shows_the_lead_picture(self):
        assert self.item["image"] == STORY.pictures[0].url

    def test_names_topics_as_tags(self):
        assert self.item["tags"] == ["Port Harmony", "Strikes", "Ferry Union"]

    def test_names_the_language_only_of_an_item_in_another(self):
        assert [item.get("language") for item in self.data["items"]] == [None, "ml"]

    def test_gives_an_item_without_a_body_an_empty_one(self):
        feed = hostile.with_items(FEED, body_html="", body_text="")
        assert json.loads(jsonfeed.dump(feed))["items"][0]["content_text"] == ""

    def test_is_written_in_its_own_script(self):
        assert "മലയാളം" in jsonfeed.dump(replace(FEED, title="മലയാളം")).decode()

    @given(feed=strategies.feeds())
    def test_is_valid(self, schema, feed):
        schema.validate(json.loads(jsonfeed.dump(feed)))


FOREIGN = {
    "version": "https://jsonfeed.org/version/1",
    "title": "Elsewhere",
    "items": [
        {
            "id": "1",
            "url": "mailto:nobody@elsewhere.example",
            "content_text": "Chips",
            "date_modified": "2026-09-01T08:00:00Z",
            "image": "https://elsewhere.example/1.png",
            "tags": ["Food"],
            "author": {"name": "ignored, as it is of version 1"},
            "attachments": [],
            "summary": None,
        }
    ],
}


class TestLoad:
    """Reading what others write."""

    feed = jsonfeed.load(json.dumps(FOREIGN).encode())
    item = feed.items[0]

    def test_takes_the_latest_item_for_the_last_change(self):
        assert self.feed.updated_at == self.item.updated_at == self.item.published_at

    def test_takes_tags_for_themes(self):
        assert self.item.topics == (Subject("Food"),)

    def test_takes_the_image_for_a_picture(self):
        assert self.item.pictures == (Image("https://elsewhere.example/1.png"),)

    def test_takes_an_unknown_form_for_news(self):
        assert self.item.form is Form.NEWS

    def test_takes_no_other_address_than_of_the_web(self):
        assert self.item.url == ""

    def test_keeps_an_author_without_a_page(self):
        feed = hostile.with_items(FEED, authors=(Person("Asha"),))
        assert jsonfeed.load(jsonfeed.dump(feed)).items[0].authors == (Person("Asha"),)


class TestHostileBytes:
    @given(st.binary() | strategies.damaged_bytes(DOCUMENT) | strategies.damaged_json(DOCUMENT))
    def test_are_a_feed_or_unreadable(self, raw):
        hostile.assert_read_or_refused(jsonfeed.load, raw, Feed)

    @pytest.mark.parametrize("raw", hostile.JSON, ids=hostile.beginning)
    def test_are_refused(self, raw):
        with pytest.raises(Unreadable):
            jsonfeed.load(raw)

    @pytest.mark.parametrize(
        "change",
        [
            {"version": "https://jsonfeed.org/version/2"},
            {"version": 1.1},
            {"title": ["Elsewhere"]},
            {"items": {}},
            {"items": ["1"]},
            {"items": [{"id": 1, "date_published": "2026-09-01T08:00:00Z"}]},
            {"items": [{"id": " ", "date_published": "2026-09-01T08:00:00Z"}]},
            {"items": [{"id": "1"}]},
            {"items": [{"id": "1", "date_published": "2026-09-01T08:00:00"}]},
            {"items": [{"id": "1", "date_published": 1788249600}]},
            {"items": []},
            {"_broadsheet": {"updated_at": "soon"}},
            {"_broadsheet": []},
            {"hubs": "https://hub.example/"},
        ],
        ids=repr,
    )
    def test_of_an_incomplete_or_broken_feed_are_refused(self, change):
        with pytest.raises(Unreadable):
            jsonfeed.load(json.dumps(FOREIGN | change).encode())

    @pytest.mark.parametrize("width", [True, 1.5, "1200", [], {}])
    def test_of_a_picture_without_a_size_in_pixels_are_refused(self, width):
        data = json.loads(DOCUMENT)
        data["items"][0]["_broadsheet"]["pictures"][0]["width"] = width
        with pytest.raises(Unreadable, match="width"):
            jsonfeed.load(json.dumps(data).encode())
