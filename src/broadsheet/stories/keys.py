"""The lists that stories stand in, by name.

Takes plain ids, so that it can be asked without a database.
"""

from collections.abc import Iterable

LATEST = "latest"
CORRECTIONS = "corrections"
SECTION = "section:"


def section(section_id: int) -> str:
    return f"{SECTION}{section_id}"


def topic(topic_id: int) -> str:
    return f"topic:{topic_id}"


def author(author_id: int) -> str:
    return f"author:{author_id}"


def lists_of(
    *,
    section_id: int,
    parent_section_id: int | None,
    topic_ids: Iterable[int],
    author_ids: Iterable[int],
    is_corrected: bool = False,
) -> set[str]:
    """Every list a published story stands in. A part of a section stands in the whole, too."""
    sections = {section(section_id)}
    if parent_section_id is not None:
        sections.add(section(parent_section_id))
    return {
        LATEST,
        *({CORRECTIONS} if is_corrected else ()),
        *sections,
        *(topic(topic_id) for topic_id in topic_ids),
        *(author(author_id) for author_id in author_ids),
    }
