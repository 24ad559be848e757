"""One story and one feed in which every field says something."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from broadsheet.formats.item import Feed, Form, Image, Item, Kind, Person, Subject

KOLKATA = timezone(timedelta(hours=5, minutes=30))

STORY = Item(
    guid="urn:uuid:7b1c1d58-5a0e-4f0a-9d4e-0c8f5b1a2e3f",
    url="https://paper.example/world/2026/11/23/ferry-talks/",
    headline="Ferry talks resume & islanders wait",
    standfirst="Both sides say the <last> boat leaves on Friday.",
    body_html="<p>The talks went on until dawn.</p>\n<p>“We wait,” said the harbour master.</p>",
    body_text="The talks went on until dawn.\n\n“We wait,” said the harbour master.",
    language="en-GB",
    published_at=datetime(2026, 11, 23, 18, 5, tzinfo=KOLKATA),
    updated_at=datetime(2026, 11, 24, 3, 30, 15, tzinfo=UTC),
    authors=(
        Person("Asha Menon", "https://paper.example/authors/asha-menon/"),
        Person("Tomás Ó Briain"),
    ),
    section="World",
    topics=(
        Subject(
            "Port Harmony",
            Kind.PLACE,
            "https://paper.example/topics/port-harmony/",
            ("http://www.wikidata.org/entity/Q1", "https://places.example/1"),
        ),
        Subject("Strikes"),
        Subject("Ferry Union", Kind.ORGANISATION),
    ),
    pictures=(
        Image(
            "https://paper.example/pictures/1.jpg?w=1200&h=675",
            "image/jpeg",
            1200,
            675,
            alt="A ferry at the quay",
            caption="The last boat, on Monday",
            credit="Lena Voss / Paper",
        ),
        Image("https://paper.example/pictures/2.avif"),
    ),
    place="Port Harmony",
    form=Form.ANALYSIS,
    source="Coastal News Agency",
    canonical="https://agency.example/ferry",
)

FEED = Feed(
    title="The Paper – World",
    url="https://paper.example/world/",
    self_url="https://paper.example/world/feeds/rss.xml",
    description="News from everywhere else",
    language="en-GB",
    updated_at=datetime(2026, 11, 24, 3, 30, 15, tzinfo=UTC),
    items=(
        STORY,
        replace(
            STORY,
            guid="urn:uuid:0d6a1f8e-0000-4000-8000-000000000002",
            url="https://paper.example/world/2026/11/22/tide/",
            headline="High tide",
            language="ml",
            form=Form.NEWS,
            topics=(),
            pictures=(),
        ),
    ),
    next_url="https://paper.example/world/feeds/rss.xml?page=2",
    hub_url="https://hub.example/",
    icon_url="https://paper.example/icon.png",
)
