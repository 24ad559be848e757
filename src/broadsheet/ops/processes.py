"""Keeps a few processes running together: started as one, ended as one, revived when they die.

Knows nothing of what they do.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import FrameType

logger = logging.getLogger(__name__)

GRACE = 5.0
"""Seconds a process is given to end by itself."""
LOOK = 0.2
STEADY = 5.0
"""Seconds after which a process counts as having started well."""
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)  # loaded here: between fork and exec it is too late


@dataclass(slots=True)
class Child:
    """A process that is to run as long as we do."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    files: Sequence[int] = ()
    """descriptors of ours that it goes on using"""
    process: subprocess.Popen[bytes] = field(init=False)
    started_at: float = 0.0
    """seconds on the monotonic clock"""
    failures: int = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env=dict(self.environment),
            pass_fds=self.files,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - a single call into libc
        )

    @property
    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def sweep(self) -> None:
        """Kill what a child that has ended left running: whatever it started, in its own session.

        Who is killed outright cannot end it, and it would go on.
        """
        with suppress(ProcessLookupError, PermissionError):  # nobody is left, or only the dead
            os.killpg(self.process.pid, signal.SIGKILL)


def _die_with_parent() -> None:
    """Ask the kernel to end this process with its parent, even if that one is killed outright."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Stop(Exception):
    """Somebody asked us to end."""


@contextmanager
def asked_to_stop() -> Iterator[None]:
    """Inside, Ctrl-C and SIGTERM raise Stop."""

    def stop() -> None:
        raise Stop

    with _when_asked(stop):
        yield


@contextmanager
def stopping_when_asked() -> Iterator[threading.Event]:
    """Inside, Ctrl-C and SIGTERM set the event, and break nothing off."""
    stopping = threading.Event()
    with _when_asked(stopping.set):
        yield stopping


@contextmanager
def _when_asked(deed: Callable[[], None]) -> Iterator[None]:
    def handler(_signal: int, _frame: FrameType | None) -> None:
        deed()

    before = {each: signal.signal(each, handler) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, former in before.items():
            signal.signal(each, former)


def keep_running(children: Sequence[Child], *, attempts: int = 5) -> int:
    """Run until asked to stop (0), or until one dies again and again right after its start (1)."""
    try:
        with asked_to_stop():
            for child in children:
                child.start()
            while True:
                for child in children:
                    if child.has_ended and not revive(child, attempts=attempts):
                        return 1
                time.sleep(LOOK)
    except Stop:
        return 0
    finally:
        end(children)


def revive(child: Child, *, attempts: int) -> bool:
    """Start a process that has ended again, unless it keeps failing at the start."""
    steady = time.monotonic() - child.started_at > STEADY
    child.failures = 1 if steady else child.failures + 1
    code = child.process.returncode
    child.sweep()
    if child.failures >= attempts:
        logger.error("%s ended %d times right after its start (exit %s); giving up",
                     child.name, child.failures, code)  # fmt: skip
        return False
    logger.warning("%s ended (exit %s); starting it again", child.name, code)
    time.sleep(min(2.0, 0.25 * child.failures))
    child.start()
    return True


def end(children: Sequence[Child]) -> None:
    """End every process and what it started: kindly first, then not."""
    started = [child for child in children if hasattr(child, "process")]
    for child in started:
        if not child.has_ended:
            child.process.terminate()
    deadline = time.monotonic() + GRACE
    for child in started:
        try:
            child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("%s did not end in %.0f s; killing it", child.name, GRACE)
            child.process.kill()
            child.process.wait()
        child.sweep()
