import pytest

from broadsheet.media.printing import shelf, tasks
from tests.media import files

pytestmark = pytest.mark.django_db


class TestPrintAhead:
    def test_makes_what_is_missing(self, make_picture):
        picture = make_picture(files.plain(size=(330, 220)))
        expected = len(list(shelf.Slip.ahead_of(picture)))
        assert tasks.print_ahead.call(picture.pk) == expected
        assert tasks.print_ahead.call(picture.pk) == 0

    def test_has_nothing_to_do_for_a_picture_that_is_gone(self):
        assert tasks.print_ahead.call(4711) == 0
