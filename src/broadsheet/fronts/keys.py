"""What pages read of fronts, lists and standing pages, by name: see `press.recording`."""

FRONTS = "fronts"
"""What editors have put on any front."""
TOP_SECTIONS = "sections"
"""The sections that the home page has a block for."""
TOPICS_INDEX = "topics"
AUTHORS_INDEX = "authors"
STORYLINES_INDEX = "storylines"


def front(section_id: int | None) -> str:
    """The stories that an editor has put on a front; without a section, on the home page."""
    return f"front:{section_id or 'home'}"


def section(section_id: int) -> str:
    """A section's front without its stories."""
    return f"section:{section_id}"


def topic(topic_id: int) -> str:
    return f"topic:{topic_id}"


def author(author_id: int) -> str:
    return f"author:{author_id}"


def storyline(storyline_id: int) -> str:
    """A storyline's page without its stories."""
    return f"storyline:{storyline_id}"


def episodes(storyline_id: int) -> str:
    """All that readers may see of a storyline, in order."""
    return f"episodes:{storyline_id}"


def standing(path: str) -> str:
    """The standing page at a path, without its frame."""
    return f"standing:{path}"


def former(path: str) -> str:
    """Where a path leads at which nothing is to be seen any more."""
    return f"former:{path}"


def known(path: str) -> str:
    """Whether readers have seen something at a path at which nothing is to be seen now."""
    return f"known:{path}"
