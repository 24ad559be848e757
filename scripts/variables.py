"""Writes the table of variables of docs/running.md from `config`'s own, between its markers."""

import re
from pathlib import Path

from broadsheet.config import VARS

DOC = Path(__file__).parent.parent / "docs" / "running.md"
MARKER = re.compile(r"(<!-- variables -->\n).*?(<!-- end -->)", re.DOTALL)


def code(text: str) -> str:
    return f"`{text}`" if text else ""


def main() -> None:
    rows = [f"| `{var.name}` | {code(var.default)} | {var.meaning} |" for var in VARS]
    table = "\n".join(["| variable | default | meaning |", "| --- | --- | --- |", *rows])
    DOC.write_text(MARKER.sub(lambda m: f"{m[1]}\n{table}\n\n{m[2]}", DOC.read_text()))


if __name__ == "__main__":
    main()
