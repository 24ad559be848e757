"""What readers' headers ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.press.door.negotiation import Wishes, codings
from broadsheet.press.sheet import Coding

PLAIN, GZIP, BR, ZSTD = Coding.IDENTITY, Coding.GZIP, Coding.BR, Coding.ZSTD
ETAG = b'"abc-br"'


class TestCodings:
    @pytest.mark.parametrize(
        ("accept", "liked"),
        [
            (b"gzip, deflate, br, zstd", (BR, ZSTD, GZIP, PLAIN)),
            (b"gzip, deflate, br", (BR, GZIP, PLAIN)),
            (b"gzip", (GZIP, PLAIN)),
            (b"GZip;Q=1", (GZIP, PLAIN)),
            (b"x-gzip", (GZIP, PLAIN)),
            (b"gzip;q=1.0, br;q=0.8", (GZIP, BR, PLAIN)),
            (b"br ; q=0.1 ,gzip ;q = 0.9", (GZIP, BR, PLAIN)),
            (b"*", (BR, ZSTD, GZIP, PLAIN)),
            (b"*;q=0.5, zstd", (ZSTD, BR, GZIP, PLAIN)),
            (b"br;q=0, *", (ZSTD, GZIP, PLAIN)),
            (b"identity, gzip;q=0.5", (PLAIN, GZIP)),
            (b"identity;q=0, gzip", (GZIP,)),
            (b"*;q=0, br", (BR,)),
            (b"gzip;q=0", (PLAIN,)),
            (b"", (PLAIN,)),
            (b"identity", (PLAIN,)),
            (b"deflate, compress", (PLAIN,)),
        ],
    )
    def test_are_those_allowed_best_first(self, accept, liked):
        assert codings(accept) == liked

    @pytest.mark.parametrize("accept", [b"identity;q=0", b"*;q=0"])
    def test_are_none_where_nothing_is_allowed(self, accept):
        assert codings(accept) == ()

    @pytest.mark.parametrize(
        "accept",
        [b"gzip;q=", b"gzip;q=2", b"gzip;q=-1", b"gzip;q=0.5555", b"gzip;level=9", b"gz ip"],
    )
    def test_make_nothing_of_nonsense(self, accept):
        assert codings(accept) == (PLAIN,)
        assert codings(accept + b", br") == (BR, PLAIN)

    def test_are_plain_for_a_header_without_end(self):
        assert codings(b"gzip," * 2000) == (PLAIN,)

    @given(st.binary(max_size=400))
    def test_can_be_read_from_anything(self, accept):
        assert set(codings(accept)) <= set(Coding)

    @given(st.lists(st.sampled_from(["br", "gzip", "zstd", "*", "identity", "x"]), max_size=8))
    def test_never_have_one_that_was_not_named(self, names):
        found = codings(", ".join(names).encode())
        if "*" not in names:
            assert {coding.name.lower() for coding in found} <= {*names, "identity"}


class TestWishes:
    def test_are_gathered_from_headers_that_come_twice(self):
        headers = [
            (b"host", b"example.org"),
            (b"accept-encoding", b"gzip"),
            (b"if-none-match", b'"x"'),
            (b"accept-encoding", b"br"),
            (b"if-none-match", ETAG),
            (b"if-match", b"*"),
            (b"if-match", b'"y"'),
        ]
        wishes = Wishes.of(headers)
        assert wishes.codings == (BR, GZIP, PLAIN)
        assert wishes.if_none_match == b'"x","abc-br"'
        assert wishes.if_match == b'*,"y"'


class TestConditions:
    @pytest.mark.parametrize(
        "known",
        [
            ETAG,
            b"W/" + ETAG,
            b'"x", ' + ETAG,
            b'"x",W/"y",' + ETAG + b', "z"',
            b', ,"x", , ' + ETAG,
            b'"a,b", ' + ETAG,
            b"*",
            b" * ",
        ],
    )
    def test_send_nothing_to_who_has_it(self, known):
        assert Wishes((), b"", known).status_for(200, ETAG) == 304

    @pytest.mark.parametrize(
        "known",
        [b'"abc"', b"abc-br", b'"x"', b'"abc-br', b'x "abc-br"', b'"x" "abc-br"', b"**", b","],
    )
    def test_send_it_to_who_has_another(self, known):
        assert Wishes((), b"", known).status_for(200, ETAG) == 200

    @pytest.mark.parametrize(
        ("wanted", "status"),
        [
            (ETAG, 200),
            (b'"x", ' + ETAG, 200),
            (b"*", 200),
            (b'"x"', 412),
            (b"W/" + ETAG, 412),
            (b"nonsense", 412),
        ],
    )
    def test_send_it_only_to_who_wants_just_this(self, wanted, status):
        assert Wishes((), wanted, b"").status_for(200, ETAG) == status

    def test_look_at_what_is_wanted_before_what_is_known(self):
        assert Wishes((), b'"x"', ETAG).status_for(200, ETAG) == 412
        assert Wishes((), ETAG, ETAG).status_for(200, ETAG) == 304

    @pytest.mark.parametrize("status", [301, 404, 410])
    def test_do_not_hold_for_what_is_no_success(self, status):
        assert Wishes((), b'"x"', b"*").status_for(status, ETAG) == status

    @given(st.binary(max_size=400), st.binary(max_size=400))
    def test_can_be_read_from_anything(self, wanted, known):
        assert Wishes((), wanted, known).status_for(200, ETAG) in {200, 304, 412}

    def test_do_not_take_long_over_a_header_without_end(self):
        junk = b'"x",' * 2000 + b"," * 8000
        assert Wishes((), b"", junk).status_for(200, ETAG) == 200
