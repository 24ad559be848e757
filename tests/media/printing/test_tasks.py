import pytest
from django.utils import timezone

from broadsheet.media import actions
from broadsheet.media.printing import making, shelf, tasks
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

    def test_leaves_it_at_that_where_the_picture_is_withdrawn_meanwhile(
        self, make_picture, monkeypatch
    ):
        picture = make_picture(files.plain(size=(330, 220)))
        pull = making.Press.pull

        def withdraw_first(press, slip):
            actions.withdraw([picture.pk], now=timezone.now())
            return pull(press, slip)

        monkeypatch.setattr(making.Press, "pull", withdraw_first)
        assert tasks.print_ahead.call(picture.pk) == 0
        assert not any(slip.path.exists() for slip in shelf.Slip.ahead_of(picture))
