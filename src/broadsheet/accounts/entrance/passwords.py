"""How passwords are kept: slow to guess for whoever steals them, and not too dear for us."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import Any, Final

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE: Final = BoundedSemaphore(4)
"""How many a process reckons at the same time: each takes memory, and anybody may ask for one."""


class Argon2(Argon2PasswordHasher):
    """With what OWASP asks for: 19 MiB, gone over twice. Others are renewed at the next log-in."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, *args: Any) -> str:
        with AT_ONCE:
            hashed: str = super().encode(*args)
        return hashed

    def verify(self, *args: Any) -> bool:
        with AT_ONCE:
            return bool(super().verify(*args))
