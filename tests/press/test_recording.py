"""What a page read while it was built."""

from datetime import UTC, datetime, timedelta

from broadsheet.press.recording import ABSENT, FRAME, digest_of, note, recording

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


class TestDigest:
    def test_tells_values_apart(self):
        assert digest_of(("a", 1)) != digest_of(("a", 2))

    def test_is_the_same_for_equal_values(self):
        assert digest_of(("a", NOON)) == digest_of(("a", NOON))

    def test_of_nothing_is_absent(self):
        assert digest_of(None) == ABSENT
        assert digest_of(()) != ABSENT


class TestRecording:
    def test_gathers_what_is_noted(self):
        with recording() as record:
            note("card:1", "one", sources=["story:1", "author:4"])
            note("card:2", None, sources=["story:2"])
        assert record.facts["card:1"].sources == {"story:1", "author:4"}
        assert record.facts["card:2"].digest == ABSENT
        assert record.sources == {"story:1", "story:2", "author:4"}

    def test_keeps_the_earliest_end(self):
        with recording() as record:
            note("a", 1, sources=[], until=NOON)
            note("b", 1, sources=[], until=NOON - timedelta(hours=1))
            note("c", 1, sources=[])
        assert record.until == NOON - timedelta(hours=1)

    def test_keeps_apart_what_changes_and_what_must_go(self):
        with recording() as record:
            note("a", 1, sources=[], until=NOON)
            note("b", 1, sources=[], ends=NOON + timedelta(hours=1))
        assert (record.until, record.ends) == (NOON, NOON + timedelta(hours=1))
        with recording() as ending:
            note("b", 1, sources=[], ends=NOON)
        assert (ending.until, ending.ends) == (NOON, NOON)

    def test_has_the_edition_of_its_frame(self):
        with recording() as framed:
            note(FRAME, "The paper", sources=["paper"])
        with recording() as bare:
            pass
        assert (framed.edition, bare.edition) == (digest_of("The paper"), ABSENT)

    def test_within_another_has_its_facts_for_itself(self):
        with recording() as outer:
            with recording() as inner:
                note("a", 1, sources=[])
            note("b", 1, sources=[])
        assert (set(outer.facts), set(inner.facts)) == ({"b"}, {"a"})

    def test_is_not_needed_to_note(self):
        note("a", 1, sources=[])
