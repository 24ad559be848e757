import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.media.context import WIDTHS, Print, Ratio, widths_of
from broadsheet.media.models import Picture

SIZES = st.tuples(st.integers(1, 9000), st.integers(1, 9000))


class TestWidthsOf:
    @given(SIZES, st.sampled_from(Ratio))
    def test_never_enlarges_a_picture(self, size, ratio):
        widths = widths_of(size, ratio)
        assert widths == tuple(sorted(set(widths)))
        assert widths[0] >= 1
        assert widths[-1] <= min(size[0], WIDTHS[-1])
        assert ratio.height(widths[-1], of=size) <= size[1] + 1

    def test_offers_a_small_picture_as_it_is(self):
        assert widths_of((200, 100), Ratio.WHOLE) == (200,)
        assert widths_of((200, 90), Ratio.FACE) == (90,)


@pytest.mark.django_db
class TestPrint:
    @pytest.fixture
    def picture(self):
        return Picture(pk=7, width=1000, height=600, description="Gulls", caption="At eight.")

    def test_has_its_own_caption_unless_one_is_given(self, picture):
        assert Print.of(picture).caption == "At eight."
        assert Print.of(picture, caption="On Monday.").caption == "On Monday."

    def test_names_every_width_once_in_each_format(self, picture):
        shown = Print.of(picture, Ratio.CARD)
        assert [part.split()[1] for part in shown.avif.split(", ")] == ["320w", "640w"]
        assert shown.webp == shown.avif.replace(".avif", ".webp")
        assert shown.src.endswith("/3x2-640.jpg")
        assert (shown.width, shown.height) == (640, 427)

    def test_has_new_addresses_once_the_picture_changed(self, picture):
        before = Print.of(picture).src
        picture.credit = "Photo: Ana Ruiz"
        assert Print.of(picture).src != before
