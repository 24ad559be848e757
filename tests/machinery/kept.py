"""Things slow to make, made once for all workers and for later runs, under `var/test-cache/`."""

import fcntl
import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "var" / "test-cache"
OLD_ONES_KEPT = 3


def fingerprint(files: Iterable[Path], *, also: str = "") -> str:
    """A short name for exactly this content of these files."""
    digest = hashlib.sha256(also.encode())
    for file in sorted(files):
        digest.update(str(file).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def kept(name: str, print_: str, make: Callable[[Path], object]) -> Path:
    """The file or folder of that name and fingerprint, made by `make` where there is none yet."""
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / f"{name}-{print_}"
    with (CACHE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            draft = CACHE / f"draft-{name}"
            remove(draft)
            make(draft)
            draft.rename(path)
            _forget_old(name)
    return path


def remove(path: Path) -> None:
    """Take a file or folder away, if it is there."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _forget_old(name: str) -> None:
    made = sorted(CACHE.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in made[OLD_ONES_KEPT:]:
        remove(path)
