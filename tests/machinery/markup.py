"""Asks the Nu HTML checker about pages, many in one start of its engine."""

import json
import subprocess
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.machinery.kept import ROOT

Nu = Callable[[Mapping[str, str]], dict[str, list[str]]]


@pytest.fixture
def nu(tmp_path: Path) -> Nu:
    """`nu({name: html})` tells, for each page that has any, the errors the checker found."""

    def check(pages: Mapping[str, str]) -> dict[str, list[str]]:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            file = tmp_path / f"page-{number}.html"
            file.write_text(html, encoding="utf-8")
            names[file.as_uri()] = name
        found: dict[str, list[str]] = defaultdict(list)
        for message in _messages([tmp_path / uri.rpartition("/")[2] for uri in names]):
            found[names[_uri(message["url"])]].append(_sentence(message))
        return dict(found)

    return check


def _messages(files: list[Path]) -> list[dict[str, str]]:
    (jar,) = (ROOT / "var" / "tools").glob("vnu-*.jar")
    command = ["java", "-jar", jar, "--errors-only", "--format", "json", "--exit-zero-always"]
    result = subprocess.run(
        [*map(str, command), *map(str, files)], capture_output=True, text=True, check=True
    )
    messages: list[dict[str, str]] = json.loads(result.stderr)["messages"]
    return messages


def _uri(address: str) -> str:
    """The checker writes file:/x where Python writes file:///x."""
    return "file:///" + address.removeprefix("file:").lstrip("/")


def _sentence(message: dict[str, str]) -> str:
    line, extract = message.get("lastLine", "?"), message.get("extract", "")
    return f"line {line}: {message['message']} {extract!r}"
