"""Readers of pictures, their captions, galleries and what else stands in a figure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from broadsheet.formats.body import (
    Block,
    Embed,
    FileRef,
    Gallery,
    Kind,
    Paragraph,
    PictureRef,
    PullQuote,
    Quote,
    Table,
)
from broadsheet.formats.markup.flow import Flow
from broadsheet.formats.markup.inline import html_of_text, is_blank, web_address
from broadsheet.formats.markup.reader import TEXTUAL, Handler, Reader, descendants
from broadsheet.formats.markup.syntax.tree import Node

_SOURCES = (
    "data-lazy-src", "data-src", "src", "data-original", "data-orig-file", "srcset", "data-srcset",
)  # fmt: skip
_NUMBER = re.compile(r"(?:wp-image-|attachment_)(\d{1,12})")
_BACKGROUND = re.compile(
    r"background(?:-image)?\s*+:[^;]*?url\(\s*+['\"]?+([^'\")]++)", re.IGNORECASE
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?)$", re.IGNORECASE)
_STYLE = 2000
"""Characters of a style that are looked at."""
_EMOJI = frozenset({"emoji", "wp-smiley"})


def picture(reader: Reader, node: Node, flow: Flow) -> None:
    """An image: a picture, or the character that an emoji's image stands for."""
    if _EMOJI & node.classes and node.attrs.get("alt"):
        flow.text(node.attrs["alt"])
        return
    addresses = (node.attrs.get(name, "").strip().partition(" ")[0] for name in _SOURCES)
    address = next((each for raw in addresses if (each := web_address(raw, site=reader.site))), "")
    if not address or _is_pixel(node):
        what = node.attrs.get("src", "") or node.attrs.get("alt", "") or node.tag
        reader.leave(Kind.PICTURE, what, node, excerpt=node.attrs.get("alt", ""))
    else:
        alt = " ".join(node.attrs.get("alt", "").split())
        flow.add(PictureRef(address, alt=alt, attachment_id=_number(node)))
    if node.tag != "amp-img":
        reader.walk(node, flow)


def _is_pixel(node: Node) -> bool:
    """A picture to count readers by, not to look at."""
    return {node.attrs.get("width"), node.attrs.get("height")} <= {"0", "1"}


def _number(node: Node) -> int | None:
    for told in (node.attrs.get("class", ""), node.attrs.get("id", "")):
        if found := _NUMBER.search(told):
            return int(found[1])
    told = node.attrs.get("data-id") or node.attrs.get("data-attachment-id") or ""
    return int(told) if re.fullmatch(r"[0-9]{1,12}", told) else None


def anchored(reader: Reader, node: Node) -> None:
    """List the link around a picture, unless it leads to that picture."""
    href = node.attrs.get("href", "")
    within = [each for each in descendants(node) if each.tag in {"img", "amp-img"}]
    own = {each.attrs.get("data-link") for each in within} | {
        each.attrs.get("src", "").partition("?")[0] for each in within
    }
    address, _, _ = href.partition("?")
    leads_to_it = _PICTURE_FILE.search(address) or "attachment" in node.attrs.get("rel", "")
    if within and href and not leads_to_it and not own & {href, address}:
        reader.leave(Kind.LINK, href, node, excerpt="around a picture")


def unscripted(reader: Reader, node: Node, flow: Flow) -> None:
    """What is shown without script: a picture just shown by other means is not shown twice."""
    flow.end()
    shown = [block.src for block in flow.blocks[-1:] if isinstance(block, PictureRef)]
    for block in reader.blocks(node.children, flow, standing=True):
        if not isinstance(block, PictureRef) or block.src not in shown:
            flow.add(block)


def figure(reader: Reader, node: Node, flow: Flow) -> None:
    """What is shown and its caption, made one block where a block has a caption."""
    captions = [each for each in node.children if _is_caption(each)]
    if not captions and "wp-caption" in node.classes:
        caption(reader, node, flow)
        return
    flow.end()
    rest = [each for each in node.children if not _is_caption(each)]
    if "wp-block-pullquote" in node.classes:
        rest = [_pulled(each) for each in rest]
    shown = reader.blocks(rest, flow, standing=True)
    if any(BY_CLASS.get(name) is gallery for name in node.classes):
        shown = _gathered(reader, shown, node)
    inner = [each for caption in captions if isinstance(caption, Node) for each in caption.children]
    words, credit = _credited(inner)
    said, others = reader.words(words, node, flow)
    by, more = reader.words(credit, node, flow)
    for block in [*_captioned(shown, said, by), *others, *more]:
        flow.add(block)


def _is_caption(node: Node | str) -> bool:
    return isinstance(node, Node) and node.tag == "figcaption"


def _pulled(node: Node | str) -> Node | str:
    if isinstance(node, Node) and node.tag == "blockquote":
        return replace(node, attrs={**node.attrs, "class": "wp-block-pullquote"})
    return node


def _credited(nodes: Sequence[Node | str]) -> tuple[Sequence[Node | str], list[Node | str]]:
    """The words of a caption, and the credit at its end if it is marked as one."""
    kept = list(nodes)
    while kept and isinstance(kept[-1], str) and is_blank(kept[-1]):
        kept.pop()
    last = kept[-1] if kept else None
    if isinstance(last, Node) and any("credit" in name for name in last.classes):
        return kept[:-1], list(last.children)
    return nodes, []


def _captioned(  # noqa: PLR0911 - one case a kind
    shown: list[Block], caption: str, credit: str
) -> list[Block]:
    if not caption and not credit:
        return shown
    said = " ".join(filter(None, [caption, credit]))
    match shown:
        case [PictureRef(caption="") as one]:
            return [replace(one, caption=caption, credit=credit)]
        case [(Gallery(caption="") | Embed(caption="") | Table(caption="")) as one]:
            return [replace(one, caption=said)]
        case [FileRef() as one]:
            return [replace(one, title=said)]
        case [(Quote(speaker="") | PullQuote(speaker="")) as one]:
            return [replace(one, speaker=said)]
        case [PictureRef(), *_] if all(isinstance(each, PictureRef) for each in shown):
            pictures = tuple(each for each in shown if isinstance(each, PictureRef))
            return [Gallery(pictures, said)]
        case _:
            return [*shown, Paragraph(html_of_text(said))]


def caption(reader: Reader, node: Node, flow: Flow) -> None:
    """The classic editor's picture with a caption: a division, a list or a shortcode."""
    flow.end()
    number = _number(node)
    told = node.attrs.get("caption", "") if node.tag.startswith("[") else ""
    words = [told] if told else []
    inner = _parts(node) if node.tag == "dl" else node.children
    before, shown, after = _first_picture(reader.blocks(inner, flow, standing=True))
    while shown and not shown.caption and after and isinstance(after[0], TEXTUAL):
        words.append(reader.plain(after.pop(0), node))
    for block in before:
        flow.add(block)
    text = " ".join(words)
    if shown:
        number = shown.attachment_id or number
        flow.add(replace(shown, caption=shown.caption or text, attachment_id=number))
    elif text:
        flow.add(Paragraph(html_of_text(text)))
    for block in after:
        flow.add(block)


def _first_picture(blocks: list[Block]) -> tuple[list[Block], PictureRef | None, list[Block]]:
    for index, block in enumerate(blocks):
        if isinstance(block, PictureRef):
            return blocks[:index], block, blocks[index + 1 :]
    return blocks, None, []


def _parts(node: Node) -> list[Node | str]:
    """Terms and descriptions as divisions: here they are a picture and its caption."""
    return [
        Node("div", each.attrs, each.children, each.line) if isinstance(each, Node) else each
        for each in node.children
    ]


def gallery(reader: Reader, node: Node, flow: Flow) -> None:
    """Anything whose class says that the pictures in it belong together."""
    flow.end()
    for block in _gathered(reader, reader.blocks(node.children, flow, standing=True), node):
        flow.add(block)


def _gathered(reader: Reader, blocks: Iterable[Block], node: Node) -> list[Block]:
    """Pictures in a row as galleries; text behind a picture without caption is its caption."""
    done: list[Block] = []
    row: list[PictureRef] = []
    for block in blocks:
        if isinstance(block, PictureRef):
            row.append(block)
        elif isinstance(block, Gallery) and not block.caption:
            row += block.pictures
        elif isinstance(block, TEXTUAL) and row and not row[-1].caption:
            row[-1] = replace(row[-1], caption=reader.plain(block, node))
        else:
            done += [Gallery(tuple(row))] if row else []
            done.append(block)
            row = []
    return [*done, Gallery(tuple(row))] if row else done


def numbered(reader: Reader, node: Node, flow: Flow) -> None:
    """The gallery shortcode: pictures by number, or all that are attached to the story."""
    told = node.attrs.get("ids") or node.attrs.get("include") or ""
    numbers = [int(each) for each in re.findall(r"[0-9]{1,12}", told)] or list(reader.attached)
    if numbers:
        flow.add(Gallery(tuple(PictureRef("", attachment_id=number) for number in numbers)))
    else:
        flow.end()
        reader.leave(Kind.SHORTCODE, node.tag, node, excerpt=node.text)
    reader.walk(node, flow)


def cover(reader: Reader, node: Node, flow: Flow) -> None:
    """Text on a picture: the picture, then the text."""
    flow.end()
    layers = [each for each in node.children if isinstance(each, Node) and not each.children]
    styles = [each.attrs.get("style", "")[:_STYLE] for each in (node, *layers)]
    found = next(filter(None, map(_BACKGROUND.search, styles)), None)
    if found and (address := web_address(found[1], site=reader.site)):
        number = node.data.get("id")
        known = number if isinstance(number, int) else None
        flow.add(PictureRef(address, attachment_id=known))
    reader.walk(node, flow)
    flow.end()


def attached_file(reader: Reader, node: Node, flow: Flow) -> None:
    """The editor's file block: its first link is the file, a second one is a button for it."""
    flow.end()
    found = False
    for child in node.children:
        target = child.attrs.get("href", "") if isinstance(child, Node) and child.tag == "a" else ""
        address = web_address(target, site=reader.site)
        if not isinstance(child, Node) or not address:
            reader.visit(child, flow)
            continue
        words, others = reader.words(child.children, node, flow)
        if found:
            reader.leave(Kind.LABEL, words, node, excerpt=address)
        else:
            flow.add(FileRef(address, words or address))
        found = True
        for block in others:
            flow.add(block)
    flow.end()


BY_CLASS: dict[str, Handler] = {
    "gallery": gallery,
    "wp-block-gallery": gallery,
    "blocks-gallery-grid": gallery,
    "tiled-gallery": gallery,
    "wp-block-jetpack-tiled-gallery": gallery,
    "wp-block-jetpack-slideshow": gallery,
    "wp-caption": caption,
    "wp-block-image": caption,
    "wp-block-cover": cover,
    "wp-block-cover-image": cover,
    "wp-block-file": attached_file,
}
