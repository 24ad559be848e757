"""What drills share: small papers, the database and the proxy around them, and their figures."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.drills import papers
from tests.drills.nginx import Nginx
from tests.drills.papers import Node
from tests.drills.postgres import Postgres
from tests.machinery.kept import fingerprint, kept
from tests.machinery.selection import IS_DRILL
from tests.machinery.served import free_port, sources


@pytest.fixture
def figures(capsys: pytest.CaptureFixture[str]) -> Iterator[dict[str, object]]:
    """What a drill has counted; printed by `make drill`."""
    counted: dict[str, object] = {}
    yield counted
    if IS_DRILL:
        with capsys.disabled():
            print("\n" + "; ".join(f"{name}: {value}" for name, value in counted.items()))  # noqa: T201


@pytest.fixture
def folder(demo: Path, tmp_path: Path) -> Path:
    """That of a demo paper, on SQLite."""
    return shutil.copytree(demo, tmp_path / "var")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server with a small paper, to be copied; who stops it starts it again."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-pg-", dir="/tmp") as home:
        server = Postgres(Path(home), data=kept("on-postgres", fingerprint(sources()), with_paper))
        server.start()
        yield server
        server.stop()


def with_paper(data: Path) -> None:
    """Make a server's folder that has a small paper."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-pg-", dir="/tmp") as home:
        server = Postgres(Path(home))
        server.start()
        papers.make(Path(home, "var"), DATABASE_URL=server.url)
        server.stop()
        shutil.copytree(Path(home, "data"), data)


@pytest.fixture
def node(gathered: Path, postgres: Postgres, tmp_path: Path) -> Node:
    """The first node of a small paper on PostgreSQL."""
    folder = shutil.copytree(gathered, tmp_path / "one")
    return Node(folder, {"DATABASE_URL": postgres.copy()})


@pytest.fixture
def nginx(tmp_path: Path) -> Callable[..., Nginx]:
    """Sets nginx up before nodes at these ports."""
    folder = tmp_path / "nginx"
    folder.mkdir()

    def before(*nodes: int, port: int = 0) -> Nginx:
        return Nginx(folder, port=port or free_port(), nodes=(nodes[0], nodes[-1]))

    return before
