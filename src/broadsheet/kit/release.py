"""Names this very release: changes with any file of the paper's, and with any installed package."""

import sys
import sysconfig
from hashlib import blake2b
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def name(*also: str) -> str:
    """A short name that may stand in a path; `also` is what else makes a release another one.

    Files go by size and date, so that asking costs a few milliseconds.
    """
    packages = sorted(path.name for path in _site().glob("*.dist-info"))
    files = sorted(
        f"{path.relative_to(PACKAGE)} {found.st_size} {found.st_mtime_ns}"
        for path in PACKAGE.rglob("*")
        if "__pycache__" not in path.parts and path.is_file() and (found := path.stat())
    )
    told = "\n".join([sys.version, *also, *packages, *files])
    return blake2b(told.encode(), digest_size=8).hexdigest()


def _site() -> Path:
    return Path(sysconfig.get_paths()["purelib"])
