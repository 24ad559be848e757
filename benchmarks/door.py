"""How fast a kept page is sent, beside nginx sending the same bytes from disk, and beside Django.

Needs Debian's `nginx` and `wrk`. One worker each, asked in turn over 32 connections, so that a busy
machine is as busy for one as for the other. Processor time a request is told as well: it does not
depend on who else is busy.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.papers import ROOT
from broadsheet.ops.management.commands.serve import web_command
from broadsheet.press.door.server import BACKLOG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HEADING = "## Sending a page that is kept"
ROUNDS = 3
SECONDS = 5
CONNECTIONS = 32
FEWER = 4
"""Connections to Django, which would otherwise answer later than anybody waits."""
PATIENCE = 120.0
TICK = os.sysconf("SC_CLK_TCK")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}

PLAIN = "benchmarks.plain:application"
NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")  # which Debian keeps from users

NGINX_SETTINGS = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    types {{ text/html html; }}
    server {{
        listen 127.0.0.1:{port};
        root {folder}/www;
        gzip_static on;
    }}
}}
"""


@dataclass(frozen=True, slots=True)
class Round:
    """What one server did in a few seconds."""

    rate: float
    """requests a second"""
    p99: float
    """milliseconds"""
    cost: float
    """microseconds of processor time a request"""


@dataclass(frozen=True, slots=True)
class Server:
    """A web server that answers."""

    address: str
    process_id: int


def section(paper: Path, scratch: Path) -> list[str]:
    """What is written of it, from that paper; a sentence where the tools are missing."""
    if not (NGINX and shutil.which("wrk")):
        return [HEADING, "", "Not measured, for want of `nginx` and `wrk`."]
    with serving(paper) as door:
        page = a_story(door)
        with nginx(scratch, door, page) as other, serving(paper, PLAIN) as plain:
            # It listens before it is ready.
            urllib.request.urlopen(plain.address + page, timeout=PATIENCE).close()  # noqa: S310
            rounds = [
                (ask(door, page), ask(other, page), ask(plain, page, connections=FEWER))
                for _ in range(ROUNDS)
            ]
    return report(*map(list, zip(*rounds, strict=True)))


def a_story(door: Server) -> str:
    """The address of the newest story."""
    with urllib.request.urlopen(f"{door.address}/latest/", timeout=PATIENCE) as answer:  # noqa: S310
        return found(r'href="(/[\w-]+/\d{4}/\d\d/\d\d/[\w-]+/)"', answer.read().decode())[1]


@contextmanager
def serving(
    paper: Path, application: str = "", *, env: Mapping[str, str] = os.environ
) -> Iterator[Server]:
    """The web server as `broadsheet serve` runs it, with one worker and nothing beside it."""
    with listening() as (port, descriptor):
        command = [*web_command(descriptor), *filter(None, [application])]
        with running(
            command, port, env={**env, "BROADSHEET_VAR": str(paper)}, files=[descriptor]
        ) as server:
            yield server


@contextmanager
def listening() -> Iterator[tuple[int, int]]:
    """A port of this machine that somebody listens on, and the number of its open file."""
    with socket.create_server(("127.0.0.1", 0), backlog=BACKLOG) as listener:
        yield int(listener.getsockname()[1]), listener.fileno()


@contextmanager
def nginx(scratch: Path, door: Server, page: str) -> Iterator[Server]:
    """nginx with the page as the door sends it, packed already."""
    place = scratch / "www" / page.strip("/")
    place.mkdir(parents=True)
    packed = fetch(door.address + page)
    (place / "index.html.gz").write_bytes(packed)
    (place / "index.html").write_bytes(gzip.decompress(packed))
    port = free_port()
    config = scratch / "nginx.conf"
    config.write_text(NGINX_SETTINGS.format(folder=scratch, port=port))
    # Its worker is another user.
    for folder in (scratch, scratch.parent):
        folder.chmod(0o755)
    with running([NGINX or "", "-c", str(config)], port, env=dict(os.environ)) as server:
        yield server


@contextmanager
def running(
    command: list[str], port: int, *, env: dict[str, str], files: Sequence[int] = ()
) -> Iterator[Server]:
    process = subprocess.Popen(command, env=env, cwd=ROOT, pass_fds=files)
    try:
        wait_for(port)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait()


def ask(server: Server, page: str, *, connections: int = CONNECTIONS) -> Round:
    """Load one server for a few seconds."""
    before = processor_time(server.process_id)
    command = [
        "wrk", "-t1", f"-c{connections}", f"-d{SECONDS}", "--latency",
        "-H", "Accept-Encoding: gzip", server.address + page,
    ]  # fmt: skip
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    spent = processor_time(server.process_id) - before
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(f"not every request was answered:\n{told}")
    requests = int(found(r"(\d+) requests in", told)[1])
    p99, unit = found(r"99%\s+([\d.]+)(us|ms|s)", told).groups()
    rate = float(found(r"Requests/sec:\s+([\d.]+)", told)[1])
    return Round(rate, float(p99) * UNITS[unit], spent / requests * 1e6)


def found(pattern: str, text: str) -> re.Match[str]:
    match = re.search(pattern, text)
    if match is None:
        raise SystemExit(f"nobody can read what wrk tells:\n{text}")
    return match


def processor_time(process_id: int) -> float:
    """Seconds that a process and its children have had of a processor."""
    children = Path(f"/proc/{process_id}/task/{process_id}/children").read_text().split()
    spent = 0.0
    for each in (process_id, *map(int, children)):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / TICK
    return spent


def fetch(address: str) -> bytes:
    """The page, packed; asked for twice, so that it is kept afterwards."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    for _ in range(2):
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            packed = answer.read()
    if 'desc="hit"' not in answer.headers["server-timing"]:
        raise SystemExit("the page was not kept")
    return packed


def wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit(f"nothing listens on {port}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def report(mine: list[Round], other: list[Round], plain: list[Round]) -> list[str]:
    """Medians of the rounds, side by side; ratios are of rounds that were run together."""
    ratio = statistics.median(m.rate / o.rate for m, o in zip(mine, other, strict=True))
    slower = statistics.median(m.p99 / o.p99 for m, o in zip(mine, other, strict=True))
    times = statistics.median(m.rate / p.rate for m, p in zip(mine, plain, strict=True))
    dearer = statistics.median(p.cost / m.cost for m, p in zip(mine, plain, strict=True))
    lines = [
        HEADING,
        "",
        f"A story page in gzip, {CONNECTIONS} connections, one worker each; medians of {ROUNDS}",
        f"runs of {SECONDS} s in turn, on a machine with a load of {os.getloadavg()[0]:.0f}.",
        "",
        "| | requests a second | p99, ms | µs of processor a request |",
        "| --- | ---: | ---: | ---: |",
    ]
    told = {"the door": mine, "nginx, from disk": other, "Django, made each time": plain}
    for name, rounds in told.items():
        rate, p99, cost = (
            statistics.median(getattr(each, field) for each in rounds)
            for field in ("rate", "p99", "cost")
        )
        lines.append(f"| {name} | {rate:,.0f} | {p99:.1f} | {cost:.1f} |")
    lines += [
        "",
        f"The door sends {ratio:.2f} of what nginx does (bar 0.40); its p99 is {slower:.1f} ×",
        f"nginx’s (bar 2). Django, asked over {FEWER} connections, sends one page for every",
        f"{times:,.0f} of the door’s (bar 100), and has {dearer:,.0f} times the processor for it.",
    ]
    return lines


def main() -> None:
    """Measure a paper that is there already: `python -m benchmarks.door FOLDER`."""
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as scratch:
        lines = section(Path(sys.argv[1]), Path(scratch))
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
