"""What the environment says, parsed. Only here is it looked at."""

import os
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from broadsheet.config.providers import apple, openid
from broadsheet.config.variables import VARS, BadConfig, read

__all__ = ["VARS", "BadConfig", "apple", "openid", "read"]

CDNS = ("fastly", "cloudflare", "purge")
TAG_HEADERS = ("Surrogate-Key", "Cache-Tag")

POOL = {"min_size": 1, "max_size": 8, "timeout": 2.0, "reconnect_timeout": 2.0}
"""Connections, and seconds: who waits for a server that is away is told so soon, and it is asked
again soon, not at intervals that have grown for as long as it was away."""

MAIL_PORTS = {"smtp": 587, "smtps": 465}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SHORTEST_SECRET = 50
LONGEST_HALF_LIFE = 36_500
"""Days; where nothing grows old."""
FEWEST_SHEETS = 16
"""MiB; with less, a store is busy only with making room."""


@dataclass(frozen=True, slots=True)
class Cdn:
    """Who keeps copies of our pages, and how it is told that they are wrong."""

    kind: str
    """one of CDNS"""
    address: str
    """where it is told, without a slash at the end"""
    token: str
    tags: str
    """the header that names what a page was made from; none if it is purged by address"""
    keeps: int
    """for how many seconds it may keep a page"""


@dataclass(frozen=True, slots=True)
class Mail:
    """Who takes our mail."""

    host: str
    """none where it is written to files"""
    port: int
    user: str
    password: str
    is_encrypted: bool
    """from the first byte on"""
    becomes_encrypted: bool
    """by STARTTLS, or nothing is sent"""
    sender: str
    """the address it comes from"""


def site() -> str:
    """The paper's public address, without a slash at the end."""
    address = read("BROADSHEET_SITE").rstrip("/")
    parts = _parts(address)
    if not parts or parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise BadConfig(
            f"BROADSHEET_SITE is {address!r}: give scheme and host, like https://www.example.org"
        )
    return address


def _parts(address: str) -> SplitResult | None:
    """An address taken apart; None if that cannot be done."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # only now is it read
    except ValueError:
        return None
    return parts


def is_production() -> bool:
    """Whether readers elsewhere can reach this paper, so that nothing may be left to chance."""
    return urlsplit(site()).hostname not in LOOPBACK


def is_debug() -> bool:
    """Whether tracebacks may be shown; never in production."""
    asked = read("BROADSHEET_DEBUG") == "1"
    if asked and is_production():
        raise BadConfig("BROADSHEET_DEBUG=1 is for development; unset it where readers come")
    return asked


def hosts() -> list[str]:
    """The host names this server answers to."""
    further = [host.strip() for host in read("BROADSHEET_HOSTS").split(",") if host.strip()]
    own = [str(urlsplit(site()).hostname)]
    return own + further if is_production() else [*own, *further, *sorted(LOOPBACK), "[::1]"]


def folder() -> Path:
    """Where this installation keeps what it makes; exists afterwards.

    A new one is its owner's alone: the database holds drafts, addresses and passwords' hashes.
    """
    path = Path(read("BROADSHEET_VAR")).expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BadConfig(f"BROADSHEET_VAR: cannot make the folder {path}: {error}") from error
    return path


def sheets() -> Path:
    """Where pressed pages are kept; need not exist."""
    given = read("BROADSHEET_SHEETS")
    return Path(given).expanduser().resolve() if given else folder() / "sheets"


def sheets_size() -> int:
    """How many bytes they may take."""
    given = read("BROADSHEET_SHEETS_SIZE")
    if not (given.isascii() and given.isdigit() and int(given) >= FEWEST_SHEETS):
        raise BadConfig(
            f"BROADSHEET_SHEETS_SIZE is {given!r}: give a number of MiB, {FEWEST_SHEETS} or more"
        )
    return int(given) * 1024 * 1024


def search_half_life() -> timedelta:
    """How long it takes until a story counts half as much as a new one."""
    given = read("BROADSHEET_SEARCH_HALF_LIFE")
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= LONGEST_HALF_LIFE):
        raise BadConfig(
            f"BROADSHEET_SEARCH_HALF_LIFE is {given!r}: give days, 1 to {LONGEST_HALF_LIFE}"
        )
    return timedelta(days=int(given))


def search_rate() -> int:
    """How often a minute one address may search; 0 where nobody counts."""
    return _number("BROADSHEET_SEARCH_RATE", of="searches a minute")


def node() -> str:
    """What this node is called among those that share the database."""
    return read("BROADSHEET_NODE") or socket.gethostname()


def node_address() -> str:
    """Where other nodes reach this one; nothing if nobody has said."""
    address = read("BROADSHEET_NODE_ADDRESS").rstrip("/")
    parts = urlsplit(address)
    if address and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path):
        raise BadConfig(
            f"BROADSHEET_NODE_ADDRESS is {address!r}: give scheme and host, like "
            "http://10.0.0.5:8000"
        )
    return address


def metrics_token() -> str:
    """What whoever asks for metrics must know; nothing if it is enough to be on this machine."""
    return read("BROADSHEET_METRICS_TOKEN")


def cdn() -> Cdn | None:
    """Who keeps copies in front of this server, if somebody does that is to be told."""
    kind = read("BROADSHEET_CDN")
    if not kind:
        return None
    if kind not in CDNS:
        raise BadConfig(f"BROADSHEET_CDN is {kind!r}: give {', '.join(CDNS)}, or nothing")
    address = read("BROADSHEET_CDN_ADDRESS").rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadConfig(f"BROADSHEET_CDN_ADDRESS is {address!r}: give where {kind} is told")
    if kind == "fastly" and not parts.path.startswith("/service/"):
        raise BadConfig("BROADSHEET_CDN_ADDRESS: Fastly's ends with /service/ and its number")
    token = read("BROADSHEET_CDN_TOKEN")
    if not token and kind != "purge":
        raise BadConfig(f"BROADSHEET_CDN_TOKEN is not set, and {kind} wants one")
    return Cdn(kind, address, token, _tag_header(), _number("BROADSHEET_CDN_KEEPS", of="seconds"))


def _tag_header() -> str:
    given = read("BROADSHEET_CDN_TAGS")
    for name in ("", *TAG_HEADERS):
        if given.lower() == name.lower():
            return name
    raise BadConfig(f"BROADSHEET_CDN_TAGS is {given!r}: give {' or '.join(TAG_HEADERS)}")


def _number(name: str, *, of: str) -> int:
    given = read(name)
    if not (given.isascii() and given.isdigit()):
        raise BadConfig(f"{name} is {given!r}: give a number of {of}")
    return int(given)


def mail() -> Mail:
    """Who takes our mail, and whose it is."""
    url = read("EMAIL_URL")
    sender = f"no-reply@{urlsplit(site()).hostname}"
    if not url:
        return Mail("", 0, "", "", is_encrypted=False, becomes_encrypted=False, sender=sender)
    parts = _parts(url)
    if not parts or parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise BadConfig(
            "EMAIL_URL: only smtp:// and smtps://user:password@host:port are understood"
        )
    return Mail(
        host=parts.hostname,
        port=parts.port or MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_encrypted=parts.scheme == "smtps",
        becomes_encrypted=parts.scheme == "smtp" and parts.hostname not in LOOPBACK,
        sender=dict(parse_qsl(parts.query)).get("from", sender),
    )


def asks_staff_twice() -> bool:
    """Whether the newsroom asks for a second factor."""
    given = read("BROADSHEET_SECOND_FACTOR") or ("staff" if is_production() else "nobody")
    if given not in {"staff", "nobody"}:
        raise BadConfig(f"BROADSHEET_SECOND_FACTOR is {given!r}: give staff or nobody")
    return given == "staff"


def secret_key() -> str:
    """The signing key: from the environment, else (not in production) one kept in the folder."""
    if given := read("BROADSHEET_SECRET_KEY"):
        if is_production() and len(given) < SHORTEST_SECRET:
            raise BadConfig(
                f"BROADSHEET_SECRET_KEY has {len(given)} characters; give {SHORTEST_SECRET} or more"
            )
        return given
    if is_production():
        raise BadConfig(
            "BROADSHEET_SECRET_KEY is not set. Make one with: "
            'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        )
    return kept_secret("secret-key")


def kept_secret(name: str) -> str:
    """A random secret of this installation, made once and readable by its owner alone."""
    path = folder() / name
    if not path.exists():
        fresh = path.with_name(f"{name}.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(SHORTEST_SECRET))
        # A link appears whole or not at all, and the first of two processes wins.
        with suppress(FileExistsError):
            path.hardlink_to(fresh)
        fresh.unlink()
    return path.read_text().strip()


def database() -> dict[str, object]:
    """Django's description of the database that DATABASE_URL names."""
    url = read("DATABASE_URL")
    return _postgres(url) if url else _sqlite(folder() / "paper.sqlite3")


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
    parts = _parts(url)
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
        "OPTIONS": {"pool": POOL, **query},
    }
