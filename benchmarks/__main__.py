"""Measures everything on papers made for it, and writes docs/benchmarks.md. Run by `make bench`.

`python -m benchmarks FOLDER` keeps the papers there, and finds them the next time.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from pathlib import Path

from benchmarks import alarms, door, live, register, search, uncached, weight

DOC = uncached.ROOT / "docs" / "benchmarks.md"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as scratch:
        folder = Path(scratch)
        kept = Path(sys.argv[1]) if len(sys.argv) > 1 else folder
        papers = {size: uncached.build(kept / str(size), size) for size in uncached.SIZES}
        smallest = papers[min(papers)]
        largest = uncached.build(kept / str(search.SIZE), search.SIZE)
        lines = [
            *("# Benchmarks", ""),
            "Written by `make bench`. Times are of one busy machine and mean little by themselves:",
            "look at the ratio of two columns of one run.",
            *("", f"Machine: {machine()}, SQLite, with a load of {os.getloadavg()[0]:.0f}.", ""),
            *uncached.section(papers),
            "",
            *door.section(smallest, folder / "door"),
            "",
            *live.section(papers),
            "",
            *weight.section(smallest, folder / "sheets"),
            "",
            *search.section(largest),
            "",
            *register.section(folder / "register"),
            "",
            *alarms.section(kept / "demo"),
        ]
    DOC.write_text("\n".join([*lines, ""]))
    uncached.say(DOC.read_text())


def machine() -> str:
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
