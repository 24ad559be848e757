"""What the server runs: the door, with Django behind it."""

import os

from broadsheet.press.door.serving import Behind, Door
from broadsheet.press.pressing import store_of_this_node

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "broadsheet.settings")


def django() -> Behind:
    """Called in a thread of its own: pages that are kept need not wait for it."""
    from broadsheet.press.rendering import Django  # noqa: PLC0415

    return Django()


application = Door(store_of_this_node(), django)
