"""Every variable read from the environment: its name, its default and what it means.

The documentation, `broadsheet check` and the tests read the same table.
"""

import os
from dataclasses import dataclass

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
"""What this very machine is called by itself."""
MOST = 10**12
"""More of nothing is ever wanted; Python refuses to read very long numbers."""


class BadConfig(Exception):
    """A variable of the environment is missing or makes no sense; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Var:
    """One variable of the environment, as the operator sees it."""

    name: str
    default: str
    meaning: str
    secret: bool = False


VARS = (
    Var(
        "BROADSHEET_SITE",
        "http://127.0.0.1:8000",
        "Public address of the paper, without a slash at the end. Anything but an address of this "
        "machine means production: secrets must then come from the environment.",
    ),
    Var(
        "BROADSHEET_VAR",
        "var",
        "Folder of everything this installation makes: database, pictures, files, mails.",
    ),
    Var(
        "BROADSHEET_SECRET_KEY",
        "",
        "Key that signs sessions and links; 50 random characters or more. Required in production; "
        "elsewhere one is made and kept under BROADSHEET_VAR.",
        secret=True,
    ),
    Var(
        "BROADSHEET_HOSTS",
        "",
        "Further host names the server answers to, separated by commas. "
        "The host of BROADSHEET_SITE is always among them.",
    ),
    Var(
        "DATABASE_URL",
        "",
        "postgres://user:password@host:port/name, or postgres:///name?host=/run/postgresql for a "
        "socket. Empty: SQLite in BROADSHEET_VAR.",
        secret=True,
    ),
    Var(
        "BROADSHEET_SHEETS",
        "",
        "Folder of the pages that are kept ready to be sent, on a disk of this machine. Empty: "
        "`sheets` in BROADSHEET_VAR.",
    ),
    Var(
        "BROADSHEET_SHEETS_SIZE",
        "4096",
        "How much of that disk they may take, in MiB. What readers ask for least makes room.",
    ),
    Var(
        "BROADSHEET_SEARCH_HALF_LIFE",
        "3650",
        "Days in which a story comes to count half as much in a search as a new one that matches "
        "as well.",
    ),
    Var(
        "BROADSHEET_SEARCH_RATE",
        "60",
        "How often a minute one address may search, at each web worker; ten times as often it is "
        "given suggestions. 0: as often as it likes.",
    ),
    Var(
        "BROADSHEET_PROXIES",
        "127.0.0.1, ::1",
        "Addresses or networks of the proxies in front, which are believed in X-Forwarded-For.",
    ),
    Var(
        "EMAIL_URL",
        "",
        "Who takes our mail: smtps://user:password@host:465, or smtp://user:password@host:587, "
        "which is encrypted too unless the host is this machine. `?from=news@example.org` says "
        "whose it is. Empty: it is written to `mail` in BROADSHEET_VAR, and nobody gets it.",
        secret=True,
    ),
    Var(
        "BROADSHEET_OPENID",
        "",
        "Who else vouches for readers, by OpenID Connect: addresses of issuers with our client's "
        "name and secret, as in https://client:secret@accounts.google.com?name=Google, with blanks "
        "between several. They lead back to /accounts/oidc/<name>/login/callback/.",
        secret=True,
    ),
    Var(
        "BROADSHEET_APPLE",
        "",
        "The same for Apple: client, key and team, and the file of the key, with colons between.",
        secret=True,
    ),
    Var(
        "BROADSHEET_SECOND_FACTOR",
        "",
        "Who must show a second factor to come into the newsroom: `staff`, or `nobody`, for a "
        "demonstration. Empty: staff in production, elsewhere nobody.",
    ),
    Var(
        "BROADSHEET_NODE",
        "",
        "Name of this node among those that share the database; each needs its own. Empty: the "
        "name of the machine.",
    ),
    Var(
        "BROADSHEET_NODE_ADDRESS",
        "",
        "Where the other nodes reach this one, without a slash at the end, like "
        "http://10.0.0.5:8000. Empty: where `serve` listens.",
    ),
    Var(
        "BROADSHEET_METRICS_TOKEN",
        "",
        "Who sends it as `Authorization: Bearer …` gets /metrics. Empty: only who asks from this "
        "machine, past no proxy.",
        secret=True,
    ),
    Var(
        "BROADSHEET_CDN",
        "",
        "Who keeps copies of pages in front of this server and is told when they are wrong: "
        "`fastly`, `cloudflare`, or `purge` for a proxy that understands PURGE. Empty: nobody.",
    ),
    Var(
        "BROADSHEET_CDN_ADDRESS",
        "",
        "Where it is told: https://api.fastly.com/service/ID, "
        "https://api.cloudflare.com/client/v4/zones/ID, or the proxy's own, like "
        "http://127.0.0.1:6081.",
    ),
    Var(
        "BROADSHEET_CDN_TOKEN",
        "",
        "Token that allows to purge there; a proxy may do without.",
        secret=True,
    ),
    Var(
        "BROADSHEET_CDN_TAGS",
        "",
        "Header that names what a page was made from: `Surrogate-Key` or `Cache-Tag`. With it, "
        "copies are purged by tag; empty: by address.",
    ),
    Var(
        "BROADSHEET_CDN_KEEPS",
        "0",
        "For how many seconds it may keep a page that it is told to throw away. 0: for one second, "
        "as any other proxy.",
    ),
    Var(
        "BROADSHEET_DEBUG",
        "",
        "1 shows tracebacks in the browser; for development only, refused in production.",
    ),
)


def read(name: str) -> str:
    """The value of a variable of the table, or its default."""
    var = next(var for var in VARS if var.name == name)
    return os.environ.get(var.name, "").strip() or var.default


def number(name: str, *, of: str, least: int = 0, most: int = MOST) -> int:
    """The value of a variable that counts something, within bounds."""
    given = read(name)
    is_number = given.isascii() and given.isdigit() and len(given) <= len(str(MOST))
    if not is_number or not least <= int(given) <= most:
        bounds = f"{least} or more" if most == MOST else f"{least} to {most}"
        raise BadConfig(f"{name} is {given!r}: give a number of {of}, {bounds}")
    return int(given)
