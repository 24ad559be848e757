"""A draft can be opened whatever was deleted since it was saved."""

import pytest

from broadsheet.desk.roles import Role
from broadsheet.stories.models import Byline, Story
from tests.making import make_author, make_picture, make_section, make_story
from tests.newsroom import log_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db) -> Story:
    return make_story(authors=[make_author("ada-byrne")])


def saved(story: Story, **fields) -> Story:
    """A draft of it, with these changes."""
    draft = story.get_latest_revision_as_object() if story.latest_revision else story
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision()
    story.refresh_from_db()
    return story


class TestADraft:
    def test_goes_without_an_author_who_is_gone(self, story):
        ben = make_author("ben-cole")
        kept = Byline(author=story.bylines.get().author)
        saved(story, bylines=[kept, Byline(author=ben)])
        ben.delete()
        draft = story.get_latest_revision_as_object()
        assert [str(author) for author in draft.authors] == ["Ada Byrne"]

    def test_goes_back_to_the_picture_that_is_published(self, story):
        picture = make_picture("Quay")
        saved(story, lead_picture=picture)
        picture.delete()
        assert story.get_latest_revision_as_object().lead_picture is None

    def test_goes_back_to_the_section_that_it_is_filed_under(self, story):
        sport = make_section("sport")
        saved(story, section=sport)
        sport.delete()
        assert story.get_latest_revision_as_object().section == story.section

    def test_is_opened_in_the_newsroom_all_the_same(self, story):
        ben = make_author("ben-cole")
        saved(story, bylines=[Byline(author=ben)], headline="Written by Ben")
        ben.delete()
        page = log_in(Role.EDITOR).get(url("edit", story.pk))
        assert page.status_code == 200
        assert "Written by Ben" in page.content.decode()
