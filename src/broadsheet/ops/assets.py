"""Style sheets, scripts and icons, gathered where the server finds them when they change."""

from __future__ import annotations

import hashlib
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

STAMP = "gathered"


def gather() -> bool:
    """Collect static files unless what is there is of this very release. True if it did."""
    root = Path(settings.STATIC_ROOT)
    stamp, wanted = root / STAMP, release()
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)
    return True


def release() -> str:
    """Changes with any installed package and with any asset of our own."""
    digest = hashlib.sha256()
    for line in sorted(f"{each.name}=={each.version}" for each in distributions()):
        digest.update(line.encode())
    for folder in (settings.HERE / "assets", *sorted(settings.HERE.glob("*/static"))):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()
