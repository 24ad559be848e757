"""Measures everything on papers made for it, and writes docs/benchmarks.md. Run by `make bench`."""

from __future__ import annotations

import os
import platform
import tempfile
from pathlib import Path

from benchmarks import door, uncached

DOC = uncached.ROOT / "docs" / "benchmarks.md"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as scratch:
        folder = Path(scratch)
        papers = {size: uncached.build(folder / str(size), size) for size in uncached.SIZES}
        smallest = papers[min(papers)]
        lines = [
            *("# Benchmarks", ""),
            "Written by `make bench`. Times are of one busy machine and mean little by themselves:",
            "look at the ratio of two columns of one run.",
            *("", f"Machine: {machine()}, SQLite.", ""),
            *uncached.section(papers),
            "",
            *door.section(smallest, folder / "door"),
        ]
    DOC.write_text("\n".join([*lines, ""]))
    uncached.say(DOC.read_text())


def machine() -> str:
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
