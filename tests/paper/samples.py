"""Pages as templates get them, made by hand: no database, no records."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from broadsheet.fronts import context as fronts
from broadsheet.media.context import Print
from broadsheet.paper import structured
from broadsheet.paper.context import Crumb, Frame, Head, Link, Notice, Pager, Policy, Publisher
from broadsheet.stories import context as stories

SITE = "https://courier.example.org"
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
SENTENCE = (
    "The wall had been moving for two years before anybody outside the harbour board was told, "
    "according to minutes that it released on Monday."
)
LONG_WORD = (
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsraumordnung"
)

PUBLISHER = Publisher(
    name="Courier Trust",
    address="12 Ropewalk\nEllermouth",
    email="desk@courier.example.org",
    phone="+999 555 0168",
    founded_on="1868-03-02",
    logo="",
    logo_width=0,
    logo_height=0,
    same_as=("https://social.example.org/@courier",),
    policies=(Policy("ethicsPolicy", "Ethics policy", "/ethics/"),),
)
NEWS = stories.SectionLabel("News", "/news/", 8, "news")
SPORT = stories.SectionLabel("Sport", "/sport/", 95, "sport")
ADA = stories.Person("Ada Byrne", "/authors/ada-byrne/", "Reporter")
BEN = stories.Person("Ben Cole", "/authors/ben-cole/")
CY = stories.Person("Cy Dunn", "/authors/cy-dunn/")


RECORD = stories.Record(
    changed_at=NOON + timedelta(days=1),
    notes=(
        stories.Note("update", "Update", "The board has answered.", NOON + timedelta(hours=2)),
        stories.Note(
            "correction", "Correction", "The wall moved 12 cm, not 21 cm.",
            NOON + timedelta(days=1),
            (stories.Passage("text", (stories.Piece("The wall moved ", "kept"),
                                      stories.Piece("21", "gone"), stories.Piece("12", "new"),
                                      stories.Piece(" cm.", "kept"))),),
        ),
    ),
    url="/news/2026/03/04/cracks/changes/",
)  # fmt: skip


def frame(language: str = "en", **fields: Any) -> Frame:
    menu = (Link("News", "/news/"), Link("Sport", "/sport/"))
    return Frame(
        **{
            "site": SITE,
            "name": "The Test Courier",
            "tagline": "News of the Lower Eller",
            "description": "",
            "language": language,
            "direction": "rtl" if language == "ar" else "ltr",
            "zone": ZoneInfo("Asia/Kolkata"),
            "menu": menu,
            "foot": (Link("About", "/about/"),),
            "publisher": PUBLISHER,
            **fields,
        }
    )


def head(title: str = "A page", **fields: Any) -> Head:
    feeds = tuple(
        Link(f"News ({kind})", f"/feeds/{file}")
        for kind, file in (("RSS", "rss.xml"), ("Atom", "atom.xml"), ("JSON", "feed.json"))
    )
    return Head(
        **{
            "title": title,
            "description": "What it says.",
            "url": f"{SITE}/news/",
            "feeds": feeds,
            "data": structured.dump({"@type": "WebPage", "name": title}),
            **fields,
        }
    )


def picture(number: int = 1, *, width: int = 960, height: int = 640, **fields: Any) -> Print:
    where = f"/pictures/{number}-0/whole"
    return Print(
        **{
            "avif": f"{where}-320.avif 320w, {where}-{width}.avif {width}w",
            "webp": f"{where}-320.webp 320w, {where}-{width}.webp {width}w",
            "src": f"{where}-{width}.jpg",
            "width": width,
            "height": height,
            "largest": f"{where}-1920.jpg",
            "largest_width": 1920,
            "largest_height": 1920 * height // width,
            "alt": f"Cranes over a harbour, seen from place {number}",
            "caption": f"The harbour, place {number}.",
            "credit": "Photo: Ada Byrne",
            **fields,
        }
    )


def card(number: int = 1, **fields: Any) -> stories.Card:
    return stories.Card(
        **{
            "id": number,
            "url": f"/news/2026/03/04/story-{number}/",
            "headline": f"Story number {number} says that the quay is closed",
            "kicker": "Harbour" if number % 2 else "",
            "standfirst": SENTENCE,
            "form": "news",
            "form_label": "",
            "section": SPORT if number % 3 == 0 else NEWS,
            "authors": (ADA,),
            "published_at": NOON - timedelta(hours=5 * number),
            "changed_at": None,
            "picture": picture(number),
            "lead": picture(number, width=1280, height=720),
            "priority": 3,
            **fields,
        }
    )


def cards(count: int = 5, first: int = 1) -> tuple[stories.Card, ...]:
    return tuple(card(number) for number in range(first, first + count))


# --- a story --------------------------------------------------------------------------------


def paragraph(number: int, html: str = SENTENCE) -> stories.Paragraph:
    return stories.Paragraph(f"{number}. {html}")


BODY: tuple[stories.Block, ...] = (
    stories.Figure(picture(2)),
    paragraph(1, f'{SENTENCE} See <a href="https://example.org/minutes">the minutes</a>.'),
    paragraph(2, f'{SENTENCE} See <a href="/news/2026/03/01/diver/">what a diver saw</a>.'),
    stories.Quote(f"<p>{SENTENCE}</p>", "Ingrid Vael", "Harbour board minutes"),
    paragraph(3),
    stories.Subhead("What the gate can do", "what-the-gate-can-do"),
    paragraph(4),
    stories.PullQuote("We were not asked to decide.", "Ingrid Vael"),
    stories.Points(("One thing", '<a href="https://example.org/two">Another</a>'), ordered=True),
    stories.Points(("One thing", "Another"), ordered=False),
    stories.Table(
        "Money asked for", ("Year", "Asked"), (("2024", "1.4"), ("2025", "12.9")),
        numeric=(False, True), row_headers=True,
    ),
    stories.FactBox("The quay", f"<p>{SENTENCE}</p><ul><li>Built in 1868</li></ul>"),
    stories.Gallery("A day at the quay", (picture(3), picture(4), picture(5))),
    stories.Embed("https://vimeo.com/1", "Vimeo", "https://player.vimeo.com/video/1?dnt=1",
                  "16x9", "The wall moves", "A film of it."),
    stories.Embed("https://example.org/sound", "", "", "16x9", "A sound", ""),
    stories.File("Readings", "/documents/1/readings.csv", "CSV", 123_456),
    stories.Related(card(9)),
    paragraph(5),
    stories.CorrectionNote(date(2026, 3, 5), "The year was 2025."),
)  # fmt: skip


def turns(count: int, first: int = 1, **fields: Any) -> tuple[stories.Turn, ...]:
    """What happened, a day each; every second says it in a line."""
    return tuple(
        stories.Turn(
            story_id=number,
            url=f"/news/2026/03/04/story-{number}/",
            headline=f"Story number {number}",
            line=SENTENCE if number % 2 else "",
            day=date(2026, 3, number),
            **fields,
        )
        for number in range(first, first + count)
    )


SO_FAR = stories.SoFar(
    id=3,
    name="The quay & its <wall>",
    url="/storylines/quay/",
    total=9,
    earlier=turns(2),
    turns=(*turns(2, first=3), *turns(1, first=5, is_here=True), *turns(2, first=6)),
    later=turns(2, first=8),
)


def story(**fields: Any) -> stories.StoryPage:
    headline = "Harbour board knew of the cracks"
    crumbs = (Crumb("Home", "/"), Crumb("News", "/news/"), Crumb(headline, ""))
    topics = (
        stories.Subject("North Quay", "/topics/north-quay/", "place"),
        stories.Subject("Ingrid Vael", "/topics/ingrid-vael/", "person"),
    )
    return stories.StoryPage(
        **{
            "id": 1,
            "url": "/news/2026/03/04/cracks/",
            "headline": headline,
            "kicker": "North Quay",
            "standfirst": "Engineers asked three times for money to close the quay.",
            "form": "analysis",
            "form_label": "Analysis",
            "section": NEWS,
            "crumbs": crumbs,
            "authors": (replace(ADA, portrait=picture(6, width=640, height=640)), BEN),
            "byline_note": "with agencies",
            "dateline": "Ellermouth",
            "published_at": NOON,
            "record": RECORD,
            "minutes": 4,
            "is_long": True,
            "lead_picture": picture(1, width=1280, height=720),
            "body": BODY,
            "folded_from": 0,
            "fold": "never",
            "topics": topics,
            "source": "",
            "canonical": "",
            "beside": beside(card(7)),
            **fields,
        }
    )


def beside(following: stories.Card | None) -> stories.Beside:
    """What stands beside a story, and the card of the next one."""
    storylines = (SO_FAR, replace(SO_FAR, id=4, earlier=(), later=()))
    return stories.Beside(storylines, related=cards(4, first=2), next=following)


BARE_STORY = {
    "kicker": "", "standfirst": "", "form": "news", "form_label": "", "authors": (),
    "byline_note": "", "dateline": "", "record": stories.Record(None, (), ""), "lead_picture": None,
    "body": (), "topics": (), "beside": stories.Beside(),
}  # fmt: skip
"""What a story may lack: everything but headline, section and date."""


# --- whole pages ---------------------------------------------------------------------------

HERE = (Crumb("Home", "/"), Crumb("Here", ""))
FIRST, END = Pager(1, "", "/news/?page=2"), Pager(1, "", "")
MIDDLE = Pager(2, "/news/", "/news/?page=3")


def pages() -> dict[str, tuple[str, object]]:
    """Each kind of page, and its emptiest: name → template and context."""
    blocks = tuple(
        fronts.SectionBlock(replace(NEWS, slug=f"s{n}"), cards(n, first=20 + n))
        for n in (5, 4, 3, 2, 1)
    )
    home = fronts.HomePage(card(1), cards(2, first=2), cards(4, first=4), cards(8), blocks)
    section = fronts.SectionFront(
        2, NEWS, "What happened.", HERE, (Link("Council", "/council/"),), card(1),
        cards(2, first=2), cards(9, first=4), FIRST,
    )  # fmt: skip
    topic = fronts.TopicPage(
        4, "North Quay", "place", "Place", "A quay.", picture(), ("https://www.wikidata.org/wiki/Q1",),
        HERE, (Link("Ellermouth", "/topics/e/"),), (Link("Pier 1", "/topics/p/"),), cards(), MIDDLE,
    )  # fmt: skip
    author = fronts.AuthorPage(
        3, "Ada Byrne", "Reporter", "Ada reports.\n\nShe draws.", picture(width=640, height=640),
        "ada@courier.example.org", ("https://social.example.org/@ada",), HERE, cards(), FIRST,
    )  # fmt: skip
    storyline = fronts.StorylinePage(
        3, "The wall at North Quay", "How it came down.", HERE,
        (
            fronts.Episode(date(2025, 12, 9), SENTENCE, "One", "", "/1/", "", 210, picture()),
            fronts.Episode(
                date(2026, 3, 4), "", "Two & <three>", SENTENCE, "/2/", "Opinion", 0, picture()
            ),
            fronts.Episode(date(2026, 3, 4), "", "Four", "", "/4/", "", 30, None),
        ),
    )  # fmt: skip
    return {
        "home": ("pages/home.html", home),
        "home, empty": ("pages/home.html", fronts.HomePage(None, (), (), (), ())),
        "section": ("pages/section.html", section),
        "section, further": (
            "pages/section.html",
            replace(section, lead=None, seconds=(), parts=(), pager=MIDDLE),
        ),
        "section, empty": (
            "pages/section.html",
            replace(section, description="", parts=(), lead=None, seconds=(), cards=(), pager=END),
        ),
        "topic": ("pages/topic.html", topic),
        "topic, empty": (
            "pages/topic.html",
            replace(topic, description="", picture=None, same_as=(), within=(), contains=(),
                    cards=(), pager=END),
        ),
        "author": ("pages/author.html", author),
        "author, empty": (
            "pages/author.html",
            replace(author, role="", bio="", portrait=None, email="", links=(), cards=(),
                    pager=END),
        ),
        "storyline": ("pages/storyline.html", storyline),
        "storyline, bare": (
            "pages/storyline.html",
            replace(storyline, standfirst="", episodes=storyline.episodes[-1:]),
        ),
        "list": ("pages/list.html", fronts.ListPage("Latest", "By time.", HERE, cards(12), MIDDLE)),
        "index": (
            "pages/index.html",
            fronts.Index("Topics", HERE, (("Place", (Link("Quay", "/topics/quay/"),)), ("", ()))),
        ),
        "index, empty": ("pages/index.html", fronts.Index("Topics", HERE, ())),
        "standing": (
            "pages/standing.html",
            fronts.StandingPageView("About", f"<p>{SENTENCE}</p><h2>Us</h2>", HERE, "2026-03-01"),
        ),
        "notice": ("pages/notice.html", Notice(404, "Nothing here", "It may have moved.")),
        "story": ("pages/story.html", story()),
        "story, folded": ("pages/story.html", story(folded_from=5, fold="always")),
        "story, bare": ("pages/story.html", story(**BARE_STORY)),
        "story, syndicated": (
            "pages/story.html",
            story(source="Reuters", canonical="https://example.org/original", form="opinion",
                  form_label="Opinion", headline=f"{LONG_WORD} {SENTENCE}"[:250],
                  authors=tuple(replace(ADA, name=f"Author {n}") for n in range(12))),
        ),
    }  # fmt: skip
