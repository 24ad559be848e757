"""From the newsroom to the page where staff, as anybody, see to how they log in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

if TYPE_CHECKING:
    from django.http import HttpRequest


@hooks.register("register_account_menu_item")
def account_page(_request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("account"),
        "label": _("How you log in"),
        "help_text": _("E-mail address, password, passkeys, and where you are logged in."),
    }
