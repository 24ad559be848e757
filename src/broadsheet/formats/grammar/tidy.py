"""An item or a feed made fit for any format: what XML forbids taken out, one-line texts on a line.

Applied to all that is written and to all that was read, so `load(dump(x)) == tidy(x)`.
"""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote

from broadsheet.formats.grammar import moments
from broadsheet.formats.item import Feed, Image, Item, Person, Subject

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Not the no-break spaces: those are typography.
_GAP = re.compile("[ \t\n\r\x85\u2028\u2029]+")
_SPACE = re.compile(r"\s+")
_HOST = re.compile(r"https?://[^/?#]+", re.IGNORECASE)
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_AS_IT_IS = "/?:@!$&'()*+,;=%"
_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"</(?:p|li|h[1-6]|div|blockquote)>|<br\s*/?>", re.IGNORECASE)


def passage(text: str) -> str:
    """The text without the characters that XML forbids and UTF-8 cannot write."""
    return _FORBIDDEN.sub("", text)


def line(text: str) -> str:
    """The same on one line, without space at its ends."""
    return _GAP.sub(" ", passage(text)).strip(" ")


def address(text: str) -> str:
    """A web address in ASCII, or nothing if the text is another kind of address or none."""
    joined = _SPACE.sub("", passage(text))
    host = _HOST.match(joined)
    if host is None:
        return ""
    rest = _STRAY_PERCENT.sub("%25", joined[host.end() :])
    path, mark, fragment = rest.partition("#")
    return f"{host[0]}{quote(path, _AS_IT_IS)}{mark}{quote(fragment, _AS_IT_IS)}"


def words(html: str) -> str:
    """The words of foreign HTML; not fit to be printed as HTML again."""
    return unescape(_TAG.sub("", _BREAK.sub(" ", html)))


def feed(feed: Feed) -> Feed:
    """The feed, tidy; an item that names no language speaks the feed's."""
    language = line(feed.language)
    return replace(
        feed,
        title=line(feed.title),
        url=address(feed.url),
        self_url=address(feed.self_url),
        description=line(feed.description),
        language=language,
        updated_at=moments.settled(feed.updated_at),
        items=tuple(item(each, language=language) for each in feed.items),
        next_url=address(feed.next_url),
        hub_url=address(feed.hub_url),
        icon_url=address(feed.icon_url),
    )


def item(item: Item, *, language: str = "") -> Item:
    """The item, tidy: nothing nameless, nothing without its address."""
    people = (Person(line(who.name), address(who.url)) for who in item.authors)
    subjects = map(_subject, item.topics)
    images = map(_image, item.pictures)
    return replace(
        item,
        guid=line(item.guid),
        url=address(item.url),
        headline=line(item.headline),
        standfirst=line(item.standfirst),
        body_html=passage(item.body_html),
        body_text=passage(item.body_text),
        language=line(item.language) or language,
        published_at=moments.settled(item.published_at),
        updated_at=moments.settled(item.updated_at),
        authors=tuple(who for who in people if who.name),
        section=line(item.section),
        topics=tuple(subject for subject in subjects if subject.name),
        pictures=tuple(image for image in images if image.url),
        place=line(item.place),
        source=line(item.source),
        canonical=address(item.canonical),
    )


def _subject(subject: Subject) -> Subject:
    elsewhere = map(address, subject.same_as)
    return replace(
        subject,
        name=line(subject.name),
        url=address(subject.url),
        same_as=tuple(each for each in elsewhere if each),
    )


def _image(image: Image) -> Image:
    return replace(
        image,
        url=address(image.url),
        media_type=line(image.media_type),
        alt=line(image.alt),
        caption=line(image.caption),
        credit=line(image.credit),
    )
