"""Jobs for the background worker of a test, in this process or in another."""

import time
from pathlib import Path

from django_tasks import task


@task()
def wait_for_word(folder: str) -> None:
    """Note that it has begun; end once there is a file `enough`, and note that."""
    place = Path(folder)
    _note(place, "begun")
    while not (place / "enough").exists():
        time.sleep(0.05)
    _note(place, "done")


@task()
def note(folder: str, word: str) -> None:
    _note(Path(folder), word)


def _note(place: Path, word: str) -> None:
    with (place / "notes").open("a") as file:
        file.write(f"{word}\n")


def notes(folder: Path) -> list[str]:
    """What has been noted so far, in its order."""
    try:
        return (folder / "notes").read_text().split()
    except FileNotFoundError:
        return []
