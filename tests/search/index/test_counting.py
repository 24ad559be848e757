"""How many stories there are, and how they spread, is counted right by either way to count."""

import pytest

from broadsheet.search.index import counting
from tests.search.conftest import told


@pytest.mark.parametrize("expected", [0, 1_000_000])
def test_counts_the_same_whatever_was_expected(library, monkeypatch, expected):
    monkeypatch.setattr(counting, "_expected", lambda *_: expected)
    library.fill(
        *(told(text="ferry", section=n % 3, topics=(n % 7, 99), year=2000 + n) for n in range(40))
    )
    found = library.search("ferry")
    assert found.total == 40
    assert found.facets["topic"][0] == (99, 40)
    assert sorted(count for _value, count in found.facets["section"]) == [13, 13, 14]
    assert len(found.facets["year"]) == counting.MOST_VALUES
