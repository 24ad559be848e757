"""The colours of the stylesheet are told apart by everyone: their contrast, by WCAG's formula."""

from __future__ import annotations

import math
import re

import pytest

from broadsheet.paper import assets

TOKENS = (assets.ROOT / "css" / "tokens.css").read_text("utf-8")
PAIR = re.compile(r"--([a-z]+): light-dark\((#\w{6}), (#\w{6})\)")
COLOURS = {name: (light, dark) for name, light, dark in PAIR.findall(TOKENS)}
HUES = [int(hue) for hue in re.findall(r"\.hue-\d+ \{ --hue: (\d+); \}", TOKENS)]
TINTS = re.findall(r"oklch\(([\d.]+) ([\d.]+) var\(--hue\)\)", TOKENS)
Colour = tuple[float, float, float]


def linear(hex_: str) -> Colour:
    red, green, blue = (int(hex_[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (_linear(red), _linear(green), _linear(blue))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def from_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    """Linear sRGB, cut to what a screen can show."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    channels = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in channels)
    return (red, green, blue)


def contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = colour
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
class TestContrast:
    @pytest.mark.parametrize("name", ["ink", "soft"])
    @pytest.mark.parametrize("ground", ["paper", "wash"])
    def test_of_text_is_seven_to_one(self, scheme: int, name: str, ground: str) -> None:
        pair = linear(COLOURS[name][scheme]), linear(COLOURS[ground][scheme])
        assert contrast(*pair) >= 7

    @pytest.mark.parametrize("name", ["quiet", "accent", "focus"])
    @pytest.mark.parametrize("ground", ["paper", "wash"])
    def test_of_furniture_is_four_and_a_half_to_one(
        self, scheme: int, name: str, ground: str
    ) -> None:
        pair = linear(COLOURS[name][scheme]), linear(COLOURS[ground][scheme])
        assert contrast(*pair) >= 4.5

    def test_of_every_hue_is_seven_to_one(self, scheme: int) -> None:
        lightness, chroma = map(float, TINTS[scheme])
        ground = linear(COLOURS["paper"][scheme])
        weak = {
            hue: ratio
            for hue in HUES
            if (ratio := contrast(from_oklch(lightness, chroma, hue), ground)) < 7
        }
        assert len(HUES) == 12
        assert weak == {}


class TestFormula:
    def test_knows_black_and_white(self) -> None:
        assert contrast(linear("#000000"), linear("#ffffff")) == pytest.approx(21)
        assert from_oklch(1, 0, 0) == pytest.approx((1, 1, 1), abs=1e-3)
