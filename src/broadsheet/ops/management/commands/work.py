"""`broadsheet work`: the background worker alone."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from broadsheet.ops.background import work

if TYPE_CHECKING:
    from types import FrameType


class Command(BaseCommand):
    help = (
        "Do the background work: publish and take down what is due, print pictures, keep pressed "
        "pages right. "
        "`broadsheet serve` starts one by itself; run this alone where web and work are apart."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            stopping.set()

        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGTERM, stop)
        if not work(stopping):
            os._exit(0)  # nothing else ends a thread in the middle of a picture
