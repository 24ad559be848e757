"""`broadsheet serve`: web workers and the background worker, in one command."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from typing import Any

from django.core.management.base import CommandError
from django.db import connection

from broadsheet import config
from broadsheet.ops import assets
from broadsheet.ops.management.options.serve import describe
from broadsheet.ops.processes import Child, keep_running
from broadsheet.press.door.server import BACKLOG
from broadsheet.readiness import must_be_migrated
from broadsheet.verbs import VerbCommand

PATIENCE = 60.0
"""Seconds to wait for the first answer before saying nothing more about it."""


class Command(VerbCommand):
    verb = "serve"
    describe = staticmethod(describe)

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        must_be_migrated()
        connection.close()
        listening = listen(host, port)
        if assets.gather():
            self.stdout.write("Style sheets and scripts are gathered.")
        environment = dict(os.environ)
        here = reached_at(host, port)
        environment.setdefault("BROADSHEET_SITE", here)
        environment.setdefault("BROADSHEET_NODE_ADDRESS", here)
        descriptor = listening.fileno()
        web = web_command(descriptor)
        children = [
            *(
                Child(name_of(number, of=workers), web, environment, files=[descriptor])
                for number in range(1, workers + 1)
            ),
            Child("the background worker", [*me(), "work"], environment),
        ]
        site = environment["BROADSHEET_SITE"]
        threading.Thread(target=self.greet, args=(here, site), daemon=True).start()
        sys.exit(keep_running(children))

    def greet(self, here: str, site: str) -> None:
        """Say where everything is, once it answers."""
        if not answers(f"{here}/livez"):
            return
        lines = ["", f"  The paper     {site}/", f"  The newsroom  {site}/newsroom/"]
        logins = config.folder() / "staff.txt"
        if logins.exists():
            lines += ["", f"  Log in as (kept in {logins}):"]
            lines += [f"    {line}" for line in logins.read_text().splitlines()]
        if not config.mail().host:
            lines += [
                "",
                f"  Mails, as with codes to log in, are written to {config.folder() / 'mail'}",
            ]
        # What is called bare in a setting is in brackets in an address.
        names = ", ".join(sorted(set(config.hosts()) - {"::1"}))
        lines += ["", f"  It answers to {names}; BROADSHEET_HOSTS adds names."]
        if site != config.site():
            lines += ["", f"  Other verbs find it by BROADSHEET_SITE={site} before the command."]
        self.stdout.write("\n".join([*lines, "", "  Ctrl-C ends it.", ""]))
        self.stdout.flush()


def me() -> list[str]:
    return [sys.executable, "-m", "broadsheet"]


def name_of(number: int, *, of: int) -> str:
    return "the web worker" if of == 1 else f"web worker {number}"


def web_command(descriptor: int) -> list[str]:
    """One web worker over the socket that has this number among open files."""
    return [sys.executable, "-m", "broadsheet.press.door.server", str(descriptor)]


def reached_at(host: str, port: int) -> str:
    """Where this machine, at least, reaches what listens there."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - everywhere, and so here, too
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; all web workers take readers from it.

    Raises CommandError when nobody can listen there, or somebody else does.
    """
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, UnicodeError) as error:
        listening.close()
        raise CommandError(why_not(error, host, port)) from error
    return listening


def why_not(error: OSError | UnicodeError, host: str, port: int) -> str:
    """What keeps us from listening there, and what to do."""
    if isinstance(error, (socket.gaierror, UnicodeError)):
        return (
            f"There is no address {host!r}. Give one of this machine as --host: 127.0.0.1 for "
            "this machine alone, 0.0.0.0 for all that reach it."
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine. Give another --host."
    return (
        f"Cannot listen on {host}:{port} ({error.strerror}). Give another --port "
        "(with make: PORT=8001 make run)."
    )


def answers(address: str) -> bool:
    """Whether the address answers within our patience."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
