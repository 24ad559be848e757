"""What is done to a paper in a process of its own: `python -m tests.drills.deeds DEED`."""

from __future__ import annotations

import os
import sys
import time
from itertools import count

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from broadsheet.accounts.models import User  # noqa: E402
from broadsheet.press.pressing import store_of_this_node  # noqa: E402
from broadsheet.press.rack.store import State  # noqa: E402
from broadsheet.press.rendering import Django  # noqa: E402
from broadsheet.press.sheet import Sheet  # noqa: E402
from broadsheet.stories.models import Byline, Story, Withdrawal  # noqa: E402
from broadsheet.topics.models import Author, Section  # noqa: E402
from tests.drills.papers import headline  # noqa: E402
from tests.making import make_author, make_paper, make_section  # noqa: E402

STORIES = 12


def say(*words: object) -> None:
    """Print a line whole or not at all: whoever is killed in the midst of one would leave a number
    that the next one's is added to.
    """
    os.write(sys.stdout.fileno(), f"{' '.join(map(str, words))}\n".encode())


def make() -> None:
    make_paper(name="The Test Courier", time_zone="UTC")
    User.objects.create_superuser("chief@example.org", "quay-and-pier")
    author = make_author()
    for slug in ("news", "sport"):
        section = make_section(slug)
        for number in range(STORIES // 2):
            _publish_new(f"Story {slug} {number}", section, author)


@transaction.atomic
def _publish_new(headline: str, section: Section, author: Author) -> Story:
    story = Story(
        section=section, slug=headline.lower().replace(" ", "-"), headline=headline, live=False,
        body=[("paragraph", "<p>The ferry runs again.</p>" * 20)],
    )  # fmt: skip
    story.bylines = [Byline(author=author)]
    story.save()
    story.save_revision().publish()
    return story


def publish(start: str = "1", most: str = "1000000") -> None:
    """Give one story after the other a new headline, and say so once it is committed."""
    stories = list(Story.objects.filter(live=True).order_by("pk"))
    for number in count(int(start)):
        story = stories[number % len(stories)]
        draft = story.get_latest_revision_as_object()
        draft.headline, draft.change_kind = headline(number), "typo"
        draft.save_revision().publish()
        say(number, story.get_absolute_url())
        if number - int(start) + 1 >= int(most):
            return
        time.sleep(0.02)


def publish_on() -> None:
    """The same in a process of its own, and at once in another when that one is killed."""
    while True:
        child = os.fork()
        if not child:
            publish(str(1 + last_number()))
        os.waitpid(child, 0)


def last_number() -> int:
    headlines = Story.objects.filter(headline__startswith="Headline ").values_list("headline")
    return max((int(words.strip(".").split()[1]) for (words,) in headlines), default=0)


def compare() -> None:
    """How many sheets there are that are taken to be right, and which of them are not."""
    store, render = store_of_this_node(), Django().render
    compared = 0
    for address in store.addresses():
        found = store.find(address, Sheet.load, at=timezone.now().timestamp())
        if found.state is not State.RIGHT or found.picked is None:
            continue
        compared += 1
        fresh = render(address)
        if (found.picked.status, found.picked.body) != (fresh.status, fresh.body):
            say("stale", address)
    say("compared", compared)


def status() -> None:
    """How many sheets there are, and how many of them say that there is nothing."""
    told = store_of_this_node().status()
    say(told.sheets, told.missing)


def withdrawn_at() -> None:
    """When the last story was withdrawn, in seconds since 1970."""
    say(Withdrawal.objects.latest("made_at").made_at.timestamp())


DEEDS = {each.__name__: each for each in (make, publish, publish_on, compare, status, withdrawn_at)}

if __name__ == "__main__":
    DEEDS[sys.argv[1]](*sys.argv[2:])
