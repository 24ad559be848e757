"""The record of changes: what is written down, and that nothing of it can be altered."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.log_actions import registry as log_registry
from wagtail.snippets.models import get_snippet_models

from broadsheet.desk.roles import Role
from broadsheet.stories import schedule
from broadsheet.stories.actions import bring_in_change
from broadsheet.stories.models import Sealed, Story, Version
from broadsheet.stories.publishing.fitness import NotFit
from broadsheet.stories.record import sealing, wording
from broadsheet.stories.record.kinds import TOLD, Kind
from broadsheet.stories.withdrawing import actions
from tests.making import NOON, amend, make_draft, make_paper, make_story
from tests.newsroom import staff

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def written(story):
    """Number, kind, sentence and headline of each version."""
    return [
        (each.number, each.kind, each.note, dict(each.words)["headline"])
        for each in Version.objects.of([story.pk])
    ]


class TestRecord:
    def test_begins_with_the_first_publication(self):
        draft = make_draft(headline="Ferry runs")
        ada = staff(Role.EDITOR)
        draft.save_revision(user=ada).publish(user=ada)
        (first,) = Version.objects.all()
        story = Story.objects.get()
        assert (first.number, first.kind, first.by) == (1, "first", "Editor")
        assert first.made_at == story.last_published_at
        assert story.versions_seen == 1

    def test_of_a_story_that_was_brought_in_begins_when_it_is_changed(self):
        story = make_story(headline="Ferry stops")
        assert not Version.objects.exists()
        story = amend(story, at=LATER, note="It runs.", headline="Ferry runs")
        assert written(story) == [
            (1, "first", "", "Ferry stops"),
            (2, "correction", "It runs.", "Ferry runs"),
        ]
        first, second = Version.objects.all()
        assert (first.made_at, second.made_at) == (NOON, LATER)
        assert (story.changed_at, story.corrected_at, story.versions_seen) == (LATER, LATER, 2)

    def test_knows_nothing_of_what_nobody_could_read(self):
        draft = make_draft(embargo_until=timezone.now() + timedelta(hours=1))
        draft.save_revision().publish()
        draft.headline = "Other words"
        draft.save_revision().publish()
        assert not Version.objects.exists()

    def test_of_an_embargoed_story_begins_with_what_readers_read_first(self):
        story = make_story(headline="Late", embargo_until=LATER)
        story = amend(story, at=LATER + timedelta(hours=1), note="Later.", headline="Later")
        first = Version.objects.get(number=1)
        assert (first.made_at, dict(first.words)["headline"]) == (LATER, "Late")

    def test_passes_over_a_publication_that_changes_no_word(self):
        story = amend(make_story(), at=LATER, kind="", priority=9)
        assert (story.priority, story.versions_seen) == (9, 0)
        assert not Version.objects.exists()

    def test_holds_what_an_editor_says_though_no_word_is_another(self):
        story = amend(make_story(), at=LATER, note="The chart was of another year.")
        assert [kind for _number, kind, *_ in written(story)] == ["first", "correction"]

    def test_a_small_change_is_told_nobody(self):
        story = amend(make_story(), at=LATER, kind="typo", note="Hush", headline="Fery")
        assert written(story)[1] == (2, "typo", "", "Fery")
        assert (story.changed_at, story.corrected_at) == (None, None)

    def test_is_not_written_twice_when_a_version_is_published_again(self):
        story = amend(make_story(), at=LATER, note="It runs.", headline="Ferry runs")
        story.get_latest_revision().publish()
        story.get_latest_revision_as_object().save_revision().publish()
        assert Version.objects.count() == 2

    def test_does_not_begin_where_publishing_fails(self):
        story = amend(make_story(), at=LATER, kind="typo", headline="Ferry runs")
        with pytest.raises(NotFit):
            amend(story, at=LATER + timedelta(hours=1), note="None.", byline_note="")
        assert Version.objects.count() == 2


class TestAsking:
    """What kind of change it is must be said, whoever publishes, once readers have had time."""

    def test_is_not_passed_by_without_a_form(self):
        with pytest.raises(NotFit, match="Say what kind of change it is"):
            amend(make_story(headline="Ferry stops"), at=LATER, kind="", headline="Ferry runs")
        assert Story.objects.get().headline == "Ferry stops"
        assert not Version.objects.exists()

    def test_of_a_script_can_be_answered_in_the_draft(self):
        story = amend(make_story(), at=LATER, kind="update", note="It runs.", headline="Ferry runs")
        assert written(story)[1] == (2, "update", "It runs.", "Ferry runs")
        assert story.changed_at == LATER

    @pytest.mark.parametrize("kind", sorted(TOLD))
    def test_needs_the_sentence_for_readers_as_well(self, kind):
        with pytest.raises(NotFit, match="Tell readers in a sentence"):
            amend(make_story(), at=LATER, kind=kind, headline="Ferry runs")

    def test_is_passed_by_within_the_papers_grace(self):
        at = NOON + timedelta(minutes=10)
        story = amend(make_story(), at=at, kind="", headline="Ferry runs")
        assert written(story)[1][1] == "typo"

    def test_is_done_a_minute_later(self):
        with pytest.raises(NotFit):
            amend(make_story(), at=NOON + timedelta(minutes=11), kind="", headline="Ferry runs")

    def test_keeps_to_the_grace_of_the_paper(self):
        make_paper(grace_minutes=90)
        story = amend(make_story(), at=LATER, kind="", headline="Ferry runs")
        assert written(story)[1][1] == "typo"

    def test_is_of_no_story_whose_words_stay(self):
        story = amend(make_story(), at=LATER, kind="", priority=9)
        assert story.priority == 9


class TestScheduled:
    """A change whose time comes while nobody is there."""

    @pytest.fixture
    def story(self):
        return make_story(at=timezone.now() - timedelta(hours=1), headline="Ferry stops")

    def wait(self):
        with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
            return schedule.publish_due(timezone.now())

    def planned(self, story, **fields):
        due = timezone.now() + timedelta(minutes=5)
        amend(story, at=timezone.now(), headline="Ferry runs", go_live_at=due, **fields)

    def test_is_what_it_was_said_to_be(self, story):
        self.planned(story, kind="clarification", note="Not the old one.")
        assert not Version.objects.exists()
        assert self.wait() == 1
        assert written(story)[1] == (2, "clarification", "Not the old one.", "Ferry runs")

    def test_cannot_be_planned_before_that_is_said(self, story):
        with pytest.raises(NotFit, match="Say what kind of change it is"):
            self.planned(story, kind="")
        assert self.wait() == 0

    def test_is_held_back_if_nobody_said_it_after_all(self, story):
        self.planned(story, kind="typo")
        planned = Story.objects.get().get_latest_revision()
        planned.content = {**planned.content, "change_kind": ""}
        planned.save(update_fields=["content"])
        assert self.wait() == 0
        assert Story.objects.get().headline == "Ferry stops"
        entry = log_registry.get_logs_for_instance(story).get(action=schedule.HELD_BACK)
        assert "Say what kind of change it is" in schedule.reason_of(entry)


@pytest.fixture
def version():
    amend(make_story(), at=LATER, note="It runs.", headline="Ferry runs")
    return Version.objects.get(number=2)


ALTERING = {
    "update": "UPDATE stories_version SET note = 'Nothing happened.' WHERE id = {id}",
    "backdate": "UPDATE stories_version SET made_at = '2020-01-01 00:00:00+00' WHERE id = {id}",
    "bury": "UPDATE stories_version SET words = NULL, note = '', buried_at = made_at"
    " WHERE id = {id}",
    "delete": "DELETE FROM stories_version WHERE id = {id}",
    "delete all": "DELETE FROM stories_version",
    "renumber": "UPDATE stories_version SET number = 9 WHERE id = {id}",
}

REST = 'story_id, guid, number, kind, note, words, made_at, "by"'
COPIED = REST.replace("note", "'Nothing happened.'")
OF_THEIR_OWN = {
    "sqlite": {
        "replace": f"INSERT OR REPLACE INTO stories_version (id, {REST})"  # noqa: S608
        f" SELECT id, {COPIED} FROM stories_version WHERE id = {{id}}",
        "replace by number": f"INSERT OR REPLACE INTO stories_version ({REST})"  # noqa: S608
        f" SELECT {COPIED} FROM stories_version WHERE id = {{id}}",
    },
    "postgresql": {
        "truncate": "TRUNCATE stories_version CASCADE",
        "upsert": f"INSERT INTO stories_version ({REST})"  # noqa: S608
        f" SELECT {COPIED} FROM stories_version WHERE id = {{id}}"
        " ON CONFLICT (story_id, number) DO UPDATE SET note = 'Nothing happened.'",
    },
}
ALTERING |= OF_THEIR_OWN[connection.vendor]


class TestSeal:
    @pytest.mark.parametrize("deed", ALTERING)
    def test_the_database_refuses_to_have_it_altered(self, version, deed):
        before = list(Version.objects.values())
        with (
            pytest.raises(DatabaseError, match="stays as it is written"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(ALTERING[deed].format(id=version.pk))
        assert list(Version.objects.values()) == before

    @pytest.mark.parametrize(
        "alter",
        [
            lambda version: version.save(),
            lambda version: version.delete(),
            lambda _: Version.objects.update(note=""),
            lambda version: Version.objects.filter(pk=version.pk).delete(),
            lambda _: Version.objects.all().delete(),
            lambda version: Version.objects.bulk_update([version], ["note"]),
            lambda version: version.story.versions.all().update(kind="typo"),
            lambda version: version.story.versions.all().delete(),
            lambda version: Version.objects.update_or_create(
                defaults={"note": "None."}, pk=version.pk
            ),
        ],
    )  # fmt: skip
    def test_python_refuses_to_alter_it(self, version, alter):
        before = list(Version.objects.values())
        with pytest.raises(Sealed), transaction.atomic():
            alter(version)
        assert list(Version.objects.values()) == before

    @pytest.mark.parametrize("ways", [{"ignore_conflicts": True}, {
        "update_conflicts": True, "update_fields": ["note"], "unique_fields": ["story", "number"],
    }])  # fmt: skip
    def test_nor_does_writing_it_again_in_bulk(self, version, ways):
        again = Version(**{
            field.attname: getattr(version, field.attname)
            for field in Version._meta.concrete_fields if field.name != "id"
        })  # fmt: skip
        again.note = "Nothing happened."
        try:
            with transaction.atomic():
                Version.objects.bulk_create([again], **ways)
        except (IntegrityError, Sealed):
            pass
        assert Version.objects.get(pk=version.pk).note == "It runs."

    def test_no_role_may_touch_it_and_no_screen_shows_it(self):
        assert not Permission.objects.filter(content_type__model="version").exists()
        assert Version not in get_snippet_models()

    def test_is_missed_where_it_is_broken(self, version):
        assert sealing.faults() == []
        sealing.unseal()
        assert sealing.faults()
        sealing.seal()
        assert sealing.faults() == []


class TestEnd:
    def test_of_a_story_leaves_its_record(self, version):
        story = version.story
        story.delete()
        assert [row.note for row in Version.objects.all()] == ["", "It runs."]

    def test_of_a_withdrawn_story_leaves_a_record_without_words(self, version):
        story, before = version.story, Version.objects.get(pk=version.pk)
        actions.withdraw(story, reason="A court says so.", by="Ada", now=timezone.now())
        assert Version.objects.get(pk=version.pk).note == "It runs."
        Story.objects.get().delete()
        tombstone = Version.objects.get(pk=version.pk)
        assert (tombstone.words, tombstone.note) == (None, "")
        assert tombstone.buried_at is not None
        for field in ("story_id", "guid", "number", "kind", "made_at", "by"):
            assert getattr(tombstone, field) == getattr(before, field)
        assert "runs" not in str(list(Version.objects.values()))

    def test_of_its_words_is_final(self, version):
        actions.withdraw(version.story, reason="A court says so.", by="Ada", now=timezone.now())
        Version.objects.bury(version.guid, at=timezone.now())
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE stories_version SET note = 'Back.'")

    def test_of_its_words_is_refused_while_the_story_is_not_withdrawn(self, version):
        with pytest.raises(IntegrityError), transaction.atomic():
            Version.objects.bury(version.guid, at=timezone.now())
        assert Version.objects.get(pk=version.pk).note == "It runs."


class TestBroughtIn:
    def test_copy_brings_its_correction_along(self):
        story = make_story(headline="Ferry runs")
        before = tuple((part, words.replace("runs", "stops")) for part, words in wording.of(story))
        note = "It runs."
        bring_in_change(story, before=before, kind=Kind.CORRECTION, note=note, at=LATER)
        assert written(story) == [
            (1, "first", "", "Ferry stops"),
            (2, "correction", note, "Ferry runs"),
        ]
        story = Story.objects.get()
        assert (story.changed_at, story.corrected_at, story.versions_seen) == (LATER, LATER, 2)
        assert story.filings.get(list="corrections").published_at == LATER
        assert story.filings.get(list="latest").published_at == NOON
