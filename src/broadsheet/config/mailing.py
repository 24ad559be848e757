"""Who takes our mail."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from broadsheet.config.addresses import parts_of
from broadsheet.config.serving import site
from broadsheet.config.variables import LOOPBACK, BadConfig, read

MAIL_PORTS = {"smtp": 587, "smtps": 465}


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


def mail() -> Mail:
    """Who takes our mail, and whose it is."""
    url = read("EMAIL_URL")
    sender = f"no-reply@{urlsplit(site()).hostname}"
    if not url:
        return Mail("", 0, "", "", is_encrypted=False, becomes_encrypted=False, sender=sender)
    parts = parts_of(url)
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
