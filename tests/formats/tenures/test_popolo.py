"""Popolo, out and in."""

import json

import pytest

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.tenures import popolo
from broadsheet.formats.tenures.entries import Entries, Office, Tenure
from tests.formats.tenures.samples import ADA, ENTRIES


def written(entries=ENTRIES):
    return json.loads(popolo.dump(entries))


def read(**members):
    return popolo.load(json.dumps(members).encode())


PERSON = {"id": "p1", "name": "Ada Byrne"}
COUNCIL = {"id": "o1", "name": "Council"}


class TestDump:
    def test_is_read_back(self):
        assert popolo.load(popolo.dump(ENTRIES)) == ENTRIES

    def test_has_a_post_and_a_membership_of_each_tenure(self):
        document = written()
        posts = {post["id"]: post for post in document["posts"]}
        first, second = document["memberships"]
        assert posts[first["post_id"]]["label"] == "mayor"
        assert first["start_date"] == "2001-01-20"
        assert first["sources"] == [{"url": "https://example.org/mayors"}]
        assert second["sources"] == [{"note": "Harbour Record, page 3"}]

    def test_names_what_offices_are_of_even_where_nothing_else_is_known(self):
        tenure = Tenure(ADA, Office("mayor", of="Harbour"), source="x")
        assert written(Entries(tenures=[tenure]))["areas"] == [{"id": "area-1", "name": "Harbour"}]


class TestLoad:
    def test_takes_a_membership_without_a_post_for_one_of_many(self):
        membership = {"person_id": "p1", "organization_id": "o1", "sources": [{"note": "x"}]}
        found = read(persons=[PERSON], organizations=[COUNCIL], memberships=[membership])
        assert found.tenures[0].office == Office("member", (), "Council", True, False)

    def test_knows_an_item_of_wikidata(self):
        identifiers = [{"scheme": "wikidata", "identifier": "Q7259"}]
        [person] = read(persons=[{**PERSON, "identifiers": identifiers}]).persons
        assert person.same_as == ("https://www.wikidata.org/wiki/Q7259",)

    @pytest.mark.parametrize(
        ("members", "says"),
        [
            ({"persons": [{"name": "Ada"}]}, "“id” of number 1"),
            ({"persons": [{"id": "p1"}]}, "“name” of p1"),
            ({"memberships": [{"person_id": "p9"}]}, "Membership 1: there is no “person_id” p9"),
            (
                {"persons": [PERSON], "memberships": [{"person_id": "p1", "post_id": "9"}]},
                "Membership 1: there is no “post_id” 9",
            ),
            (
                {
                    "persons": [PERSON],
                    "posts": [{"id": "1", "label": "mayor"}],
                    "memberships": [{"person_id": "p1", "post_id": "1"}],
                },
                "no source of membership 1",
            ),
            ({"persons": [{**PERSON, "birth_date": "1956-13"}]}, "1956-13"),
        ],
    )
    def test_says_what_is_wrong(self, members, says):
        with pytest.raises(Unreadable) as caught:
            read(**members)
        assert says in str(caught.value)
