"""When a story is first public."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.stories.publishing.dates import FirstPublication, settled
from tests.making import NOON

HOUR = timedelta(hours=1)
moments = st.integers(-1000, 1000).map(lambda hours: NOON + hours * HOUR)


def settle(known=None, *, embargo_until=None, now=NOON, zone=UTC):
    return settled(known, embargo_until=embargo_until, zone=zone, now=now)


class TestSettled:
    def test_is_now_when_nothing_holds_a_story(self):
        assert settle() == FirstPublication(NOON, date(2026, 3, 4))

    def test_is_the_end_of_an_embargo(self):
        assert settle(embargo_until=NOON + HOUR).at == NOON + HOUR

    def test_is_filed_under_the_papers_own_day(self):
        assert settle(zone=ZoneInfo("Pacific/Kiritimati")).day == date(2026, 3, 5)

    def test_keeps_the_day_of_what_was_seen_though_the_paper_moves(self):
        seen = settle()
        late = settle(seen, now=NOON + HOUR, zone=ZoneInfo("Pacific/Kiritimati"))
        assert late == seen

    def test_is_now_when_an_embargo_is_lifted(self):
        waiting = settle(embargo_until=NOON + 5 * HOUR)
        assert settle(waiting, now=NOON + HOUR).at == NOON + HOUR

    @given(first=moments, now=moments, embargo=st.none() | moments)
    def test_stays_once_it_has_come(self, first, now, embargo):
        known = settle(now=first)
        found = settle(known, now=now, embargo_until=embargo)
        assert (found == known) if first <= now else found.at >= now
