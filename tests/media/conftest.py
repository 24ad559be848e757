"""A place of its own for the files of each test."""

import pytest
from django.core.files.base import ContentFile

from broadsheet.media.models import Picture
from tests.media import files


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def make_picture(db):
    """Saves a picture with a real file; says nothing of it unless told."""

    def make(raw=None, name="quay.jpg", **fields):
        raw = files.plain(size=(1200, 800)) if raw is None else raw
        picture = Picture(file=ContentFile(raw, name=name), **{"title": "Quay", **fields})
        picture.save()
        return picture

    return make
