"""The newsroom's first page, and what its menu says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import ChecksSidePanel
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.documents.views import chooser as file_chooser
from wagtail.documents.views import documents
from wagtail.documents.views.multiple import AddView as AddFiles
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.views import chooser as picture_chooser
from wagtail.images.views import images
from wagtail.images.views.multiple import AddView as AddPictures
from wagtail.images.widgets import AdminImageChooser
from wagtail.permission_policies import ModelPermissionPolicy

from broadsheet.desk.pages import needs_of
from broadsheet.paper.models import Paper
from broadsheet.topics.newsroom import InUse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from broadsheet.desk.pages import Needs

NAMES = {
    "images": _("Pictures"),
    "documents": _("Files"),
    "explorer": _("Standing pages"),
}
"""What a newsroom calls Wagtail's own menu items."""

ORDER = {"images": 140, "documents": 150, "explorer": 160}


class NeedsPanel(Component):
    """A list of stories that need somebody."""

    template_name = "newsroom/needs.html"

    def __init__(self, needs: Needs, *, order: int) -> None:
        self.needs = needs
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {"needs": self.needs}


def panels_for(request: HttpRequest) -> list[Component]:
    """The lists of the first page of whoever asks."""
    assert request.user.is_authenticated  # noqa: S101 - Wagtail lets nobody else in
    found = needs_of(request.user, at=timezone.now())
    return [NeedsPanel(needs, order=place) for place, needs in enumerate(found)]


class BoardItem(MenuItem):
    """The planning board, for whoever works on stories."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("stories.change_story"))


SAID: tuple[tuple[object, str, Any], ...] = (
    (images.IndexView, "page_title", NAMES["images"]),
    (images.IndexView, "add_item_label", _("Add a picture")),
    (AddPictures, "page_title", _("Add pictures")),
    (AdminImageChooser, "choose_one_text", _("Choose a picture")),
    (AdminImageChooser, "choose_another_text", _("Choose another picture")),
    (AdminImageChooser, "link_to_chosen_text", _("Edit this picture")),
    (picture_chooser.viewset, "page_title", _("Choose a picture")),
    (documents.IndexView, "page_title", NAMES["documents"]),
    (documents.IndexView, "add_item_label", _("Add a file")),
    (AddFiles, "page_title", _("Add files")),
    (AdminDocumentChooser, "choose_one_text", _("Choose a file")),
    (AdminDocumentChooser, "choose_another_text", _("Choose another file")),
    (AdminDocumentChooser, "link_to_chosen_text", _("Edit this file")),
    (file_chooser.viewset, "page_title", _("Choose a file")),
    # Of the finished page, while what is written is checked by the desk's own.
    (ChecksSidePanel, "title", _("Page checks")),
    (ChecksSidePanel.SidePanelToggle, "aria_label", _("Toggle page checks")),
)
"""What Wagtail's own screens and choosers say, in the same words as the menu."""


SHUT: tuple[tuple[object, str, Any], ...] = (
    (LogEntriesView, "permission_policy", ModelPermissionPolicy(Paper)),
    (LogEntriesView, "permission_required", "change"),
)
"""Whom Wagtail's own screens open to: what everybody did is seen by who decides on the paper."""


def fit_screens() -> None:
    """Say the same on the screens that the menu leads to, and shut some."""
    for screen, name, value in SAID + SHUT:
        if not hasattr(screen, name):
            raise AttributeError(f"{screen!r}.{name}")
        setattr(screen, name, value)


class DeletePicture(InUse, images.DeleteView):
    """Deletes a picture that nothing needs."""


REPORTS = {"workflows", "site-history"}
"""The reports that tell a newsroom something. All others are about Wagtail's pages."""


def choose_reports(items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name in REPORTS]


def clear_help(items: list[MenuItem]) -> None:
    """Leave out what leads away, to Wagtail's own pages."""
    items[:] = [item for item in items if item.attrs.get("target") != "_blank"]


def rename(items: list[MenuItem]) -> None:
    """Call Wagtail's menu items by the newsroom's words, and put stories first."""
    for item in items:
        if item.name in NAMES:
            item.label = NAMES[item.name]
            item.order = ORDER[item.name]
