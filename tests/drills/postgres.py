"""A PostgreSQL of a drill's own, which may be stopped and started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from itertools import count
from pathlib import Path

import psycopg

from tests.drills.waiting import PATIENCE, wait_until

AS_POSTGRES = ["--reuid=postgres", "--regid=postgres", "--clear-groups"]


class Postgres:
    """A server on a socket in a folder of its own."""

    def __init__(self, home: Path, *, data: Path | None = None) -> None:
        """With what lies in `data`, where one of these has worked; else an empty one."""
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        self.programs = found[-1] if found else Path(str(shutil.which("initdb"))).resolve().parent
        self.home = home
        self.url = self._url_of("postgres")
        self._copies = count()
        self.process: subprocess.Popen[bytes] | None = None
        self._as_server = ["setpriv", "--pdeathsig", "INT"]
        if is_root := os.geteuid() == 0:  # as whom PostgreSQL refuses to run
            self._as_server += AS_POSTGRES
            shutil.chown(home, "postgres")
        if data is None:
            self._make()
            return
        shutil.copytree(data, home / "data")
        for each in [home / "data", *(home / "data").rglob("*")] if is_root else ():
            shutil.chown(each, "postgres")

    def _make(self) -> None:
        making = ["--pgdata", f"{self.home}/data", "--auth", "trust", "--username", "app"]
        letters = ["--no-sync", "--encoding", "UTF8", "--locale", "C.UTF-8"]
        command = self._command("initdb", *making, *letters)
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)

    def _url_of(self, name: str) -> str:
        return f"postgresql://app@/{name}?host={self.home}"

    def _command(self, program: str, *arguments: str) -> list[str]:
        return [*self._as_server, str(self.programs / program), *arguments]

    def start(self) -> None:
        place = ["-D", f"{self.home}/data", "-k", str(self.home), "-h", ""]
        command = self._command("postgres", *place, "-c", "fsync=off")
        with (self.home / "log").open("a") as log:
            self.process = subprocess.Popen(command, cwd="/", stdout=log, stderr=log)
        ready = [str(self.programs / "pg_isready"), "--quiet", "--host", str(self.home)]
        wait_until(lambda: subprocess.run(ready, check=False).returncode == 0)

    def stop(self) -> None:
        """As its service would: whoever is connected is cut off."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)
            self.process = None

    def copy(self) -> str:
        """A new database that has what is at our address; its own."""
        name = f"copy_{next(self._copies)}"
        with psycopg.connect(self._url_of("template1"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
        return self._url_of(name)
