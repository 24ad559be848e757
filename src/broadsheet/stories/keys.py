"""The lists that stories stand in, by name; the facts that pages read of stories.

Takes plain ids, so that it can be asked without a database.
"""

from collections.abc import Iterable
from datetime import date

LATEST = "latest"
CORRECTIONS = "corrections"
SECTION = "section:"


def section(section_id: int) -> str:
    return f"{SECTION}{section_id}"


def topic(topic_id: int) -> str:
    return f"topic:{topic_id}"


def author(author_id: int) -> str:
    return f"author:{author_id}"


STORYLINE = "storyline:"


def storyline(storyline_id: int) -> str:
    return f"{STORYLINE}{storyline_id}"


def lists_of(
    *,
    section_id: int,
    parent_section_id: int | None,
    topic_ids: Iterable[int],
    author_ids: Iterable[int],
    storyline_ids: Iterable[int] = (),
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
        *(storyline(storyline_id) for storyline_id in storyline_ids),
    }


# --- facts, and what they are read from: see `press.recording` ----------------------------------


def source(story_id: int) -> str:
    """What a change to a story alters."""
    return f"story:{story_id}"


def id_in(source: str) -> int | None:
    """The story that a source is of, if it is one."""
    kind, _colon, number = source.partition(":")
    return int(number) if kind == "story" and number.isdecimal() else None


def card(story_id: int) -> str:
    return f"card:{story_id}"


def shown(story_id: int) -> set[str]:
    """The facts by which a page, a front or a feed shows a story."""
    facts = (card, page, item, history)
    return {fact(story_id) for fact in facts}


def history(story_id: int) -> str:
    """All versions of a story that readers could have seen."""
    return f"history:{story_id}"


FOLD = "fold"
"""Where the paper folds its stories."""


def page(story_id: int) -> str:
    """All of a story's page but what stands beside the story."""
    return f"page:{story_id}"


def item(story_id: int) -> str:
    """All of a story as feeds get it."""
    return f"item:{story_id}"


def form(name: str, story_id: int) -> str:
    """A story in another form (`story.txt`), byte for byte."""
    return f"{name}:{story_id}"


def month(first_on: date) -> str:
    """Any change to a story first published in that month (in UTC)."""
    return f"month:{first_on:%Y-%m}"


MONTHS = "months"
"""In which months stories were published, and when any of them last changed."""


def place(path: str) -> str:
    """Which public story has this address."""
    return f"place:{path}"


def known(path: str) -> str:
    """Whether readers have seen a story at this address, public now or not."""
    return f"seen:{path}"


def window(name: str, *, first: int, count: int) -> str:
    """The ids of so many stories of a list."""
    return f"window:{name}/{first}+{count}"


def leaf(name: str, *, first: int, count: int) -> str:
    """The same, and whether the list goes on."""
    return f"leaf:{name}/{first}+{count}"


def parts_of_window(key: str) -> tuple[str, int, int]:
    """List, first and count of a window or leaf."""
    name, _slash, range_ = key.partition(":")[2].rpartition("/")
    first, _plus, count = range_.partition("+")
    return name, int(first), int(count)


def in_list(name: str) -> str:
    """What a line that comes into a list, leaves it or moves in it alters."""
    return f"list:{name}"


def name_of(source: str) -> str:
    """The list that such a source is about."""
    return source.partition(":")[2]


def after(section_id: int, story_id: int) -> str:
    """The stories that were published in a section before that one: a fact and its own source."""
    return f"after:{section_id}/{story_id}"


def alike(story_id: int) -> str:
    """The stories that are like that one: a fact and its own source."""
    return f"alike:{story_id}"


def so_far(story_id: int) -> str:
    """What the page of a story tells of the storylines that it belongs to."""
    return f"sofar:{story_id}"


def part_of(story_id: int) -> str:
    """In which storylines a story is an episode: what a change to any of them alters."""
    return f"parts:{story_id}"
