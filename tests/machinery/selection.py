"""Which tests a run takes: all of them on SQLite, those that touch the database on PostgreSQL.

What takes minutes is left to `make drill`.
"""

import os
from collections.abc import Generator
from functools import partial
from itertools import filterfalse

import pytest

IS_DRILL = bool(os.environ.get("DRILL"))
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
JOURNEY_FIXTURES = {"browser", "demo", "postgres"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--data-layer",
        action="store_true",
        help="only tests that touch the database, on the PostgreSQL that DATABASE_URL names",
    )


def touches_database(item: pytest.Item) -> bool:
    """Whether a test reads or writes the database of its own process."""
    return asks_for(item, DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None


def asks_for(item: pytest.Item, fixtures: set[str]) -> bool:
    """Whether a test uses any of these fixtures, itself or through another."""
    return not fixtures.isdisjoint(getattr(item, "fixturenames", ()))


def belongs(item: pytest.Item, *, data_layer: bool) -> bool:
    """Whether a test is part of this run."""
    marks = {mark.name for mark in item.iter_markers()}
    if data_layer:
        return touches_database(item) and not marks & {"journey", "sqlite"}
    return "postgres" not in marks and ("drill" not in marks or IS_DRILL)


@pytest.hookimpl(wrapper=True, tryfirst=True)  # around the sorting of others, and selecting by mark
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    for item in items:
        if asks_for(item, JOURNEY_FIXTURES):
            item.add_marker("journey")
    taken = partial(belongs, data_layer=bool(config.getoption("data_layer")))
    config.hook.pytest_deselected(items=list(filterfalse(taken, items)))
    items[:] = filter(taken, items)
    yield
    # The slow ones first, so that no worker is left alone with them at the end.
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)
