"""What three unrelated programs take for the text of a page.

Data meant for machines is taken out first: the page itself is to be judged, not what it says
about itself in a script element.
"""

import re
from dataclasses import dataclass

import justext
import trafilatura
from lxml import html as lxml_html
from readability import Document

_JSON_LD = re.compile(
    r"<script[^>]*application/ld\+json[^>]*>.*?</script>", re.DOTALL | re.IGNORECASE
)
_SPACE = re.compile(r"\s+")
_BLOCKS = ("p", "h1", "h2", "h3", "li", "blockquote", "figcaption", "td", "th", "div")


@dataclass(frozen=True, slots=True)
class Reading:
    """One program's reading of a page; what it does not look for stays empty."""

    program: str
    text: str
    headline: str = ""
    byline: str = ""
    published_on: str = ""


def without_json_ld(html: str) -> str:
    """The page without its data for machines."""
    return _JSON_LD.sub("", html)


def readings(html: str) -> list[Reading]:
    """How each of the three reads this page."""
    plain = without_json_ld(html)
    return [by_trafilatura(plain), by_readability(plain), by_justext(plain)]


def by_trafilatura(html: str) -> Reading:
    """Also finds who wrote it and when."""
    found = trafilatura.bare_extraction(html, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return Reading("trafilatura", "")
    return Reading(
        "trafilatura",
        _on_one_line(found.text or ""),
        headline=found.title or "",
        byline=found.author or "",
        published_on=found.date or "",
    )


def by_readability(html: str) -> Reading:
    """Also finds the headline."""
    document = Document(html)
    body = lxml_html.fromstring(document.summary())
    for block in body.iter(*_BLOCKS):
        block.tail = " " + (block.tail or "")
    text = _on_one_line("".join(map(str, body.itertext())))
    return Reading("readability", text, headline=document.short_title())


def by_justext(html: str) -> Reading:
    """Looks at paragraphs one by one, by their length and their common words."""
    paragraphs = justext.justext(html.encode(), justext.get_stoplist("English"))
    good = (paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)
    return Reading("justext", _on_one_line(" ".join(good)))


def _on_one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
