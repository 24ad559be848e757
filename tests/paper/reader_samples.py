"""A reader's own pages as templates get them, made by hand like those in `samples`."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.paper.context import Link
from broadsheet.readers import context as readers
from tests.paper.samples import END, FIRST, HERE, NOON, card, cards

OWNER = readers.Owner(
    name="Ada Byrne",
    initials="AB",
    portrait="",
    tabs=(Link("My page", ""), Link("Saved stories", "/me/saved/")),
    reading=readers.Reading(text_size=100, appearance="auto", folding="paper", keeps_places=None),
    token="abc",
)


def pages() -> dict[str, tuple[str, object]]:
    """Each of their pages, and its emptiest."""
    saved = tuple(readers.Saved(card(number), NOON, is_read=number == 2) for number in range(1, 4))
    mine = readers.MyPage(
        heading="My page", crumbs=HERE, owner=OWNER, follows=2, fresh=cards(3, first=10),
        saved=saved, stopped=(readers.Stopped(card(5), 40),),
    )  # fmt: skip
    saved_page = readers.SavedPage(
        heading="Saved stories", crumbs=HERE, owner=replace(OWNER, portrait="/me/picture/?v=1"),
        typed="", states=(Link("All", ""), Link("Unread", "/me/saved/?state=unread")),
        state=readers.State.ALL,
        has_any=True, total=3, saved=saved, pager=FIRST,
    )  # fmt: skip
    followed = readers.Followed("topic", 4, "<Quay>", "/topics/quay/", "Place")
    choices = (readers.Choice("yes", "Yes", is_chosen=True), readers.Choice("no", "No", False))
    settings = readers.SettingsPage(
        heading="Settings", crumbs=HERE, owner=OWNER, text_sizes=choices, appearances=choices,
        foldings=choices, places=choices, first_name="Ada", last_name="", wrong_name="Too long.",
        wrong_picture="No picture.", picture_size=8 * 1024**2, picture_pixels=25, is_done=False,
    )  # fmt: skip
    data = readers.DataPage("My data", HERE, OWNER, email="a@example.org", bound="", wrong="No.")
    return {
        "my page": ("pages/my_page.html", mine),
        "my page, empty": (
            "pages/my_page.html", replace(mine, follows=0, fresh=(), saved=(), stopped=()),
        ),
        "my page, nothing new": ("pages/my_page.html", replace(mine, fresh=())),
        "saved": ("pages/my_saved.html", saved_page),
        "saved, none of them": (
            "pages/my_saved.html", replace(saved_page, typed="<b>", total=0, saved=(), pager=END),
        ),
        "saved, empty": ("pages/my_saved.html", replace(saved_page, has_any=False)),
        "follows": (
            "pages/my_follows.html", readers.FollowsPage("Follows", HERE, OWNER, (followed,)),
        ),
        "follows, empty": (
            "pages/my_follows.html", readers.FollowsPage("Follows", HERE, OWNER, ()),
        ),
        "settings": ("pages/my_settings.html", settings),
        "settings, done": (
            "pages/my_settings.html",
            replace(settings, owner=replace(OWNER, portrait="/me/picture/?v=1"), is_done=True,
                    wrong_name="", wrong_picture=""),
        ),
        "data": ("pages/my_data.html", data),
        "data, bound": ("pages/my_data.html", replace(data, bound="Not here.", wrong="")),
    }  # fmt: skip
