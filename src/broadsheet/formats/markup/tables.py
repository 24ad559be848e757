"""Reader of tables: those with data stay tables, those made for layout are laid flat."""

from collections.abc import Iterable, Iterator

from broadsheet.formats.body import Block, Table
from broadsheet.formats.markup.flow import Flow
from broadsheet.formats.markup.inline import is_blank
from broadsheet.formats.markup.reader import Reader, descendants
from broadsheet.formats.markup.syntax.tree import Node

WIDEST = 60
"""Columns beyond which a table is taken for layout."""

_PARTS = frozenset({"thead", "tbody", "tfoot"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"br", "col", "colgroup", "caption"})
_NOT_IN_DATA = frozenset(
    {"table", "iframe", "object", "embed", "figure", "blockquote", "video", "audio", "details"}
)


def table(reader: Reader, node: Node, flow: Flow) -> None:
    """Each cell is read once, so that tables within tables cost no more than their size."""
    flow.end()
    places = None if _is_layout(node) else _places(_rows(node))
    if places is None:
        _lay_flat(reader, node, flow)
        return
    caption, others = _caption(reader, node, flow)
    grid: list[list[str]] = []
    for line in places:
        grid.append([])
        for cell in line:
            text, pictures = reader.words(cell.children, cell, flow) if cell else ("", [])
            grid[-1].append(text)
            others += pictures
    width = max(len(line) for line in grid)
    rows = [(*line, *[""] * (width - len(line))) for line in grid]
    header, rows = (rows[0], rows[1:]) if _has_header(node) else ((), rows)
    flow.add(Table(caption, header, tuple(row for row in rows if any(row))))
    for block in others:
        flow.add(block)


def _is_layout(node: Node) -> bool:
    within = descendants(node)
    if any(each.tag in _NOT_IN_DATA or each.tag.startswith(("[", "amp-")) for each in within):
        return True
    parts = [node, *(each for each in within if each.tag in {*_PARTS, "tr"})]
    return any(_is_stray(child) for part in parts for child in part.children)


def _is_stray(child: Node | str) -> bool:
    """Whether that stands in a table, but in no cell of it."""
    if isinstance(child, str):
        return not is_blank(child)
    return child.tag not in {*_PARTS, *_CELLS, *_SILENT, "tr"}


def _rows(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node) and child.tag == "tr":
            yield child
        elif isinstance(child, Node) and child.tag in _PARTS:
            yield from _rows(child)


def _places(rows: Iterable[Node]) -> list[list[Node | None]] | None:
    """The cell at each place, None where one spans; nothing for what is no table of data."""
    places: list[list[Node | None]] = []
    taken: dict[int, int] = {}
    for row in rows:
        line: list[Node | None] = []
        for child in row.children:
            if not isinstance(child, Node) or child.tag not in _CELLS:
                continue
            while taken.get(len(line)):
                line.append(None)
            for place in range(_span(child, "colspan")):
                taken[len(line)] = _span(child, "rowspan")
                line.append(None if place else child)
            if len(line) > WIDEST:
                return None
        taken = {place: left - 1 for place, left in taken.items() if left > 1}
        places.append(line)
    return places if any(len(line) > 1 for line in places) else None


def _span(cell: Node, name: str) -> int:
    digits = cell.attrs.get(name, "")[:3]
    return max(1, int(digits)) if digits.isascii() and digits.isdecimal() else 1


def _has_header(node: Node) -> bool:
    """A first row that says so, or of which every cell is a heading."""
    if any(isinstance(child, Node) and child.tag == "thead" for child in node.children):
        return True
    first = next(_rows(node))
    tags = [child.tag for child in first.children if isinstance(child, Node)]
    return bool(tags) and set(tags) == {"th"}


def _caption(reader: Reader, node: Node, flow: Flow) -> tuple[str, list[Block]]:
    for child in node.children:
        if isinstance(child, Node) and child.tag == "caption":
            return reader.words(child.children, node, flow)
    return "", []


def _lay_flat(reader: Reader, node: Node, flow: Flow) -> None:
    """What the table holds, cell after cell."""
    for child in node.children:
        if isinstance(child, Node) and child.tag in {*_PARTS, "tr"}:
            _lay_flat(reader, child, flow)
        elif isinstance(child, Node) and child.tag in {*_CELLS, "caption"}:
            flow.end()
            reader.walk(child, flow)
            flow.end()
        else:
            reader.visit(child, flow)
    flow.end()
