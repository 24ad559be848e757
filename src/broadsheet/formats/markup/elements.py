"""Which reader reads which element."""

from broadsheet.formats.body import Kind
from broadsheet.formats.markup import frames, pictures, tables, texts
from broadsheet.formats.markup.flow import Flow
from broadsheet.formats.markup.inline import link_target
from broadsheet.formats.markup.reader import Handler, Reader, excerpt
from broadsheet.formats.markup.syntax.tree import HEADINGS, Node

_BY_CLASS = {**pictures.BY_CLASS, **texts.BY_CLASS, **frames.BY_CLASS}


def _by_class(otherwise: Handler) -> Handler:
    """The reader that the element's first telling class asks for."""

    def read(reader: Reader, node: Node, flow: Flow) -> None:
        names = node.attrs.get("class", "").split()
        handler = next((_BY_CLASS[name] for name in names if name in _BY_CLASS), otherwise)
        handler(reader, node, flow)

    return read


def _division(reader: Reader, node: Node, flow: Flow) -> None:
    flow.end()
    reader.walk(node, flow)
    flow.end()


def _link(reader: Reader, node: Node, flow: Flow) -> None:
    """An anchor: keeps its target if readers may follow it, and its text in any case."""
    pictures.anchored(reader, node)
    raw = node.attrs.get("href", "").strip()
    href = link_target(raw)
    if href and not href.startswith("#"):
        with flow.linked(href):
            reader.walk(node, flow)
        return
    if raw and raw != "#":
        reader.leave(Kind.LINK, raw, node)
    reader.walk(node, flow)


def _script(reader: Reader, node: Node, _flow: Flow) -> None:
    kind = Kind.SCRIPT if node.tag == "script" else Kind.STYLE
    told = node.attrs.get("src") or " ".join(node.text.split())
    reader.leave(kind, node.tag, node, excerpt=told)


def _form(reader: Reader, node: Node, flow: Flow) -> None:
    reader.leave(Kind.FORM, node.attrs.get("action", "") or node.tag, node, excerpt=excerpt(node))
    _division(reader, node, flow)


def _template(reader: Reader, node: Node, _flow: Flow) -> None:
    """Shown only once a script puts it somewhere."""
    reader.leave(Kind.ELEMENT, node.tag, node, excerpt=excerpt(node))


def _nothing(_reader: Reader, _node: Node, _flow: Flow) -> None:
    """Says something to the browser alone."""


def _editor_embed(reader: Reader, node: Node, flow: Flow) -> None:
    """The editor's embed without markup: its comment has the address."""
    url = node.data.get("url")
    if isinstance(url, str) and url.startswith("http"):
        flow.add(reader.standing(url))
    else:
        reader.leave(Kind.BLOCK, node.tag, node, excerpt=node.text)


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(HEADINGS, texts.heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _by_class(texts.listing)),
    **dict.fromkeys(("div", "section", "p", "article"), _by_class(_division)),
    **dict.fromkeys(("aside", "details"), _by_class(texts.box)),
    **dict.fromkeys(("pre", "xmp", "listing"), texts.preformatted),
    **dict.fromkeys(("script", "style"), _script),
    **dict.fromkeys(("img", "amp-img", "amp-anim"), pictures.picture),
    **dict.fromkeys(("iframe", "embed", "amp-iframe"), frames.frame),
    **dict.fromkeys(("video", "audio", "amp-video", "amp-audio"), frames.media),
    **dict.fromkeys(("amp-carousel", "amp-lightbox-gallery"), pictures.gallery),
    **dict.fromkeys(("[caption]", "[wp_caption]"), pictures.caption),
    **dict.fromkeys(("[pullquote]", "[quote]", "[blockquote]"), texts.quote),
    **dict.fromkeys(frames.SHORTCODES, frames.coded),
    **dict.fromkeys(frames.AMP_PLAYERS, frames.amp_player),
    **dict.fromkeys(("meta", "link", "base", "param", "source", "track", "wbr"), _nothing),
    "[gallery]": pictures.numbered,
    "a": _link,
    "blockquote": _by_class(texts.quote),
    "br": texts.line_break,
    "dl": _by_class(texts.definitions),
    "figure": pictures.figure,
    "form": _form,
    "hr": texts.separator,
    "more": texts.fold,
    "nextpage": texts.page_break,
    "noscript": pictures.unscripted,
    "object": frames.plugin,
    "q": texts.quotation,
    "table": tables.table,
    "template": _template,
    "wp:embed": _editor_embed,
}
