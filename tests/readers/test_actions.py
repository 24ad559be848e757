"""What is written of what a reader keeps."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from broadsheet import belongings
from broadsheet.accounts.models import User
from broadsheet.media.darkroom.intake import Refused
from broadsheet.readers import actions
from broadsheet.readers.models import (
    Appearance,
    Erasure,
    Folding,
    Follow,
    Place,
    Portrait,
    Preferences,
    SavedStory,
    Subject,
)
from tests.making import (
    NOON,
    make_author,
    make_draft,
    make_section,
    make_story,
    make_storyline,
    make_topic,
)
from tests.media.files import plain
from tests.readers.conftest import make_reader

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def story():
    return make_story()


def saved_by(reader):
    return list(SavedStory.objects.filter(reader=reader).values_list("story_id", flat=True))


class TestSave:
    def test_keeps_the_story_and_when(self, reader, story):
        actions.save(reader, story_id=story.pk, now=LATER)
        assert reader.saved_stories.get().saved_at == LATER

    def test_changes_nothing_the_second_time(self, reader, story):
        actions.save(reader, story_id=story.pk, now=NOON)
        actions.mark(reader, story_id=story.pk, read_at=NOON)
        actions.save(reader, story_id=story.pk, now=LATER)
        kept = reader.saved_stories.get()
        assert (kept.saved_at, kept.read_at) == (NOON, NOON)

    def test_refuses_what_readers_may_not_see(self, reader):
        for hidden in (make_draft().pk, make_story(at=LATER).pk, 10**15):
            with pytest.raises(actions.NoSuchThing):
                actions.save(reader, story_id=hidden, now=NOON)

    def test_refuses_more_than_one_reader_may_keep(self, reader, story, monkeypatch):
        monkeypatch.setattr(actions, "MOST_SAVED", 1)
        actions.save(reader, story_id=story.pk, now=NOON)
        with pytest.raises(actions.TooMany):
            actions.save(reader, story_id=make_story().pk, now=NOON)

    def test_is_for_one_reader_alone(self, reader, story):
        other = make_reader()
        actions.save(reader, story_id=story.pk, now=NOON)
        actions.unsave(other, story_id=story.pk)
        actions.mark(other, story_id=story.pk, read_at=NOON)
        assert (saved_by(reader), saved_by(other)) == ([story.pk], [])
        assert reader.saved_stories.get().read_at is None

    def test_says_so_when_the_account_is_gone_or_closed(self, reader, story):
        gone, closed = make_reader(), make_reader(is_active=False)
        User.objects.filter(pk=gone.pk).delete()
        for nobody in (gone, closed):
            with pytest.raises(actions.NoReader):
                actions.save(nobody, story_id=story.pk, now=NOON)


class TestSavedStory:
    def test_goes_with_its_story(self, reader, story):
        actions.save(reader, story_id=story.pk, now=NOON)
        story.delete()
        assert saved_by(reader) == []


class TestFollow:
    @pytest.mark.parametrize(
        ("subject", "make"),
        [
            (Subject.TOPIC, make_topic),
            (Subject.AUTHOR, make_author),
            (Subject.SECTION, make_section),
            (Subject.STORYLINE, lambda: make_storyline(make_story())),
        ],
    )
    def test_takes_each_sort_of_thing_once(self, reader, subject, make):
        thing = make()
        for _ in range(2):
            actions.follow(reader, subject=subject, subject_id=thing.pk, now=NOON)
        follow = Follow.objects.get(reader=reader)
        assert (follow.subject, follow.subject_id) == (subject, thing.pk)
        actions.unfollow(reader, subject=subject, subject_id=thing.pk)
        assert not Follow.objects.exists()

    def test_refuses_what_is_not_there(self, reader):
        with pytest.raises(actions.NoSuchThing):
            actions.follow(reader, subject=Subject.TOPIC, subject_id=99, now=NOON)

    def test_refuses_a_storyline_that_nobody_may_see_yet(self, reader):
        storyline = make_storyline(make_draft())
        with pytest.raises(actions.NoSuchThing):
            actions.follow(reader, subject=Subject.STORYLINE, subject_id=storyline.pk, now=NOON)

    def test_refuses_more_than_one_reader_may_follow(self, reader, monkeypatch):
        monkeypatch.setattr(actions, "MOST_FOLLOWED", 0)
        with pytest.raises(actions.TooMany):
            actions.follow(reader, subject=Subject.TOPIC, subject_id=make_topic().pk, now=NOON)

    @pytest.mark.parametrize("both", [True, False])
    def test_is_of_exactly_one_thing(self, reader, both):
        things = {"topic": make_topic(), "author": make_author()} if both else {}
        with pytest.raises(IntegrityError):
            Follow.objects.create(reader=reader, followed_at=NOON, **things)


class TestSetPreferences:
    def test_changes_what_is_named_and_leaves_the_rest(self, reader):
        actions.set_preferences(reader, text_size=150, folding=Folding.NEVER)
        actions.set_preferences(reader, appearance=Appearance.DARK)
        theirs = Preferences.objects.get(reader=reader)
        assert (theirs.text_size, theirs.folding, theirs.appearance) == (150, "never", "dark")
        assert theirs.keeps_places is None

    def test_does_not_take_what_the_database_refuses_for_something_that_is_gone(self, reader):
        with pytest.raises(IntegrityError):
            actions.set_preferences(reader, text_size=130)

    def test_forgets_every_place_with_the_leave_to_keep_them(self, reader, story):
        actions.set_preferences(reader, keeps_places=True)
        actions.keep_place(reader, story_id=story.pk, block=3, blocks=9, now=NOON)
        actions.set_preferences(reader, keeps_places=False)
        assert not Place.objects.exists()


class TestKeepPlace:
    @pytest.mark.parametrize("leave", [None, False])
    def test_keeps_nothing_before_the_reader_has_said_so(self, reader, story, leave):
        actions.set_preferences(reader, keeps_places=leave)
        actions.keep_place(reader, story_id=story.pk, block=3, blocks=9, now=NOON)
        assert not Place.objects.exists()

    def test_keeps_one_place_a_story(self, reader, story):
        actions.set_preferences(reader, keeps_places=True)
        for block in (3, 5):
            actions.keep_place(reader, story_id=story.pk, block=block, blocks=9, now=NOON)
        assert reader.places.get().block == 5

    @pytest.mark.parametrize("block", [0, 9, 12, -1])
    def test_forgets_the_place_at_either_end(self, reader, story, block):
        actions.set_preferences(reader, keeps_places=True)
        actions.keep_place(reader, story_id=story.pk, block=3, blocks=9, now=NOON)
        actions.keep_place(reader, story_id=story.pk, block=block, blocks=9, now=NOON)
        assert not Place.objects.exists()

    def test_forgets_the_oldest_of_too_many(self, reader, monkeypatch):
        monkeypatch.setattr(actions, "MOST_PLACES", 2)
        actions.set_preferences(reader, keeps_places=True)
        stories = [make_story() for _ in range(3)]
        for minutes, story in enumerate(stories):
            now = NOON + timedelta(minutes=minutes)
            actions.keep_place(reader, story_id=story.pk, block=1, blocks=9, now=now)
        kept = set(reader.places.values_list("story_id", flat=True))
        assert kept == {story.pk for story in stories[1:]}


class TestSetPortrait:
    def test_keeps_a_small_square(self, reader):
        actions.set_portrait(reader, raw=plain(size=(640, 480)))
        assert bytes(Portrait.objects.get(reader=reader).body[8:12]) == b"WEBP"
        actions.remove_portrait(reader)
        assert not Portrait.objects.exists()

    def test_leaves_the_old_one_where_the_new_is_refused(self, reader):
        actions.set_portrait(reader, raw=plain(size=(640, 480)))
        with pytest.raises(Refused):
            actions.set_portrait(reader, raw=b"<svg onload=alert(1)>")
        assert Portrait.objects.filter(reader=reader).exists()


class TestErase:
    def test_lets_everything_go_and_says_only_that_it_happened(self, reader, story):
        actions.save(reader, story_id=story.pk, now=NOON)
        actions.follow(reader, subject=Subject.TOPIC, subject_id=make_topic().pk, now=NOON)
        actions.set_preferences(reader, keeps_places=True)
        actions.keep_place(reader, story_id=story.pk, block=3, blocks=9, now=NOON)
        actions.set_portrait(reader, raw=plain(size=(64, 64)))
        actions.erase(reader)
        left = (SavedStory, Follow, Preferences, Place, Portrait, User)
        assert [model for model in left if model.objects.exists()] == []
        assert abs(Erasure.objects.get().erased_at - timezone.now()) < timedelta(minutes=1)
        assert {field.name for field in Erasure._meta.fields} == {"id", "erased_at"}

    def test_asks_every_holder_first(self, reader, monkeypatch):
        asked = []
        monkeypatch.setattr(belongings, "_holders", {})
        belongings.register(belongings.Holder("letters", erase=lambda user: asked.append(user.pk)))
        pk = reader.pk
        actions.erase(reader)
        assert asked == [pk]

    def test_leaves_an_account_that_is_bound(self, reader, monkeypatch):
        monkeypatch.setattr(belongings, "_holders", {})
        belongings.register(belongings.Holder("letters", binds=lambda _user: "Pay first."))
        with pytest.raises(actions.Bound, match="Pay first"):
            actions.erase(reader)
        assert User.objects.filter(pk=reader.pk).exists()

    def test_happens_once(self, reader):
        another_window = User.objects.get(pk=reader.pk)
        actions.erase(reader)
        with pytest.raises(actions.NoReader):
            actions.erase(another_window)
        assert Erasure.objects.count() == 1


class TestQueries:
    def test_of_saving_are_few(self, reader, story, django_assert_max_num_queries):
        with django_assert_max_num_queries(7):
            actions.save(reader, story_id=story.pk, now=timezone.now())
