"""Somebody at a desk of the newsroom, and what they fill in there."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from PIL import Image
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from broadsheet.accounts.models import User
from broadsheet.desk.actions import make_staff
from broadsheet.desk.roles import Role
from broadsheet.media.models import Picture
from broadsheet.stories.models import Story
from broadsheet.topics.models import Section
from tests.making import make_section

ADD = "wagtailsnippets_stories_story:add"
PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}
BACKGROUND = {"Accept": "application/json"}
"""How the editor saves by itself, every few seconds."""


def staff(role: Role, email: str = "") -> User:
    """Somebody who works here."""
    name = str(role.value)
    return make_staff(
        email or f"{name.lower()}@example.org", role, password="let me in", first_name=name
    )


def at_desk(user: User) -> Client:
    """A browser they are logged in with."""
    client = Client()
    client.force_login(user)
    return client


def log_in(role: Role) -> Client:
    return at_desk(staff(role))


def url(view: str, *args: Any) -> str:
    """The address of one of the stories' views."""
    return reverse(f"wagtailsnippets_stories_story:{view}", args=args)


def paragraphs(*words: str) -> dict[str, str]:
    return streamfield([("paragraph", rich_text(f"<p>{text}</p>")) for text in words])


def when(moment: datetime) -> str:
    """A moment as it is typed into a form."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def people(*authors: Any) -> list[dict[str, str]]:
    """The lines of a byline, newly added."""
    return inline_formset([{"author": str(author.pk)} for author in authors])


def photograph(title: str = "Quay", description: str = "A quay") -> Picture:
    """A picture with a file, since the form shows it."""
    file = BytesIO()
    Image.new("RGB", (60, 40)).save(file, "PNG")
    return Picture.objects.create(
        title=title, description=description, file=ContentFile(file.getvalue(), f"{title}.png")
    )


def filled_in(**fields: Any) -> dict[str, str]:
    """The story form as a browser sends it, fit to be published."""
    section = fields.pop("section", None) or Section.objects.first() or make_section()
    names = (
        "kicker short_headline standfirst dateline lead_picture lead_caption slug source "
        "search_headline search_description canonical embargo_until go_live_at expire_at happened"
    )
    return nested_form_data(
        {
            **dict.fromkeys(names.split(), ""),
            "section": str(section.pk),
            "form": "news",
            "priority": "3",
            "headline": "Ferry runs again",
            "byline_note": "Our own staff",
            "body": paragraphs("The quay was quiet."),
            "bylines": inline_formset([]),
            "filed_topics": inline_formset([]),
            "related_by_hand": inline_formset([]),
            **fields,
        }
    )


def kept(story: Story, **fields: Any) -> dict[str, str]:
    """The form of a story that is there already."""
    values = {"section": story.section, "headline": story.headline, "slug": story.slug}
    values |= {"change_kind": "typo"}
    return filled_in(**{**values, **fields})


def complaints(response: Any) -> dict[str, str]:
    """What the form says at each field."""
    assert response.status_code == 200, response
    form = response.context["form"]
    return {name: " ".join(map(str, errors)) for name, errors in form.errors.items()}


def said(response: Any) -> str:
    """All messages on the page, as words."""
    return " ".join(strip_tags(str(message)) for message in response.context["messages"])
