"""What a worker with 100,000 sheets weighs, and how soon after a cold start it sends one."""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.door import Server, listening, processor_time, serving
from benchmarks.papers import ROOT, environment, say
from broadsheet.ops.management.commands.serve import web_command

SHEETS = 100_000
ASKED = 5_000
STARTS = 5
PAGE = "/filled/{}/"
MOST = 200
"""MB"""
LATEST = 1000
"""Milliseconds."""
MISSES = ("/", "/latest/", "/topics/", "/authors/", "/feeds/rss.xml", "/news-sitemap.xml")


def section(paper: Path, scratch: Path) -> list[str]:
    """What is written of it, from that paper."""
    say(f"filling a store with {SHEETS:,} sheets")
    env = environment(paper, BROADSHEET_SHEETS=str(scratch))
    fill = [sys.executable, "-m", "benchmarks.weight"]
    subprocess.run(fill, env=env, cwd=ROOT, check=True)
    load = os.getloadavg()[0]
    starts = [cold_start(env) for _ in range(STARTS)]
    with serving(paper, env=env) as server:
        weight = weight_of(server)
    return [
        "## A worker",
        "",
        f"One web worker over a store of {SHEETS:,} sheets, with Django loaded, after",
        f"{ASKED:,} hits and a few misses; mapped sheets do not count. From a cold start until",
        f"the first hit, before Django is loaded: medians of {STARTS}, with a load of {load:.0f}.",
        "",
        "| | measured | bar |",
        "| --- | ---: | ---: |",
        f"| private memory | {weight:.0f} MB | {MOST} MB |",
        f"| from start to first hit | {median(starts, 0):.0f} ms | {LATEST} ms |",
        f"| processor time of that | {median(starts, 1):.0f} ms | |",
    ]


def median(pairs: list[tuple[float, float]], place: int) -> float:
    return statistics.median(pair[place] for pair in pairs)


def cold_start(env: dict[str, str]) -> tuple[float, float]:
    """Milliseconds until the first hit, and of processor time until then."""
    with listening() as (port, descriptor):
        began = time.perf_counter()
        process = subprocess.Popen(web_command(descriptor), env=env, pass_fds=[descriptor])
        try:
            # The socket listens: this waits until somebody answers.
            ask(f"http://127.0.0.1:{port}", [PAGE.format(1)], hits=True)
            took = time.perf_counter() - began
            return took * 1000, processor_time(process.pid) * 1000
        finally:
            process.terminate()
            process.wait()


def ask(address: str, pages: list[str], *, hits: bool = False) -> None:
    """Ask for pages, one after the other."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    for page in pages:
        connection.request("GET", page)
        answer = connection.getresponse()
        answer.read()
        if hits and 'desc="hit"' not in answer.headers["server-timing"]:
            raise SystemExit(f"{page} was not kept")
    connection.close()


def weight_of(server: Server) -> float:
    """MB that the worker has for itself alone, once it has been at work."""
    ask(server.address, list(MISSES))
    step = SHEETS // ASKED
    ask(server.address, [PAGE.format(number) for number in range(0, SHEETS, step)], hits=True)
    return private(server.process_id)


def private(process_id: int) -> float:
    """MB of memory of a process alone, but for the file of sheets that it has mapped."""
    found, is_counted = 0, True
    for line in Path(f"/proc/{process_id}/smaps").read_text().splitlines():
        name, *values = line.split()
        if not name.endswith(":"):
            is_counted = not line.endswith("data.mdb")
        elif is_counted and name in {"Private_Clean:", "Private_Dirty:"}:
            found += int(values[0])
    return found * 1024 / 1e6


def fill() -> None:
    """In the process that has a store: lay short sheets in it, each with a story's notes."""
    from broadsheet.press.pressing import store_of_this_node  # noqa: PLC0415
    from broadsheet.press.recording import Recording  # noqa: PLC0415
    from broadsheet.press.sheet import press_answer  # noqa: PLC0415

    store = store_of_this_node()
    store.start_empty(b"")
    body = b"<p>The quay was quiet, and the bridge was open.</p>\n" * 40
    sheet = press_answer(200, [("content-type", "text/html; charset=utf-8")], body).dump()
    for number in range(SHEETS):
        record = Recording()
        record.note(f"page:{number}", number, sources=[f"story:{number}", f"section:{number % 8}"])
        record.note(f"place:{number}", number, sources=[f"named:story:{number}"])
        for other in range(6):
            record.note(f"card:{number + other}", 1, sources=[f"story:{number + other}"])
        store.put(PAGE.format(number), sheet, record, begun=store.begun())


if __name__ == "__main__":
    fill()
