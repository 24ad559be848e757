"""`broadsheet work`: the background worker alone."""

from __future__ import annotations

import os
from typing import Any

from broadsheet.ops.background import work
from broadsheet.ops.management.options.work import describe
from broadsheet.ops.processes import stopping_when_asked
from broadsheet.verbs import VerbCommand


class Command(VerbCommand):
    verb = "work"
    describe = staticmethod(describe)

    def handle(self, *args: Any, **options: Any) -> None:
        with stopping_when_asked() as stopping:
            has_ended = work(stopping)
        if not has_ended:
            os._exit(0)  # nothing else ends a thread in the middle of a picture
