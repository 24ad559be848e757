"""What this installation keeps on its disk: folders, and secrets of its own."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from broadsheet.config.serving import is_production
from broadsheet.config.variables import BadConfig, number, read

SHORTEST_SECRET = 50
FEWEST_SHEETS = 16
"""MiB; with less, a store is busy only with making room."""


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
    return number("BROADSHEET_SHEETS_SIZE", of="MiB", least=FEWEST_SHEETS) * 1024 * 1024


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
