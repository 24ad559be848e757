"""What addresses ask for, as they come over the wire."""

from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.kit import paths
from broadsheet.press.addressing import (
    LONGEST_PATH,
    LONGEST_QUERY,
    Elsewhere,
    Page,
    Passed,
    Refused,
    path_and_query,
    resolve,
    resolve_text,
)

SECTION = "കായികം"
ESCAPED = quote(SECTION)
CHANGES = "/news/2026/03/04/ferry/changes/"

pieces = st.sampled_from(
    ["/", "//", "a", "Z", "7", "-", ".", "..", "~", ";", ":", "?", "#", "\\", "é", "%",
     "%2F", "%2f", "%5C", "%41", "%25", "%3F", "%23", "%20", "%00", "%0d%0a", "%C3%A9", "%c3%a9",
     "%ff", "newsroom", "search"]
)  # fmt: skip
paths_as_sent = st.one_of(
    st.lists(pieces, max_size=8).map(lambda parts: ("/" + "".join(parts)).encode()),
    st.binary(max_size=60).map(lambda raw: b"/" + raw),
    st.binary(max_size=60),
    st.just(CHANGES.encode()),
)
queries = st.one_of(
    st.lists(
        st.tuples(
            st.sampled_from(["page", "p", "page_id", "utm_source", "", "q", "from", "to"]),
            st.sampled_from(["1", "2", "02", "100", "101", "x", "", "٣", "9" * 30, "%31"]),
        ),
        max_size=3,
    ).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs).encode()),
    st.binary(max_size=60),
)


def sent(location: str) -> tuple[bytes, bytes]:
    """The path and query that a client asks for when it is sent there."""
    path, _, query = location.partition("?")
    return path.encode("ascii"), query.encode("ascii")


class TestAnything:
    @given(paths_as_sent, queries)
    def test_asks_for_one_of_four_things(self, path, query):
        match resolve(path, query):
            case Page(address):
                assert address.startswith("/")
            case Elsewhere(location):
                assert location.startswith("/")
                assert not location.startswith("//")
            case Refused(status, reason):
                assert status in {400, 414}
                assert reason
            case asked:
                assert asked == Passed()

    @given(paths_as_sent, queries)
    @example(b"/%2525", b"")
    @example(b"//newsroom/", b"q=\xff")
    def test_has_one_spelling(self, path, query):
        asked = resolve(path, query)
        if isinstance(asked, Elsewhere):
            assert isinstance(resolve(*sent(asked.location)), Page | Passed)

    @given(paths_as_sent, queries)
    def test_sends_nobody_to_another_line_of_the_answer(self, path, query):
        asked = resolve(path, query)
        if isinstance(asked, Elsewhere):
            assert asked.location.isascii()
            assert asked.location.isprintable()
            assert " " not in asked.location

    @given(paths_as_sent, queries)
    def test_is_kept_so_that_it_can_be_asked_for_again(self, path, query):
        asked = resolve(path, query)
        if isinstance(asked, Page):
            again, wanted = path_and_query(asked.address)
            assert (
                resolve(quote(again, safe="/-._~!$&'()*+,;=:@").encode(), wanted.encode()) == asked
            )

    @given(st.binary(max_size=40))
    def test_can_have_just_so_many_pages(self, query):
        asked = resolve(b"/news/", query)
        pages = {Page("/news/"), *(Page(f"/news/?page={n}") for n in (0, *range(2, 101)))}
        assert asked in pages or isinstance(asked, Elsewhere)


class TestPage:
    @pytest.mark.parametrize(
        "path",
        ["/", "/news/", "/news/2026/11/25/ferry-runs-again/story.json", "/feeds/rss.xml", "/news"],
    )
    def test_is_kept_by_its_path(self, path):
        assert resolve(path.encode(), b"") == Page(path)

    def test_is_kept_in_the_letters_of_its_language(self):
        assert resolve(f"/{ESCAPED}/".encode(), b"") == Page(f"/{SECTION}/")

    def test_keeps_what_would_be_misread_escaped(self):
        assert resolve(b"/what%3F/100%25%20/", b"") == Page("/what%3F/100%25%20/")
        assert path_and_query("/what%3F/?page=2") == ("/what?/", "page=2")


class TestQuery:
    @pytest.mark.parametrize(
        "query", ["utm_source=x", "fbclid=1&gclid=2", "q=", "&&=", "page_id=3"]
    )
    def test_that_makes_no_difference_is_not_looked_at(self, query):
        assert resolve(b"/news/", query.encode()) == Page("/news/")

    @pytest.mark.parametrize(
        "query", ["page=2", "utm_source=x&page=2", "page=7&page=2", "p%61ge=%32"]
    )
    def test_names_a_further_page_of_a_list(self, query):
        assert resolve(b"/topics/ferries/", query.encode()) == Page("/topics/ferries/?page=2")

    @pytest.mark.parametrize("query", ["page=1", "page=01", "page=7&page=1"])
    def test_of_the_first_page_leads_to_the_list(self, query):
        assert resolve(b"/news/", query.encode()) == Elsewhere("/news/")

    @pytest.mark.parametrize("page", ["0", "101", "-1", "x", "", "9" * 30, "2.0", "%D9%A3"])
    def test_that_is_no_page_is_for_django_to_refuse_under_one_address(self, page):
        assert resolve(b"/news/", f"page={page}".encode()) == Page("/news/?page=0")

    def test_leads_to_its_one_spelling(self):
        assert resolve(b"/news/", b"page=002") == Elsewhere("/news/?page=2")
        assert resolve(b"//news/", b"page=2&x=y") == Elsewhere("/news/?page=2")

    @pytest.mark.parametrize(
        "path", ["/", "/news/2026/11/25/ferry/", "/feeds/rss.xml", "/topics/a/b/"]
    )
    def test_has_no_pages_where_there_is_no_list(self, path):
        assert resolve(path.encode(), b"page=2") == Page(path)

    @pytest.mark.parametrize("name", ["p", "page_id", "attachment_id"])
    def test_of_an_old_archive_is_known_at_the_front_alone(self, name):
        assert resolve(b"/", f"x=1&{name}=12&preview=true".encode()) == Page(f"/?{name}=12")
        assert resolve(b"/news/", f"{name}=12".encode()) == Page("/news/")

    @pytest.mark.parametrize("number", ["", "x", "-1", "9" * 19, "%D9%A3"])
    def test_of_an_old_archive_is_a_number(self, number):
        assert resolve(b"/", f"p={number}".encode()) == Page("/")


class TestElsewhere:
    @pytest.mark.parametrize(
        ("path", "location"),
        [
            ("//news/", "/news/"),
            ("/news//2026/", "/news/2026/"),
            ("//evil.example/x", "/evil.example/x"),
            ("/%6eews/", "/news/"),
            ("/a%2Db/", "/a-b/"),
            (f"/{ESCAPED.lower()}/", f"/{ESCAPED}/"),
            (f"/{SECTION}/", f"/{ESCAPED}/"),
            ("/a b/", "/a%20b/"),
            ("//newsroom/", "/newsroom/"),
            ("/%6Eewsroom/", "/newsroom/"),
        ],
    )
    def test_is_the_one_spelling(self, path, location):
        assert resolve(path.encode(), b"") == Elsewhere(location)

    def test_keeps_the_query_of_what_is_not_ours(self):
        assert resolve(b"//search/", b"q=a%20b&p=\r\n") == Elsewhere("/search/?q=a%20b&p=%0D%0A")


class TestPassed:
    @pytest.mark.parametrize("name", sorted(paths.UNPRESSED))
    def test_is_what_is_not_pressed(self, name):
        assert resolve(f"/{name}".encode(), b"q=1") == Passed()
        assert resolve(f"/{name}/%ff/../x//".encode(), b"\xff") == Passed()

    def test_is_no_section_that_only_begins_like_it(self):
        assert resolve(b"/media-watch/", b"") == Page("/media-watch/")

    def test_is_reserved_so_that_no_section_can_be_there(self):
        assert paths.UNPRESSED < paths.RESERVED


class TestRefused:
    @pytest.mark.parametrize(
        ("path", "why"),
        [
            (b"/a%2Fb/", "slash"),
            (b"/a%2fb", "slash"),
            (b"/a%5Cb", "slash"),
            (b"/a\\b", "slash"),
            (b"/../etc/passwd", "dots"),
            (b"/a/..", "dots"),
            (b"/a/./b", "dots"),
            (b"/%2e%2e/a", "dots"),
            (b"/.%2e", "dots"),
            (b"/a%00b", "nobody can see"),
            (b"/a%0d%0aSet-Cookie:%20b=c", "nobody can see"),
            (b"/a\x7f", "nobody can see"),
            (b"/%C2%85", "nobody can see"),
            (b"/%ff", "UTF-8"),
            (b"/\xe0\xb4", "UTF-8"),
            (b"/%ED%A0%80", "UTF-8"),
            (b"/100%", "percent"),
            (b"/%zz", "percent"),
            (b"/%u0041", "percent"),
            (b"*", "begins with a slash"),
            (b"", "begins with a slash"),
        ],
    )
    def test_is_what_two_might_read_differently(self, path, why):
        asked = resolve(path, b"")
        assert isinstance(asked, Refused)
        assert asked.status == 400
        assert why in asked.reason

    @pytest.mark.parametrize(
        "path", ["/..a/", "/a../", "/...", "/.well-known/security.txt", "/a/.b"]
    )
    def test_is_not_every_dot(self, path):
        assert resolve(path.encode(), b"") == Page(path)

    @pytest.mark.parametrize(
        ("path", "query"),
        [
            (b"/" + b"a" * 100_000, b""),
            (b"/" + b"a" * LONGEST_PATH, b""),
            (b"/" + SECTION.encode() * 200, b""),
            (b"/news/", b"x" * (LONGEST_QUERY + 1)),
        ],
    )
    def test_is_what_is_too_long(self, path, query):
        assert resolve(path, query) == Refused(414, "This address is too long.")


class TestText:
    @pytest.mark.parametrize(
        ("text", "asked"),
        [
            ("/sport/", Page("/sport/")),
            ("/കായികം/?page=2", Page("/കായികം/?page=2")),
            ("/%E0%B4%95/", Page("/ക/")),
            ("/sport", Page("/sport")),
            ("/sport//today/", Elsewhere("/sport/today/")),
        ],
    )
    def test_is_read_as_it_is_written(self, text, asked):
        assert resolve_text(text) == asked

    def test_is_refused_where_it_is_no_address(self):
        assert isinstance(resolve_text("sport"), Refused)


class TestVersions:
    @pytest.mark.parametrize("query", ["", "?to=2", "?from=1&to=2", "?from=3&to=999"])
    def test_are_compared_at_one_address(self, query):
        assert resolve_text(CHANGES + query) == Page(CHANGES + query)

    @pytest.mark.parametrize(
        ("query", "leads_to"),
        [
            ("?from=3&to=1", "?from=1&to=3"),
            ("?from=2&to=2", "?to=2"),
            ("?from=01&to=2", "?from=1&to=2"),
            ("?from=&to=2", "?to=2"),
            ("?from=0&to=2", "?to=2"),
            ("?from=2", "?to=2"),
            ("?from=2&to=1000", "?to=2"),
            ("?from=x&to=y", ""),
        ],
    )
    def test_lead_to_it_from_every_other(self, query, leads_to):
        assert resolve_text(CHANGES + query) == Elsewhere(CHANGES + leads_to)

    @pytest.mark.parametrize("query", ["?page=2", "?utm_source=x"])
    def test_are_asked_for_by_nothing_else(self, query):
        assert resolve_text(CHANGES + query) == Page(CHANGES)

    @pytest.mark.parametrize("path", ["/news/changes/", "/news/2026/03/04/ferry/", "/changes/"])
    def test_are_those_of_a_story(self, path):
        assert resolve_text(f"{path}?from=1&to=2") == Page(path)
