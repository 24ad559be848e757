"""Runs a web application over a socket that listens already, as one process.

Whoever opened the socket keeps it: while a process that died is started again, readers wait
instead of being turned away.
"""

from __future__ import annotations

import argparse
import resource
import socket
from typing import Any, Final

import uvicorn
from uvicorn.importer import import_from_string

from broadsheet.press.door.protocol import DoorProtocol
from broadsheet.press.door.serving import Door

PAPER: Final = "broadsheet.asgi:application"
BACKLOG: Final = 2048
IDLE_FOR: Final = 75
"""Seconds; longer than nginx keeps a connection that nobody uses, so that it is the one to end it
and never asks over one that has just been closed."""
GRACE: Final = 4
"""Seconds that what is being answered is given when the process is asked to end; fewer than `serve`
gives the process."""


def run(listening: socket.socket, application: str = PAPER) -> None:
    """Serve until asked to end."""
    _open_many_files()
    config = configuration(import_from_string(application))
    uvicorn.Server(config).run(sockets=[listening])


def configuration(application: Any) -> uvicorn.Config:
    """How uvicorn serves the door, or another ASGI application."""
    return uvicorn.Config(
        application,
        http=DoorProtocol if isinstance(application, Door) else "httptools",
        interface="asgi3",
        loop="uvloop",
        ws="none",
        lifespan="off",
        backlog=BACKLOG,
        # Django reads what a trusted proxy says, and how far to trust it is one setting there.
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        log_level="error",
        timeout_keep_alive=IDLE_FOR,
        timeout_graceful_shutdown=GRACE,
    )


def _open_many_files() -> None:
    """A connection is a file, and 1,024 of them are a busy afternoon."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m broadsheet.press.door.server", description=__doc__
    )
    parser.add_argument("descriptor", type=int, help="number of the open file that listens")
    parser.add_argument("application", nargs="?", default=PAPER, help="module:name (%(default)s)")
    asked = parser.parse_args()
    run(socket.socket(fileno=asked.descriptor), asked.application)


if __name__ == "__main__":
    main()
