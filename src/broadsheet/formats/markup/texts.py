"""Readers of headings, lists, quotes, boxes and the smaller things of running text."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from broadsheet.formats.body import (
    Block,
    CorrectionNote,
    FactBox,
    Kind,
    ListBlock,
    Paragraph,
    PullQuote,
    Quote,
    Subhead,
)
from broadsheet.formats.markup.flow import Flow
from broadsheet.formats.markup.inline import (
    BREAK,
    Run,
    html_of,
    html_of_text,
    is_blank,
    web_address,
)
from broadsheet.formats.markup.reader import TEXTUAL, Handler, Reader, descendants
from broadsheet.formats.markup.syntax.tree import Node
from broadsheet.kit.prose import plain

LONGEST_TITLE = 200
"""Characters of a heading."""

_SPEAKERS = ("author", "cite", "speaker", "name")
_PULLED = frozenset({"pullquote", "pull-quote", "wp-block-pullquote"})


def heading(reader: Reader, node: Node, flow: Flow) -> None:
    """A heading of any level. One that was never closed, or that nobody would call one, is text."""
    flow.end()
    for number, block in enumerate(reader.blocks(node.children, flow)):
        text = plain(block.html) if isinstance(block, Paragraph) and not number else ""
        is_title = 0 < len(text) <= LONGEST_TITLE
        flow.add(Subhead(reader.plain(block, node)) if is_title else block)


def line_break(_reader: Reader, _node: Node, flow: Flow) -> None:
    flow.line_end(hard=True)


def page_break(reader: Reader, node: Node, flow: Flow) -> None:
    flow.end()
    reader.leave(Kind.PAGE_BREAK, "nextpage", node)


def fold(_reader: Reader, _node: Node, flow: Flow) -> None:
    """Where lists of stories cut the text off; nothing here needs it."""
    flow.end()


def separator(reader: Reader, node: Node, flow: Flow) -> None:
    flow.end()
    reader.leave(Kind.SEPARATOR, node.tag, node)


def preformatted(reader: Reader, node: Node, flow: Flow) -> None:
    """Lines stay lines and indents stay indents; empty lines part paragraphs."""
    flow.end()
    before, flow.verbatim = flow.verbatim, True
    reader.walk(node, flow)
    flow.verbatim = before
    flow.end()


def quotation(reader: Reader, node: Node, flow: Flow) -> None:
    """Words in quotation marks that the browser would have set."""
    flow.text("“")
    reader.walk(node, flow)
    flow.text("”")


def definitions(reader: Reader, node: Node, flow: Flow) -> None:
    """Each term and what it means is a paragraph, the term in bold."""
    flow.end()
    for child in node.children:
        if not isinstance(child, Node) or child.tag not in {"dt", "dd"}:
            reader.visit(child, flow)
        elif child.tag == "dt":
            flow.end()
            with flow.marked("b"):
                reader.walk(child, flow)
        else:
            flow.line_end()
            reader.walk(child, flow)
    flow.end()


def listing(reader: Reader, node: Node, flow: Flow) -> None:
    """A list. What is no text in an item stands after it, and the list goes on behind that."""
    flow.end()
    ordered = node.tag == "ol"
    if ordered and (node.attrs.get("start", "1") != "1" or "reversed" in node.attrs):
        reader.leave(Kind.NUMBERING, _numbering(node), node)
    items: list[str] = []
    for child in node.children:
        lines: list[str] = []
        is_item = isinstance(child, Node) and child.tag == "li"
        nodes = child.children if is_item and isinstance(child, Node) else [child]
        for block in reader.blocks(nodes, flow):
            if isinstance(block, TEXTUAL):
                lines += folded(block)
                continue
            _add_list(flow, [*items, *_item(lines)], ordered=ordered)
            items, lines = [], []
            flow.add(block)
        if not is_item and items and lines:
            items[-1] = BREAK.join([items[-1], *lines])
        else:
            items += _item(lines)
    _add_list(flow, items, ordered=ordered)


def _numbering(node: Node) -> str:
    start = f"starts at {node.attrs['start']}" if "start" in node.attrs else ""
    return " ".join(filter(None, [start, "counts down" if "reversed" in node.attrs else ""]))


def _item(lines: Sequence[str]) -> list[str]:
    return [BREAK.join(lines)] if lines else []


def _add_list(flow: Flow, items: Sequence[str], *, ordered: bool) -> None:
    if items:
        flow.add(ListBlock(tuple(items), ordered=ordered))


def folded(block: Block) -> list[str]:
    """A textual block as lines of inline HTML."""
    match block:
        case Paragraph(html=html):
            return [html]
        case Subhead(text=text):
            return [f"<b>{html_of_text(text)}</b>"]
        case ListBlock(items=items, ordered=ordered):
            return [line for n, item in enumerate(items, 1) for line in _nested(item, n * ordered)]
        case Quote(html=html, speaker=speaker):
            return [html, *([html_of_text(speaker)] if speaker else [])]
        case PullQuote(text=text, speaker=speaker):
            return [html_of_text(each) for each in (text, speaker) if each]
        case _:
            return []


def _nested(item: str, number: int) -> list[str]:
    first, *others = item.split(BREAK)
    return [f"{number}. {first}" if number else f"– {first}", *(f"\u2003{line}" for line in others)]


def quote(reader: Reader, node: Node, flow: Flow) -> None:
    """A quote, or a pull quote where its class says so; what is no text in it stands between."""
    flow.end()
    nodes, named = _attribution(node)
    speaker, source, behind = _by_whom(reader, node, named, flow)
    body = reader.blocks(nodes, flow)
    last = body[-1] if body else None
    if speaker and not isinstance(last, TEXTUAL):
        behind.insert(0, Paragraph(html_of([[Run(speaker, href=source)]])))
    for is_text, group in groupby(body, key=lambda block: isinstance(block, TEXTUAL)):
        blocks = list(group)
        if is_text:
            said = (speaker, source) if blocks[-1] is last else ("", "")
            blocks = [_quoted(reader, node, blocks, *said)]
        for block in blocks:
            flow.add(block)
    for block in behind:
        flow.add(block)


def _by_whom(
    reader: Reader, node: Node, named: Node | None, flow: Flow
) -> tuple[str, str, list[Block]]:
    """The speaker, the source, and what of the attribution is no text."""
    listed = len(reader.leftovers)
    speaker, others = reader.words(named.children, node, flow) if named else ("", [])
    source = web_address(node.attrs.get("cite", ""), site=reader.site)
    if not source and (source := _link_of(named)):
        reader.forget_links(since=listed, to=source)
    if node.tag.startswith("[") and not speaker:
        speaker = next(filter(None, map(node.attrs.get, _SPEAKERS)), "")
    return speaker, source, others


def _quoted(
    reader: Reader, node: Node, blocks: Sequence[Block], speaker: str, source: str
) -> Block:
    if node.tag == "[pullquote]" or _PULLED & node.classes:
        return PullQuote(" ".join(reader.plain(each, node) for each in blocks), speaker)
    return Quote(_paragraphs(blocks), speaker, source)


def _paragraphs(blocks: Iterable[Block]) -> str:
    return (2 * BREAK).join(BREAK.join(folded(block)) for block in blocks)


def _attribution(node: Node) -> tuple[list[Node | str], Node | None]:
    """What is said, and the `<cite>` or `<footer>` at the very end that says by whom."""
    children = list(node.children)
    while children and isinstance(children[-1], str) and is_blank(children[-1]):
        children.pop()
    last = children[-1] if children else None
    if isinstance(last, Node) and last.tag in {"cite", "footer"}:
        return children[:-1], last
    if isinstance(last, Node) and last.tag in {"p", "div"}:
        inner, named = _attribution(last)
        if named:
            return [*children[:-1], Node(last.tag, last.attrs, inner, last.line)], named
    return children, None


def _link_of(node: Node | None) -> str:
    links = [each for each in descendants(node) if each.tag == "a"] if node else []
    return web_address(links[0].attrs.get("href", "")) if links else ""


def box(reader: Reader, node: Node, flow: Flow) -> None:
    """A box with a title, if all in it is text; otherwise its parts, one after the other."""
    flow.end()
    titles = [each for each in node.children if isinstance(each, Node) and each.tag == "summary"]
    title, others = reader.words(titles[0].children, node, flow) if titles else ("", [])
    rest = [each for each in node.children if not titles or each is not titles[0]]
    blocks = [*others, *reader.blocks(rest, flow, standing=True)]
    if not title and len(blocks) > 1 and isinstance(blocks[0], Subhead):
        title, blocks = blocks[0].text, blocks[1:]
    if title and blocks and all(isinstance(each, Paragraph | ListBlock) for each in blocks):
        flow.add(FactBox(title, "".join(_boxed(each) for each in blocks)))
        return
    for block in [Subhead(title)] * bool(title) + blocks:
        flow.add(block)


def _boxed(block: Block) -> str:
    if isinstance(block, ListBlock):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{item}</li>' for item in block.items)}</{tag}>"
    return "".join(f"<p>{line}</p>" for line in folded(block))


def correction(reader: Reader, node: Node, flow: Flow) -> None:
    flow.end()
    for block in reader.blocks(node.children, flow):
        flow.add(CorrectionNote(block.html) if isinstance(block, Paragraph) else block)


BY_CLASS: dict[str, Handler] = {
    "factbox": box,
    "fact-box": box,
    "infobox": box,
    "info-box": box,
    "pullquote": quote,
    "pull-quote": quote,
    "correction": correction,
    "correction-note": correction,
    "editors-correction": correction,
}
