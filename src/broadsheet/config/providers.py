"""Who else vouches for readers: providers of OpenID Connect, and Apple."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from broadsheet.config.addresses import is_web, parts_of
from broadsheet.config.variables import LOOPBACK, BadConfig, read

APPLE_PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of OpenID Connect, and our client there."""

    name: str
    """what readers call it"""
    id: str
    """its name in addresses"""
    issuer: str
    """its address, without a slash at the end"""
    client: str
    secret: str

    @property
    def origin(self) -> str:
        """Where browsers are led."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class Apple:
    """Our client at Apple, whose secret is signed anew for each log-in."""

    client: str
    key: str
    team: str
    certificate: str
    """the key itself, as text"""


def openid() -> tuple[Provider, ...]:
    """The providers of BROADSHEET_OPENID. Raises BadConfig."""
    found = tuple(_provider(url) for url in read("BROADSHEET_OPENID").split())
    if len({each.id for each in found}) < len(found):
        raise BadConfig("BROADSHEET_OPENID: two have the same name; give each its own with ?name=")
    return found


def _provider(url: str) -> Provider:
    parts = parts_of(url)
    if parts is None or not is_web(parts) or not parts.username:
        raise BadConfig(
            "BROADSHEET_OPENID: give https://client:secret@issuer?name=Name, with blanks between"
        )
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise BadConfig(
            f"BROADSHEET_OPENID: {parts.hostname} has to be asked by https, or anybody on the way "
            "could vouch for anybody"
        )
    name = parse_qs(parts.query).get("name", [str(parts.hostname)])[0]
    slug = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
    if not slug:
        raise BadConfig(f"BROADSHEET_OPENID: give a name with letters, not {name!r}")
    _credentials, _at, host = parts.netloc.rpartition("@")
    return Provider(
        name=name,
        id=slug,
        issuer=f"{parts.scheme}://{host}{parts.path}".rstrip("/"),
        client=unquote(parts.username),
        secret=unquote(parts.password or ""),
    )


def apple() -> Apple | None:
    """Our client of BROADSHEET_APPLE. Raises BadConfig."""
    given = read("BROADSHEET_APPLE")
    if not given:
        return None
    client, *rest = given.split(":", APPLE_PARTS - 1)
    if len(rest) < APPLE_PARTS - 1:
        raise BadConfig("BROADSHEET_APPLE: give client:key:team:file")
    key, team, file = rest
    try:
        return Apple(client, key, team, Path(file).read_text())
    except OSError as error:
        raise BadConfig(f"BROADSHEET_APPLE: cannot read {file}: {error.strerror}") from error
