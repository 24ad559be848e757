"""What pages read of sections, topics, authors and storylines, by name: see `press.recording`."""

SECTIONS = "sections"
"""Which sections there are, and anything about any of them."""
TOPICS = "topics"
AUTHORS = "authors"
STORYLINES = "storylines"
"""Which storylines have begun, and anything about any of them."""


def section(section_id: int) -> str:
    return f"section:{section_id}"


def topic(topic_id: int) -> str:
    return f"topic:{topic_id}"


def within(topic_id: int) -> str:
    """The places that lie in a place."""
    return f"within:{topic_id}"


def author(author_id: int) -> str:
    return f"author:{author_id}"


def storyline(storyline_id: int) -> str:
    """A storyline and its episodes."""
    return f"storyline:{storyline_id}"


def named(kind: str, slug: str) -> str:
    """Whatever of a kind (`section`, `story`, `topic`…) has a slug, or comes to have it."""
    return f"named:{kind}:{slug}"
