"""What Wikidata's query service answers."""

import json

import pytest

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.tenures import wikidata
from broadsheet.formats.tenures.entries import Office

ROW = {
    "person": "http://www.wikidata.org/entity/Q76",
    "personLabel": "Barack Obama",
    "office": "http://www.wikidata.org/entity/Q11696",
    "officeLabel": "President of the United States",
    "start": "2009-01-20T00:00:00Z",
    "end": "2017-01-20T00:00:00Z",
}


def answer(*rows):
    bindings = [
        {name: {"type": "literal", "value": value} for name, value in row.items()} for row in rows
    ]
    return json.dumps({"head": {"vars": list(ROW)}, "results": {"bindings": bindings}}).encode()


def load(**fields):
    return wikidata.load(answer({**ROW, **fields}))


class TestLoad:
    def test_reads_a_tenure_with_the_item_as_its_source(self):
        [tenure] = load().tenures
        assert tenure.person.name == "Barack Obama"
        assert (tenure.begins, tenure.ends) == ("2009-01-20", "2017-01-20")
        assert tenure.source == "https://www.wikidata.org/wiki/Q76"
        assert tenure.person.same_as == (tenure.source,)

    def test_parts_a_title_from_what_it_is_of(self):
        assert load().tenures[0].office == Office("President of the United States")
        [tenure] = load(ofLabel="United States").tenures
        assert tenure.office == Office("President", of="United States")
        [tenure] = load(officeLabel="Chancellor", ofLabel="Germany").tenures
        assert tenure.office == Office("Chancellor", of="Germany")

    @pytest.mark.parametrize(
        ("start", "precision", "begins"),
        [
            ("2009-01-20T00:00:00Z", "11", "2009-01-20"),
            ("2009-01-01T00:00:00Z", "11", "2009-01-01"),
            ("2009-05-01T00:00:00Z", "10", "2009-05"),
            ("2009-01-01T00:00:00Z", "9", "2009"),
            ("2000-01-01T00:00:00Z", "8", ""),
            ("2009-01-01T00:00:00Z", "", "2009"),
            ("http://www.wikidata.org/.well-known/genid/4c", "", ""),
        ],
    )
    def test_knows_days_as_well_as_they_are_known(self, start, precision, begins):
        assert load(start=start, startPrecision=precision).tenures[0].begins == begins

    def test_has_an_answer_that_comes_twice_once(self):
        assert len(wikidata.load(answer(ROW, ROW)).tenures) == 1

    def test_leaves_out_who_has_no_name_in_that_language(self):
        found = load(personLabel="Q76")
        assert found.tenures == []
        assert "Result 1" in found.left_out[0]

    @pytest.mark.parametrize(
        "fields", [{"person": "Obama"}, {"officeLabel": ""}, {"start": "20 January 2009"}]
    )
    def test_says_in_which_result_what_is_wrong(self, fields):
        with pytest.raises(Unreadable, match="Result 1"):
            load(**fields)

    def test_refuses_what_is_no_answer(self):
        with pytest.raises(Unreadable, match="results"):
            wikidata.load(b"{}")
