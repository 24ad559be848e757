"""Debian's nginx with the configuration that we ship, on ports of a test."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2

from tests.drills.waiting import PATIENCE, wait_until
from tests.machinery.kept import ROOT

PROGRAM = shutil.which("nginx") or "/usr/sbin/nginx"

AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/broadsheet.conf;
}}
"""
"""What stands around our part, as Debian's own does, in a folder of the test."""


class Nginx:
    """A server before two nodes."""

    def __init__(self, folder: Path, *, port: int, nodes: tuple[int, int]) -> None:
        self.site = f"http://127.0.0.1:{port}"
        self.config = folder / "nginx.conf"
        ours = (ROOT / "deploy" / "nginx.conf").read_text()
        for told, here in (
            ("127.0.0.1:8000", f"127.0.0.1:{nodes[0]}"),
            ("127.0.0.1:8001", f"127.0.0.1:{nodes[1]}"),
            ("listen 80;", f"listen 127.0.0.1:{port};"),
            ("/var/cache/nginx/broadsheet", f"{folder}/cache"),
        ):
            assert ours.count(told) == 1, f"deploy/nginx.conf does not say {told} once"
            ours = ours.replace(told, here)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "broadsheet.conf").write_text(ours)
        self.config.write_text(AROUND.format(folder=folder, user=user))

    def check(self) -> str:
        """What `nginx -t` says."""
        command = [PROGRAM, "-t", "-c", str(self.config)]
        return subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False).stderr

    @contextmanager
    def running(self) -> Iterator[None]:
        command = ["setpriv", "--pdeathsig", "TERM", PROGRAM, "-c", str(self.config)]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            wait_until(self.answers)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)

    def answers(self) -> bool:
        with suppress(httpx2.TransportError):
            return bool(self.get("/livez").status_code)
        return False

    def get(self, path: str, **headers: str) -> httpx2.Response:
        return httpx2.get(self.site + path, headers=headers, timeout=30)
