"""Which database holds the paper."""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from broadsheet.config.addresses import parts_of
from broadsheet.config.folders import folder
from broadsheet.config.variables import BadConfig, read

PAPER = "paper.sqlite3"
POOL = {"min_size": 1, "max_size": 8, "timeout": 2.0, "reconnect_timeout": 2.0}
"""Connections, and seconds: who waits for a server that is away is told so soon, and it is asked
again soon, not at intervals that have grown for as long as it was away."""
CUT_OFF = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 4,
    "tcp_user_timeout": 13_000,
}
"""Seconds, times, and at last milliseconds: a server whose host or link died says nothing, not even
that it is gone, and would be waited for without end. One that is at a long query answers these.
The last is what the three before it come to, for Linux goes by it alone. Sockets take no heed."""


def database() -> dict[str, object]:
    """Django's description of the database that DATABASE_URL names."""
    url = read("DATABASE_URL")
    return _postgres(url) if url else _sqlite(folder() / PAPER)


def missing_paper() -> Path | None:
    """The file in which the paper is to be, where that is not there. Makes nothing."""
    path = Path(read("BROADSHEET_VAR")).expanduser().resolve() / PAPER
    return None if read("DATABASE_URL") or path.exists() else path


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;"
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY"
            ),
        },
    }


def _postgres(url: str) -> dict[str, object]:
    parts = parts_of(url)
    known = {"postgres", "postgresql"}
    if not parts or parts.scheme not in known or not parts.path.strip("/"):
        raise BadConfig("DATABASE_URL: only postgres://user:password@host:port/name is understood")
    if missing := [name for name in ("psycopg", "psycopg_pool") if find_spec(name) is None]:
        raise BadConfig(
            f"DATABASE_URL names PostgreSQL, and {missing[0]} is not installed: "
            'pip install "broadsheet[postgres]"'
        )
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": POOL, **CUT_OFF, **query},
    }
