"""A story's body as plain HTML for feeds: no classes, no scripts, absolute addresses."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from lxml import html as markup

from broadsheet.paper.templatetags.paper import day
from broadsheet.stories import context

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from broadsheet.media.context import Print


def html_of(blocks: Iterable[context.Block], *, site: str) -> str:
    """The blocks one after another; `site` is the paper's public address."""
    return "\n".join(filter(None, (_html(block, site) for block in blocks)))


def _html(block: context.Block, site: str) -> str:  # noqa: C901, PLR0911, PLR0912 - a case a kind
    match block:
        case context.Paragraph(html=html):
            return f"<p>{absolute(html, site)}</p>"
        case context.Subhead(text=text):
            return f"<h2>{escape(text)}</h2>"
        case context.Points(items=items, ordered=ordered):
            tag = "ol" if ordered else "ul"
            lines = "".join(f"<li>{absolute(item, site)}</li>" for item in items)
            return f"<{tag}>{lines}</{tag}>"
        case context.Quote(html=html, speaker=speaker, source=source):
            cite = ", ".join(filter(None, (speaker, source)))
            said = f"<footer>— {escape(cite)}</footer>" if cite else ""
            return f"<blockquote>{absolute(html, site)}{said}</blockquote>"
        case context.PullQuote():
            return ""  # words that stand in the story already
        case context.Figure(picture=picture):
            return _figure(picture, site)
        case context.Gallery(pictures=pictures):
            return "".join(_figure(picture, site) for picture in pictures)
        case context.Embed(url=url, title=title, provider=provider):
            text = title or f"{provider}: {url}"
            return f'<p><a href="{escape(url)}">{escape(text)}</a></p>'
        case context.FactBox(title=title, html=html):
            return f"<aside><h3>{escape(title)}</h3>{absolute(html, site)}</aside>"
        case context.Table():
            return _table(block)
        case context.File(title=title, url=url):
            return f'<p><a href="{escape(urljoin(site, url))}">{escape(title)}</a></p>'
        case context.Related(card=card):
            return f'<p><a href="{escape(site + card.url)}">{escape(card.headline)}</a></p>'
        case context.CorrectionNote(html=html):
            return f"<p><b>Correction</b> {absolute(html, site)}</p>"


def with_notes(body: str, record: context.Record, printed: Callable[[context.Note], str]) -> str:
    """A body with what readers are told of its changes, in the places where the page has that."""
    above, below = (map(printed, notes) for notes in (record.above, record.below))
    return "\n".join(filter(None, (*above, body, *below)))


def html_of_note(note: context.Note) -> str:
    return f"<p><b>{escape(_titled(note))}</b> {escape(note.text)}</p>"


def text_of_note(note: context.Note) -> str:
    """On one line."""
    return f"{_titled(note)} {' '.join(note.text.split())}"


def _titled(note: context.Note) -> str:
    return _("%(kind)s, %(date)s:") % {"kind": note.label, "date": day(localtime(note.made_at))}


def absolute(html: str, site: str) -> str:
    """The same markup with every link absolute."""
    if "<a " not in html:
        return html
    fragment = markup.fragment_fromstring(html, create_parent="div")
    fragment.make_links_absolute(site, resolve_base_href=False)
    whole = markup.tostring(fragment, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")


def _figure(picture: Print, site: str) -> str:
    words = " ".join(filter(None, (picture.caption, picture.credit)))
    caption = f"<figcaption>{escape(words)}</figcaption>" if words else ""
    return (
        f'<figure><img src="{site}{picture.src}" alt="{escape(picture.alt)}" '
        f'width="{picture.width}" height="{picture.height}">{caption}</figure>'
    )


def _table(table: context.Table) -> str:
    def row(cells: Iterable[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    head = f"<thead>{row(table.header, 'th')}</thead>" if table.header else ""
    body = "".join(row(cells, "td") for cells in table.rows)
    return f"<table><caption>{escape(table.caption)}</caption>{head}<tbody>{body}</tbody></table>"
