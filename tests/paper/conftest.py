"""Prints sample pages, and serves them to a browser under the policy that readers' pages have."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from PIL import Image

from broadsheet.paper import assets
from tests.paper import samples

POLICY = "; ".join(f"{name} {' '.join(values)}" for name, values in settings.READERS_POLICY.items())


def printed(template: str, page: object, *, language: str = "en", **head: Any) -> str:
    """The HTML of a page in a language."""
    with translation.override(language):
        context = {"frame": samples.frame(language), "head": samples.head(**head), "page": page}
        return render_to_string(template, context)


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing: the tests speak."""


Publish = Callable[[str, str], str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder that is served, and the address it is served at."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(assets.ROOT / assets.MARKS, folder / "static")
    assets.assemble(folder / "static")
    (folder / "pictures").mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def publish(house: tuple[Path, str]) -> Publish:
    """`publish(path, html)` serves a page, with small pictures in it, and gives its address."""
    folder, address = house

    def publish(path: str, html: str) -> str:
        file = folder / path.strip("/") / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, "utf-8")
        for number in range(1, 10):
            where = folder / "pictures" / f"{number}-0"
            if not where.exists():
                where.mkdir()
                for width in (320, 640, 960, 1280, 1920):
                    drawing = Image.new("RGB", (width, width * 2 // 3), "steelblue")
                    for kind in ("avif", "webp", "jpg"):
                        drawing.resize((6, 4)).save(where / f"whole-{width}.{kind}")
        return address + path

    return publish
