"""Tables of tenures, places and organisations in CSV."""

import pytest

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.tenures import table
from tests.formats.tenures.samples import ENTRIES

HEAD = "person,short,born,office,of,begins,ends,acting,source\n"


def refused(text):
    with pytest.raises(Unreadable) as caught:
        table.load(text.encode())
    return str(caught.value)


class TestDump:
    def test_is_read_back(self):
        read = table.load(table.dump(ENTRIES))
        assert read.tenures == ENTRIES.tenures
        assert read.persons == ENTRIES.persons
        assert read.offices == ENTRIES.offices


class TestLoad:
    def test_reads_one_tenure_a_line(self):
        line = "Ada Byrne,Byrne,1956,mayor,Harbour,2014-05,,yes,Town record\n"
        [tenure] = table.load(f"{HEAD}{line}".encode("utf-8-sig")).tenures
        assert (tenure.person.name, tenure.person.born) == ("Ada Byrne", "1956")
        assert (tenure.office.title, tenure.office.of) == ("mayor", "Harbour")
        assert (tenure.begins, tenure.ends, tenure.is_acting) == ("2014-05", "", True)

    def test_reads_places_and_organisations_by_their_heads(self):
        places = table.load(b"place,former,country\nMumbai,Bombay (1995),India\n").places
        assert (places[0].former, places[0].country) == (("Bombay (1995)",), "India")
        [union] = table.load(
            b"organisation,other_names,kind\nAfrican Union,AU | A.U.,alliance\n"
        ).organisations
        assert (union.others, union.sort) == (("AU", "A.U."), "alliance")

    def test_takes_the_source_of_all_for_lines_that_name_none(self):
        raw = b"person,office\nAda Byrne,mayor\n"
        assert table.load(raw, source="Town record").tenures[0].source == "Town record"

    def test_passes_over_empty_lines(self):
        assert table.load(f"{HEAD},,,,,,,,\n".encode()).tenures == []

    @pytest.mark.parametrize(
        ("line", "says"),
        [
            ("Ada,,,mayor,,,,,", "Line 2: There is no source"),
            ("Ada,,,mayor,,2014-13,,,x", "Line 2"),
            ("Ada,,56,mayor,,,,,x", "Line 2: “56” is no day"),
            ("Ada,,,mayor,,,,perhaps,x", "“perhaps” under “acting”"),
            (",,,,,2014,,,x", "neither a person nor an office"),
            ("Ada,,,mayor,,,,,x,more", "more cells"),
        ],
    )
    def test_says_in_which_line_what_is_wrong(self, line, says):
        assert says in refused(f"{HEAD}{line}\n")

    @pytest.mark.parametrize("head", ["name,title", "person,office,salary", ""])
    def test_says_which_columns_there_must_be(self, head):
        assert "column" in refused(f"{head}\n")

    def test_refuses_what_is_not_in_utf_8(self):
        with pytest.raises(Unreadable, match="UTF-8"):
            table.load(b"person,office\n\xff,mayor\n")
