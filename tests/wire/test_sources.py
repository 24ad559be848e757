"""Where files are looked for."""

import unicodedata

import pytest

from broadsheet.wire.fetch import Fetched, NotFetched, Unreachable
from broadsheet.wire.sources import MediaFolder, NotHad, Sources, name_of


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "2012").mkdir()
    return tmp_path


def touch(folder, name, text="x"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


class TestMediaFolder:
    def test_is_found_within_a_whole_site(self, tmp_path):
        touch(tmp_path, "site/wp-content/uploads/2012/a.jpg")
        assert MediaFolder.at(tmp_path / "site").find(["2012/a.jpg"])
        assert MediaFolder.at(tmp_path / "site/wp-content").find(["2012/a.jpg"])

    def test_gives_the_first_name_that_is_there(self, folder):
        wanted = touch(folder, "2012/b.jpg")
        assert MediaFolder.at(folder).find(["2012/a.jpg", "2012/b.jpg"]) == wanted

    def test_gives_the_largest_reduced_copy_where_the_original_is_gone(self, folder):
        for size in ("300x200", "1024x683", "150x150"):
            touch(folder, f"2012/a-{size}.jpg")
        touch(folder, "2012/a-b-9999x9999.jpg")
        found = MediaFolder.at(folder).find(["2012/a.jpg"])
        assert found is not None
        assert found.name == "a-1024x683.jpg"

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_finds_names_as_either_kind_of_machine_spells_them(self, folder, form):
        wanted = touch(folder, unicodedata.normalize(form, "2012/façade.jpg"))
        for name in ("NFC", "NFD"):
            asked = unicodedata.normalize(name, "2012/façade.jpg")
            assert MediaFolder.at(folder).find([asked]) == wanted

    @pytest.mark.parametrize("name", ["../out.jpg", "/etc/hosts", "a\x00b", "x" * 5000, "", "2012"])
    def test_gives_nothing_for_what_is_no_file_in_it(self, tmp_path, name):
        touch(tmp_path, "out.jpg")
        inner = tmp_path / "inner"
        (inner / "2012").mkdir(parents=True)
        assert MediaFolder.at(inner).find([name]) is None

    def test_takes_a_pattern_for_a_name(self, folder):
        touch(folder, "2012/abc-30x20.jpg")
        assert MediaFolder.at(folder).find(["2012/a*.jpg", "2012/[a]bc.jpg"]) is None


class TestSources:
    def test_look_into_the_folder_first(self, folder):
        touch(folder, "2012/a.jpg", "from the folder")
        sources = Sources(MediaFolder.at(folder), get=lambda _: pytest.fail("asked the web"))
        with sources.open(["2012/a.jpg"], "https://x.example/2012/a.jpg") as file:
            assert file.read() == b"from the folder"

    def test_ask_the_web_for_what_is_not_there(self, folder):
        sources = Sources(MediaFolder.at(folder), get=lambda url: Fetched(url.encode(), "", url))
        with sources.open([], "https://x.example/a%20b.jpg") as file:
            assert (file.read(), file.name) == (b"https://x.example/a%20b.jpg", "a b.jpg")

    def test_ask_for_the_larger_copy_first(self):
        def get(url):
            if "300x200" not in url:
                raise NotFetched("the server answered 404")
            return Fetched(b"small", "", url)

        asked = "https://x.example/a.jpg", "https://x.example/a-300x200.jpg"
        with Sources(get=get).open([], *asked) as file:
            assert file.read() == b"small"

    def test_do_not_ask_the_web_when_told_not_to(self):
        sources = Sources(ask_the_web=False, get=lambda _: pytest.fail("asked the web"))
        with pytest.raises(NotHad):
            sources.open([], "https://x.example/a.jpg")

    def test_do_not_ask_a_silent_host_again_but_others(self):
        asked = []

        def get(url):
            asked.append(url)
            if "dead" in url:
                raise Unreachable("no answer", host="dead.example")
            raise NotFetched("the server answered 404")

        sources = Sources(get=get)
        for url in ("https://dead.example/1", "https://dead.example/2", "https://x.example/3"):
            with pytest.raises(NotHad):
                sources.open([], url)
        assert asked == ["https://dead.example/1", "https://x.example/3"]

    @pytest.mark.parametrize("address", ["https://[::1", "", "not an address", "file:///etc/hosts"])
    def test_have_nothing_at_an_address_that_makes_no_sense(self, address):
        with pytest.raises(NotHad):
            Sources().open([], address)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://x.example/2012/a%20b.jpg?w=300", "a b.jpg"),
        ("https://x.example/", ""),
        ("https://[", ""),
    ],
)
def test_a_name_is_the_end_of_the_path(address: str, name: str) -> None:
    assert name_of(address) == name
