from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from broadsheet.media import actions
from broadsheet.media.darkroom.intake import Refused
from broadsheet.media.models import Picture
from tests.media import files

pytestmark = pytest.mark.django_db

NOON = datetime(2019, 3, 4, 12, 0, tzinfo=UTC)


def take_in(raw=None, name="gulls.jpg", **words):
    raw = files.picture(size=(600, 400)) if raw is None else raw
    return actions.take_in(ContentFile(raw, name=name), **{"title": "Gulls", "now": NOON, **words})


class TestTakeIn:
    def test_keeps_what_it_was_told_and_adds_what_the_file_says(self):
        picture = take_in(alt="Gulls", credit="Photo: Ana", taken_on=date(2018, 1, 2))
        picture.refresh_from_db()
        assert (picture.description, picture.credit) == ("Gulls", "Photo: Ana")
        assert picture.taken_on == date(2018, 1, 2)
        assert picture.licence == "CC BY-SA 4.0"

    def test_dates_the_picture(self):
        assert Picture.objects.get(pk=take_in().pk).created_at == NOON

    def test_counts_the_focal_point_from_the_upper_left(self):
        assert take_in(focal_point=(0.25, 0.5)).focus == (150, 200)

    def test_takes_the_same_file_in_once(self):
        first = take_in()
        assert take_in(title="Again").pk == first.pk
        assert take_in(title="Again", reuse=False).pk != first.pk

    def test_leaves_nothing_of_what_it_refuses(self, media):
        with pytest.raises(Refused, match="cut short"):
            take_in(files.plain()[:-100])
        assert not Picture.objects.exists()
        assert not list(media.rglob("*.jpg"))

    def test_prints_an_archive_when_it_is_asked_for(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as callbacks:
            take_in(ahead=False)
        assert callbacks == []
        with django_capture_on_commit_callbacks() as callbacks:
            take_in(ahead=True, reuse=False)
        assert len(callbacks) == 1
