import json
from datetime import UTC, datetime

import pytest

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar.members import Members, filled, to_bytes

DATA = {
    "text": "a",
    "number": 0,
    "texts": ["a", "b"],
    "object": {"inner": "c"},
    "objects": [{"inner": "d"}],
    "moment": "2026-11-23T18:05:00Z",
    "null": None,
}
MEMBERS = Members.parse(json.dumps(DATA).encode(), called="A test")
NOON = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)


class TestMembers:
    def test_are_given_as_the_type_they_have(self):
        assert MEMBERS.text("text") == "a"
        assert MEMBERS.number("number") == 0
        assert MEMBERS.texts("texts") == ("a", "b")
        assert MEMBERS.one("object").text("inner") == "c"
        assert [each.text("inner") for each in MEMBERS.each("objects")] == ["d"]
        assert MEMBERS.moment("moment") == NOON

    @pytest.mark.parametrize("name", ["null", "missing"])
    def test_are_empty_where_there_is_nothing(self, name):
        assert name not in MEMBERS
        assert MEMBERS.text(name) == ""
        assert MEMBERS.number(name) is None
        assert MEMBERS.texts(name) == MEMBERS.each(name) == ()
        assert MEMBERS.one(name).text("inner") == ""

    @pytest.mark.parametrize(
        ("ask", "value"),
        [
            *(("text", value) for value in (True, 0, 1.5, [], {})),
            *(("number", value) for value in (True, False, 1.5, "", "1", [], {})),
            *(("texts", value) for value in (True, 0, "", {}, [1], ["a", None])),
            *(("one", value) for value in (True, 0, "", [], [{}])),
            *(("each", value) for value in (True, 0, "", {}, [1], [{}, None])),
            *(("moment", value) for value in (True, 0, "", "now", [], {})),
        ],
    )
    def test_are_never_of_another_type(self, ask, value):
        with pytest.raises(Unreadable, match="it"):
            getattr(Members({"it": value}, called="A test"), ask)("it")

    def test_give_the_first_moment_that_is_there(self):
        assert MEMBERS.moment("missing", "null", "moment") == NOON

    def test_refuse_to_give_no_moment(self):
        with pytest.raises(Unreadable, match="missing"):
            MEMBERS.moment("missing", "null")

    def test_are_those_of_an_object(self):
        with pytest.raises(Unreadable, match="A test is not a JSON object"):
            Members.parse(b"[]", called="A test")


class TestToBytes:
    def test_keeps_the_order_and_the_script(self):
        assert to_bytes({"b": "മ", "a": [1]}) == '{"b":"മ","a":[1]}\n'.encode()


class TestFilled:
    def test_leaves_out_what_says_nothing_but_not_nought(self):
        assert filled({"a": "", "b": None, "c": [], "d": {}, "e": 0}) == {"e": 0}
