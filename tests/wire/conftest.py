"""What tests of the wire can ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from broadsheet.wire.account.reconciliation import Reconciliation
from broadsheet.wire.sources import MediaFolder, Sources
from broadsheet.wire.wordpress.moving import Moving, Order
from tests.wire.exports import Item, write

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
_minutes = count()
Move = Callable[..., Reconciliation]


class Silent:
    """Is told how far a run has come, and tells nobody."""

    def begin(self, what: str, *, total: int) -> None:
        pass

    def at(self, done: int) -> None:
        pass


@pytest.fixture
def move(db: None, tmp_path: Path) -> Move:
    """Moves in an export of the items given, without asking the web."""

    def moved(*items: Item, head: Any = (), **fields: Any) -> Reconciliation:
        return run(write(tmp_path, *items, head=head), **fields)

    return moved


def run(
    file: Path,
    *,
    media: Path | None = None,
    get: Any = None,
    section_map: dict[str, str] | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Reconciliation:
    """One run over a file, later than the last; `get` stands for the web, else it is not asked."""
    folder = MediaFolder.at(media) if media else None
    sources = Sources(folder, ask_the_web=get is not None, **({"get": get} if get else {}))
    order = Order(file, sources, section_map or {}, dry_run=dry_run)
    now = now or NOW + timedelta(minutes=next(_minutes))
    moving = Moving(order, now=now, progress=Silent())
    moving.run()
    return moving.report


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    """An empty folder of uploads."""
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


@pytest.fixture(autouse=True)
def kept_files(tmp_path: Path, settings: Any) -> None:
    """Files that a test brings in go with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"


def draw(path: Path, *, size: tuple[int, int] = (60, 40), colour: str = "teal") -> Path:
    """A picture file at that path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path
