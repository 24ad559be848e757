"""What addresses of the old site say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats.wxr import Site
from broadsheet.wire.wordpress.addresses import OldSite, originals, upload_path, without_rest


def site(link="https://www.old.example.org", base="https://old.example.org"):
    return OldSite.of(Site("Old", link, base, "en", "", "1.2"))


class TestOldSite:
    @pytest.mark.parametrize(
        ("link", "base", "name"),
        [
            ("https://www.old.example.org", "http://old.example.org/", "old.example.org"),
            ("https://x.example/blog", "https://x.example/blog/", "x.example/blog"),
            ("", "", "wordpress"),
            ("https://[", "", "wordpress"),
        ],
    )
    def test_has_one_name_however_it_is_written(self, link, base, name):
        assert site(link, base).name == name

    @pytest.mark.parametrize(
        ("href", "path"),
        [
            ("https://old.example.org/2012/x/", "/2012/x/"),
            ("http://WWW.old.example.org/2012/x", "/2012/x/"),
            ("/2012/x/#a", "/2012/x/"),
            ("?p=7", "/?p=7"),
            ("https://old.example.org", "/"),
            ("https://old.example.org/%CE%B5/", "/ε/"),
            ("https://new.example.org/2012/x/", ""),
            ("mailto:ada@old.example.org", ""),
            ("ftp://old.example.org/x", ""),
            ("#a", ""),
            ("", ""),
            ("https://[", ""),
            ("/a%00b/", ""),
            ("/" + "x" * 600, ""),
        ],
    )
    def test_knows_its_own_paths(self, href, path):
        assert site().path_of(href) == path

    @given(href=st.text() | st.text().map("https://old.example.org/{}".format))
    def test_makes_a_path_of_anything_or_nothing(self, href):
        path = site().path_of(href)
        assert path == "" or path.startswith("/")

    def test_has_lists_below_its_home(self):
        blog = site("https://x.example/blog", "https://x.example/blog")
        assert blog.paths_of_term("category", "sport", "rowing") == [
            "/blog/category/sport/rowing/",
            "/blog/category/rowing/",
        ]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://x.example/wp-content/uploads/2012/03/a.jpg?w=3", "2012/03/a.jpg"),
        ("https://x.example/wp-content/uploads/sites/7/2012/a.jpg", "2012/a.jpg"),
        ("https://i0.wp.com/x.example/wp-content/uploads/a%20b.jpg", "a b.jpg"),
        ("https://x.files.wordpress.com/2008/06/a.jpg", "2008/06/a.jpg"),
        ("https://x.example/images/a.jpg", ""),
        ("https://[", ""),
    ],
)
def test_an_upload_is_known_by_its_path_below_the_folder(address: str, path: str) -> None:
    assert upload_path(address) == path


@pytest.mark.parametrize("name", ["a.jpg", "a-300x200.jpg", "a-scaled.jpg"])
def test_a_picture_is_looked_for_under_the_names_of_its_original(name: str) -> None:
    assert "2012/a.jpg" in originals(f"2012/{name}")


@pytest.mark.parametrize(
    "path", ["/2012/x/", "/2012/x/amp/", "/2012/x/?amp=1", "/2012/x/comment-page-2/"]
)
def test_a_page_is_one_in_all_its_forms(path: str) -> None:
    assert without_rest(path) == "/2012/x/"
