"""`broadsheet work`: the background worker alone."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from broadsheet.ops.background import work
from broadsheet.ops.processes import stopping_when_asked


class Command(BaseCommand):
    help = (
        "Do the background work: publish and take down what is due, print pictures, keep pressed "
        "pages right. "
        "`broadsheet serve` starts one by itself; run this alone where web and work are apart."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with stopping_when_asked() as stopping:
            has_ended = work(stopping)
        if not has_ended:
            os._exit(0)  # nothing else ends a thread in the middle of a picture
