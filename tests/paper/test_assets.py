from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from broadsheet.paper import assets

TEMPLATES = assets.ROOT.parent / "templates"


class TestStylesheet:
    def test_holds_every_file_in_its_layer(self) -> None:
        files = {file.stem for file in (assets.ROOT / "css").glob("*.css")}
        assert files == set(assets.LAYERS)
        assert assets.stylesheet().startswith("@layer reset,tokens,")
        assert all(f"@layer {layer}{{" in assets.stylesheet() for layer in assets.LAYERS)

    def test_has_as_many_ends_as_beginnings(self) -> None:
        assert assets.stylesheet().count("{") == assets.stylesheet().count("}")

    def test_asks_for_no_other_file(self) -> None:
        assert not re.search(r"url\(|@import|@font-face", assets.stylesheet())

    def test_knows_no_left_or_right(self) -> None:
        """Logical properties alone, so that a page turns round with its language."""
        physical = re.compile(
            r"(?<![\w-])(?:left|right|(?:margin|padding|border)-(?:left|right|top|bottom)"
            r"|(?:text-align|float|clear): ?(?:left|right))(?![\w-])"
        )
        assert physical.findall(assets.stylesheet()) == []

    def test_asks_for_one_language_at_a_time(self) -> None:
        """A browser that knows no list of languages drops the whole rule."""
        assert re.findall(r":lang\([^)]*,[^)]*\)", assets.stylesheet()) == []

    def test_decides_nothing_that_it_does_not_use(self) -> None:
        decided = set(re.findall(r"(--[\w-]+):", assets.stylesheet()))
        assert {name for name in decided if f"var({name}" not in assets.stylesheet()} == set()

    def test_dresses_only_what_is_printed(self) -> None:
        """Every class is named by a template, an island or the code, or begins as one there."""
        sources = [*TEMPLATES.rglob("*.html"), *assets.ROOT.rglob("*.js")]
        printed = "".join(file.read_text("utf-8") for file in sources)
        composed = ("card-", "form-", "hue-", "embed-", "passage-")
        classes = set(re.findall(r"\.([a-z][\w-]+)", assets.stylesheet()))
        unknown = {
            name
            for name in classes
            if not re.search(rf"\b{name}\b", printed) and not name.startswith(composed)
        }
        assert unknown == set()


class TestIcon:
    def test_is_there_because_a_template_prints_it(self) -> None:
        printed = "".join(file.read_text("utf-8") for file in TEMPLATES.rglob("*.html"))
        drawn = {file.stem for file in (assets.ROOT / "icons").glob("*.svg")}
        assert drawn == set(re.findall(r'{% icon "([^"]+)" %}', printed))


class TestLeanStyle:
    def test_drops_comments_and_space(self) -> None:
        assert assets.lean_style("/* why */\na,  b {\n  color: red;\n}\n") == "a,b{color:red}"

    def test_leaves_strings_alone(self) -> None:
        css = 'a::before { content: "a  /* b */ ; }" }'
        assert assets.lean_style(css) == 'a::before{content:"a  /* b */ ; }"}'

    def test_keeps_what_means_a_descendant(self) -> None:
        assert assets.lean_style("a :is(b)  c > d { top: 0 }") == "a :is(b) c>d{top:0}"


class TestScript:
    def test_gives_each_island_a_scope_of_its_own(self) -> None:
        islands = sorted((assets.ROOT / "islands").glob("*.js"))
        assert islands
        assert assets.script().count("customElements.define(") == len(islands)
        assert assets.script().count("\n}\n{\n") == len(islands) - 1

    @pytest.mark.parametrize("file", sorted((assets.ROOT / "islands").glob("*.js")), ids=str)
    def test_names_an_island_by_its_file_and_lets_it_know_no_other(self, file: Path) -> None:
        code = file.read_text("utf-8")
        others = {other.stem for other in file.parent.glob("*.js")} - {file.stem}
        assert f'customElements.define("{file.stem}"' in code
        assert [other for other in others if f'"{other}"' in code] == []

    def test_drops_only_lines_that_are_comments(self) -> None:
        lean = assets.lean_script('// why\n  const a = "https://example.org"; // kept\n\n')
        assert lean == 'const a = "https://example.org"; // kept'


class TestFirstPaint:
    def test_is_what_the_policy_names(self) -> None:
        kind, _, digest = assets.first_paint_hash().partition("-")
        assert kind == "sha256"
        assert b64decode(digest) == hashlib.sha256(assets.first_paint().encode()).digest()
        assert f"'{assets.first_paint_hash()}'" in settings.READERS_POLICY["script-src"]

    def test_can_stand_inside_a_script_element(self) -> None:
        assert "</" not in assets.first_paint()


class TestFinder:
    @pytest.mark.parametrize("name", ["paper.css", "paper.js", "favicon.svg", "share.png"])
    def test_finds_what_pages_ask_for(self, name: str) -> None:
        assert Path(str(finders.find(name))).is_file()

    def test_finds_nothing_else(self) -> None:
        assert assets.Finder().find("islands/text-size.js") == []

    def test_lists_each_file_once(self) -> None:
        names = [name for name, _storage in assets.Finder().list(None)]
        assert len(names) == len(set(names))
        assert {"paper.css", "paper.js", "apple-touch-icon.png"} <= set(names)

    def test_leaves_out_what_it_is_told_to(self) -> None:
        assert "share.png" not in {name for name, _ in assets.Finder().list(["*.png"])}


class TestAssemble:
    def test_leaves_alone_what_would_not_change(self, tmp_path: Path) -> None:
        assets.assemble(tmp_path)
        before = (tmp_path / "paper.css").stat().st_mtime_ns
        assets.assemble(tmp_path)
        assert (tmp_path / "paper.css").stat().st_mtime_ns == before

    def test_leaves_no_drafts(self, tmp_path: Path) -> None:
        assets.assemble(tmp_path)
        assert sorted(file.name for file in tmp_path.iterdir()) == ["paper.css", "paper.js"]
