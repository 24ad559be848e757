"""Readers of what other sites show in a frame, a script or a shortcode of theirs.

Knows the players of the common providers and the public address of what each shows. Whether a
paper lets its readers see an embed at all is decided elsewhere.
"""

import re
from urllib.parse import unquote, urlsplit

from broadsheet.formats.body import Block, Embed, FileRef, Kind, Paragraph, Related, text_of
from broadsheet.formats.markup import texts
from broadsheet.formats.markup.flow import Flow
from broadsheet.formats.markup.inline import Run, html_of, web_address
from broadsheet.formats.markup.reader import Handler, Reader, descendants
from broadsheet.formats.markup.syntax.tree import Node

_PLAYERS = tuple(
    (re.compile(rf"https?://(?:www\.)?{pattern}", re.IGNORECASE), page)
    for pattern, page in (
        (
            r"youtube(?:-nocookie)?\.com/embed/?(?:videoseries)?\?(?:[^#]*&)?list=([\w-]+)",
            "https://www.youtube.com/playlist?list={}",
        ),
        (
            r"youtube(?:-nocookie)?\.com/(?:embed|v|e)/([\w-]{6,})",
            "https://www.youtube.com/watch?v={}",
        ),
        (r"player\.vimeo\.com/video/(\d+)", "https://vimeo.com/{}"),
        (r"vimeo\.com/moogaloop\.swf\?(?:[^#]*&)?clip_id=(\d+)", "https://vimeo.com/{}"),
        (r"dailymotion\.com/(?:embed/video|swf)/(\w+)", "https://www.dailymotion.com/video/{}"),
        (r"geo\.dailymotion\.com/player[^?]*\?video=(\w+)", "https://www.dailymotion.com/video/{}"),
        (r"open\.spotify\.com/embed(?:-podcast)?/(\w+/\w+)", "https://open.spotify.com/{}"),
        (r"w\.soundcloud\.com/player/?\?(?:[^#]*&)?url=([^&#]+)", "{}"),
        (r"facebook\.com/plugins/(?:video|post)\.php\?(?:[^#]*&)?href=([^&#]+)", "{}"),
        (
            r"platform\.twitter\.com/embed/Tweet\.html\?(?:[^#]*&)?id=(\d+)",
            "https://twitter.com/i/status/{}",
        ),
        (r"instagram\.com/((?:p|reel|tv)/[\w-]+)/embed", "https://www.instagram.com/{}/"),
        (r"embed\.ted\.com/(talks/[\w/-]+)", "https://www.ted.com/{}"),
        (r"archive\.org/embed/([\w.-]+)", "https://archive.org/details/{}"),
        (r"embed\.podcasts\.apple\.com/([^#]+)", "https://podcasts.apple.com/{}"),
        (r"framatube\.org/videos/embed/([\w-]+)", "https://framatube.org/w/{}"),
        (r"(?:video\.wordpress|videopress)\.com/embed/(\w+)", "https://videopress.com/v/{}"),
        (
            r"flo\.uri\.sh/((?:visualisation|story)/\d+)/embed",
            "https://public.flourish.studio/{}/",
        ),
        (r"(datawrapper\.dwcdn\.net/\w+)", "https://{}/"),
        (r"embed\.documentcloud\.org/(documents/[\w-]+)", "https://www.documentcloud.org/{}/"),
        (r"scribd\.com/embeds/(\d+)", "https://www.scribd.com/doc/{}"),
    )
)
_NUMBERED = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-facebook": ("data-href", "{}"),
    "amp-soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/{}"),
    "amp-tiktok": ("data-src", "{}"),
    "amp-reddit": ("data-src", "{}"),
    "amp-pinterest": ("data-url", "{}"),
}
_CODED = {
    "[youtube]": "https://www.youtube.com/watch?v={}",
    "[embedyt]": "https://www.youtube.com/watch?v={}",
    "[vimeo]": "https://vimeo.com/{}",
    "[dailymotion]": "https://www.dailymotion.com/video/{}",
    "[tweet]": "https://twitter.com/i/status/{}",
    "[twitter]": "https://twitter.com/i/status/{}",
    "[archiveorg]": "https://archive.org/details/{}",
    "[wpvideo]": "https://videopress.com/v/{}",
    "[videopress]": "https://videopress.com/v/{}",
    "[ted]": "https://www.ted.com/talks/{}",
    "[tiktok]": "",
    "[embed]": "",
    "[facebook]": "",
    "[googlemaps]": "",
    "[instagram]": "",
    "[soundcloud]": "",
    "[spotify]": "",
    "[audio]": "",
    "[video]": "",
}
SHORTCODES = frozenset(_CODED)
AMP_PLAYERS = frozenset(_NUMBERED)
_ADDRESS_OF_SOCIAL = ("data-instgrm-permalink", "data-href", "data-text-post-permalink", "cite")
_MEDIA = re.compile(
    r"\.(?:mp3|m4a|ogg|oga|opus|wav|flac|wma|mp4|m4v|webm|ogv|mov|wmv|avi|mpe?g|3gp|flv)$",
    re.IGNORECASE,
)
_UPLOADS = "/wp-content/uploads/"
_ID = re.compile(r"[\w-]{1,64}")


def page_of(address: str) -> str:
    """The public address of what a player shows, or nothing when the player is unknown."""
    for pattern, page in _PLAYERS:
        if found := pattern.match(address):
            told = unquote(found[1]) if page == "{}" else found[1]
            return web_address(page.format(told))
    return ""


def standing(address: str, *, site: str = "") -> Block:
    """What an address on a line of its own becomes."""
    address = web_address(address) or address
    path = _path(address)
    if _MEDIA.search(path):
        return file(address)
    if site and _host(address) == _host(site) and _UPLOADS not in path:
        return Related(address)
    return Embed(page_of(address) or address)


def file(address: str, title: str = "") -> FileRef:
    """A file, by the title it was given or else by its name."""
    return FileRef(address, title or unquote(_path(address)).rpartition("/")[2] or address)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def frame(reader: Reader, node: Node, flow: Flow) -> None:
    """An iframe, object or amp-iframe: an embed if we know its player, else a listed link."""
    flow.end()
    raw = next(filter(None, (node.attrs.get(name) for name in ("src", "data-src", "data"))), "")
    address = web_address(raw, site=reader.site)
    if "wp-embedded-content" in node.classes and _is_announced(flow):
        return
    if page := page_of(address):
        flow.add(Embed(page))
    elif raw and raw != "about:blank":
        reader.leave(Kind.FRAME, raw, node, excerpt=node.attrs.get("title", ""))
        if address:
            title = node.attrs.get("title", "") or address
            flow.add(Paragraph(html_of([[Run(title, href=address)]])))
    reader.walk(node, flow)


def _is_announced(flow: Flow) -> bool:
    """Whether the block in front, a quote made for readers without script, said it all."""
    return bool(flow.blocks) and isinstance(flow.blocks[-1], Related | Embed)


def plugin(reader: Reader, node: Node, flow: Flow) -> None:
    """An `<object>`: what its inner `<embed>` says, or its own data, or its film parameter."""
    within = descendants(node)
    if any(each.tag in {"embed", "iframe", "object"} for each in within):
        flow.end()
        reader.walk(node, flow)
        return
    params = {each.attrs.get("name", "").lower(): each.attrs.get("value", "") for each in within}
    told = node.attrs.get("data") or params.get("movie") or params.get("src") or ""
    frame(reader, Node(node.tag, {"src": told}, node.children, node.line), flow)


def amp_player(reader: Reader, node: Node, flow: Flow) -> None:
    attribute, page = _NUMBERED[node.tag]
    told = node.attrs.get(attribute, "")
    address = web_address(page.format(told)) if told else ""
    if address:
        flow.add(Embed(address))
    else:
        reader.leave(Kind.AMP, node.tag, node)
    reader.walk(node, flow)


def coded(reader: Reader, node: Node, flow: Flow) -> None:
    """A player's shortcode: its address may be an attribute or stand between its brackets."""
    flow.end()
    inner = reader.blocks(node.children, flow, standing=True)
    values = node.attrs.values()
    address = next((value for value in values if web_address(value).startswith("http")), "")
    page = _CODED[node.tag]
    told = (node.attrs.get("id") or node.attrs.get("0") or "").strip()
    if not address and page and _ID.fullmatch(told):
        address = page.format(told)
    elif not address and page and (said := _ID.fullmatch(text_of(inner))):
        address, inner = page.format(said[0]), []
    if address:
        flow.add(standing(address))
    elif not any(isinstance(block, Embed | FileRef | Related) for block in inner):
        reader.leave(Kind.SHORTCODE, node.tag, node, excerpt=node.text)
    for block in inner:
        flow.add(block)


def social(reader: Reader, node: Node, flow: Flow) -> None:
    """A post of a social network: an embed that brings its words with it."""
    flow.end()
    told = [node.attrs.get(name, "") for name in _ADDRESS_OF_SOCIAL]
    links = [each.attrs.get("href", "") for each in descendants(node) if each.tag == "a"]
    addresses = [web_address(each) for each in (*told, *reversed(links)) if each]
    address = next((each for each in addresses if each.startswith("http")), "")
    if not address:
        texts.quote(reader, node, flow)
        return
    listed = len(reader.leftovers)
    text, others = reader.words(node.children, node, flow)
    reader.forget_links(since=listed)  # the links within a post are its own affair
    page = standing(address, site=reader.site)
    if isinstance(page, Related):
        flow.add(Related(page.url, text))
    else:
        flow.add(Embed(address.partition("?")[0] if "twitter" in address else address, text=text))
    for block in others:
        flow.add(block)


def media(reader: Reader, node: Node, flow: Flow) -> None:
    """A sound or film kept as a file."""
    flow.end()
    sources = [node, *(each for each in descendants(node) if each.tag == "source")]
    addresses = [web_address(each.attrs.get("src", ""), site=reader.site) for each in sources]
    address = next(filter(None, addresses), "")
    if address:
        page = page_of(address)
        flow.add(Embed(page) if page else file(address, node.attrs.get("title", "")))
    else:
        reader.leave(Kind.FRAME, node.tag, node, excerpt=node.attrs.get("src", ""))
    if poster := node.attrs.get("poster"):
        reader.leave(Kind.PICTURE, poster, node, excerpt="poster of a film")


BY_CLASS: dict[str, Handler] = dict.fromkeys(
    (
        "twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "fb-post", "fb-video",
        "reddit-embed-bq", "reddit-card", "bluesky-embed", "wp-embedded-content", "imgur-embed-pub",
        "text-post-media", "mastodon-embed",
    ),
    social,
)  # fmt: skip
