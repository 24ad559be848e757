"""Every drawing of the demo paper can be drawn, and is the same each time."""

import hashlib
from pathlib import Path

import pytest

import broadsheet.demo.drawings
from broadsheet.demo.drawing import DRAWINGS, UnknownDrawingError, draw
from broadsheet.demo.drawings.canvas import Canvas, MissingGlyphError, curve, mix, shape
from broadsheet.demo.reading import load_paper

PICTURES = load_paper().pictures


def _digest(name: str, params: dict[str, object]) -> str:
    return hashlib.sha256(draw(name, **params).tobytes()).hexdigest()


class TestDraw:
    @pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.slug)
    def test_draws_every_picture_of_the_paper(self, picture):
        drawn = draw(picture.drawing, **picture.params)
        square = picture.drawing == "portrait"
        assert drawn.size == ((1200, 1200) if square else (1920, 1280))
        assert drawn.mode == "RGB"
        assert drawn.reduce(8).getcolors(maxcolors=20) is None

    def test_draws_the_same_picture_again(self):
        assert _digest("storm", {}) == _digest("storm", {})

    def test_does_not_know_every_name(self):
        with pytest.raises(UnknownDrawingError, match="mermaid"):
            draw("mermaid")


class TestRegister:
    def test_holds_nothing_that_the_paper_does_not_use(self):
        assert DRAWINGS.keys() == {picture.drawing for picture in PICTURES}

    def test_holds_each_drawing_once(self):
        assert len(set(DRAWINGS.values())) == len(DRAWINGS)

    def test_holds_every_public_drawing(self):
        registered = {draughtsman.__name__ for draughtsman in DRAWINGS.values()}
        folder = Path(broadsheet.demo.drawings.__file__).parent
        public = {
            line.split("(")[0].removeprefix("def ")
            for path in folder.rglob("*.py")
            for line in _definitions(path)
        }
        assert public == registered


def _definitions(path: Path) -> list[str]:
    """The heads of the public functions of a module that give a canvas."""
    source = path.read_text(encoding="utf-8")
    heads = [part.split(":\n")[0] for part in source.split("\ndef ")[1:]]
    return [head for head in heads if not head.startswith("_") and head.endswith("-> Canvas")]


class TestCanvas:
    def test_refuses_words_its_face_has_no_shapes_for(self):
        with pytest.raises(MissingGlyphError, match="–"):
            Canvas((20, 20)).text(0, 10, "1–2")

    @pytest.mark.parametrize(("share", "mixed"), [(0, "#000000"), (0.5, "#800000"), (1, "#ff0000")])
    def test_mixes_colours_by_share(self, share, mixed):
        assert mix("#000000", "#ff0000", share) == mixed

    def test_reads_shapes_as_svg_writes_them(self):
        assert shape("0,1 -2,3.5") == [(0, 1), (-2, 3.5)]

    def test_draws_curves_through_their_points(self):
        points = shape("0,0 10,20 30,5")
        assert set(points) <= set(curve(points, steps=4))
