import json
from dataclasses import replace
from urllib.parse import urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry, Resource

from broadsheet.formats import ninjs
from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar import moments, tidy
from broadsheet.formats.item import Form, Image, Item, Kind, Subject
from tests.formats import hostile, strategies
from tests.formats.samples import STORY

DOCUMENT = ninjs.dump(STORY)
KINDS = [Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.EVENT, Kind.THEME]

formats = jsonschema.FormatChecker(formats=[])


@formats.checks("uri", raises=ValueError)
def is_uri(value: object) -> bool:
    return bool(urlsplit(str(value)).scheme) and " " not in str(value)


@formats.checks("date-time", raises=ValueError)
def is_moment(value: object) -> bool:
    return bool(moments.from_w3c(str(value)))


@pytest.fixture(scope="module")
def schema(shared_data):
    """IPTC's own schema, which refuses members that it does not know."""
    folder = shared_data / "schemas"
    ninjs_3_1, geojson = (
        json.loads((folder / name).read_text())
        for name in ("ninjs-schema_3.1.json", "GeoJSON-schema.json")
    )
    registry = Registry().with_resource(geojson["$id"], Resource.from_contents(geojson))
    return jsonschema.Draft202012Validator(ninjs_3_1, registry=registry, format_checker=formats)


def what_ninjs_carries(item: Item) -> Item:
    item = tidy.item(item)
    by_kind = sorted(item.topics, key=lambda topic: KINDS.index(topic.kind))
    return replace(item, topics=tuple(by_kind))


class TestLaw:
    @given(strategies.items())
    def test_what_is_written_is_read_again(self, item):
        assert ninjs.load(ninjs.dump(item)) == what_ninjs_carries(item)

    @given(strategies.items(strategies.foul_texts))
    def test_characters_that_others_forbid_are_left_out(self, item):
        assert ninjs.load(ninjs.dump(item)) == what_ninjs_carries(item)

    @given(strategies.items())
    def test_what_is_read_is_written_as_it_was(self, item):
        document = ninjs.dump(item)
        assert ninjs.dump(ninjs.load(document)) == document


class TestSchema:
    @given(item=strategies.items())
    def test_finds_nothing_wrong(self, schema, item):
        schema.validate(json.loads(ninjs.dump(item)))

    def test_refuses_a_member_it_does_not_know(self, schema):
        with pytest.raises(jsonschema.ValidationError):
            schema.validate(json.loads(DOCUMENT) | {"headline": "of version 1"})

    def test_refuses_an_identifier_that_is_no_uri(self, schema):
        with pytest.raises(jsonschema.ValidationError):
            schema.validate(json.loads(DOCUMENT) | {"uri": "12"})


class TestDump:
    data = json.loads(DOCUMENT)

    def test_says_which_standard_it_keeps(self):
        assert (self.data["standard"]["name"], self.data["standard"]["version"]) == ("ninjs", "3.1")

    def test_tells_a_change_from_the_publication(self):
        assert self.data["firstCreated"] == "2026-11-23T18:05:00+05:30"
        assert self.data["versionCreated"] == "2026-11-24T03:30:15+00:00"

    def test_gives_the_byline_also_as_words(self):
        assert self.data["by"] == "Asha Menon, Tomás Ó Briain"

    def test_tells_who_wrote_from_who_is_written_about(self):
        about = Subject("Ann Other", Kind.PERSON)
        data = json.loads(ninjs.dump(replace(STORY, topics=(about,))))
        assert [(who["name"], who["rel"]) for who in data["people"]] == [
            ("Asha Menon", "author"),
            ("Tomás Ó Briain", "author"),
            ("Ann Other", "about"),
        ]

    def test_gives_a_subject_its_other_addresses(self):
        assert [(place["rel"], place["uri"]) for place in self.data["places"]] == [
            ("about", "https://paper.example/topics/port-harmony/"),
            ("sameAs", "http://www.wikidata.org/entity/Q1"),
            ("sameAs", "https://places.example/1"),
        ]

    def test_keeps_alt_text_caption_and_credit_apart(self):
        picture = self.data["associations"][0]
        assert [(each["role"], each["value"]) for each in picture["descriptions"]] == [
            ("alt", "A ferry at the quay"),
            ("caption", "The last boat, on Monday"),
        ]
        assert picture["by"] == "Lena Voss / Paper"

    @pytest.mark.parametrize("form", Form)
    def test_names_every_form(self, form):
        genre = json.loads(ninjs.dump(replace(STORY, form=form)))["genres"][0]
        assert (genre["name"], genre["literal"]) == (form.name.title(), form)

    @pytest.mark.parametrize("kind", Kind)
    def test_has_a_list_for_every_kind(self, kind):
        item = replace(STORY, topics=(Subject("Something", kind),))
        assert ninjs.load(ninjs.dump(item)).topics == item.topics


FOREIGN = {
    "uri": "tag:agency.example,2026:1",
    "versionCreated": "2026-09-01T08:00:00Z",
    "headlines": [{"value": "Fish first"}],
    "bodies": [{"value": "Chips"}, {"contentType": "application/nitf+xml", "value": "<nitf/>"}],
    "people": [{"name": "Ann Other"}, {"rel": "sameAs", "uri": "https://people.example/1"}],
    "genres": [{"name": "Feature"}],
    "associations": [
        {"name": "clip", "uri": "https://agency.example/1.mp4", "type": "video"},
        {"name": "photo", "uri": "https://agency.example/1.jpg", "type": "picture"},
    ],
}


class TestLoad:
    """Reading what others write."""

    item = ninjs.load(json.dumps(FOREIGN).encode())

    def test_takes_the_only_headline(self):
        assert self.item.headline == "Fish first"

    def test_takes_a_body_of_no_type_for_text(self):
        assert (self.item.body_html, self.item.body_text) == ("", "Chips")

    def test_takes_a_person_of_no_role_for_a_subject(self):
        subject = Subject("Ann Other", Kind.PERSON, same_as=("https://people.example/1",))
        assert (self.item.authors, self.item.topics) == ((), (subject,))

    def test_takes_the_version_for_the_publication_where_there_is_none(self):
        assert self.item.published_at == self.item.updated_at

    def test_takes_an_unknown_genre_for_news(self):
        assert self.item.form is Form.NEWS

    def test_takes_only_pictures_for_pictures(self):
        assert self.item.pictures == (Image("https://agency.example/1.jpg"),)


class TestHostileBytes:
    @given(st.binary() | strategies.damaged_bytes(DOCUMENT) | strategies.damaged_json(DOCUMENT))
    def test_are_an_item_or_unreadable(self, raw):
        hostile.assert_read_or_refused(ninjs.load, raw, Item)

    @pytest.mark.parametrize("raw", hostile.JSON, ids=hostile.beginning)
    def test_are_refused(self, raw):
        with pytest.raises(Unreadable):
            ninjs.load(raw)

    @pytest.mark.parametrize(
        "change",
        [
            {"uri": None},
            {"uri": " "},
            {"uri": 12},
            {"versionCreated": None},
            {"versionCreated": "2026"},
            {"headlines": "Fish first"},
            {"headlines": [{"value": 1}]},
            {"people": {"name": "Ann Other"}},
            {"located": {"name": "Port Harmony"}},
        ],
        ids=repr,
    )
    def test_of_an_incomplete_or_broken_item_are_refused(self, change):
        with pytest.raises(Unreadable):
            ninjs.load(json.dumps(FOREIGN | change).encode())
