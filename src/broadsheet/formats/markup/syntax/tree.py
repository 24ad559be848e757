"""A tolerant tree of elements: closes what was left open and drops end tags that end nothing.

Shortcodes are elements named "[name]". Blocks of WordPress's editor that carry no markup of
their own, or that nobody knows, are leaves named "wp:name".
"""

from dataclasses import dataclass, field

from broadsheet.formats.markup.syntax import gutenberg
from broadsheet.formats.markup.syntax.tokens import Sort, Token, tokens

DEEPEST = 48
"""Elements within elements beyond this depth are laid flat; no story is meant to be deeper."""

VOID = frozenset(
    {
        "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
        "keygen", "link", "meta", "param", "source", "track", "wbr",
    }
)  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre",
    "section", "select", "summary", "table", "ul", "xmp",
}  # fmt: skip
_CELLS = frozenset({"td", "th"})
_TABLE = _CELLS | {"table", "tr", "tbody", "thead", "tfoot", "caption", "colgroup"}
_FORMATTING = frozenset({"b", "strong", "i", "em", "sub", "sup", "u", "s", "del", "ins", "small"})


class Lines(str):
    """Text whose line ends count, as in WordPress's classic editor."""

    __slots__ = ()


@dataclass(slots=True)
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)
    line: int = 0
    text: str = ""
    """what a script, style or frame contains; the source of a shortcode or editor block"""
    data: dict[str, object] = field(default_factory=dict)
    """what the editor's comment in front of the element says of it"""

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attrs.get("class", "").split())


def parse(html: str, *, with_shortcodes: bool = True) -> Node:
    """The tree of the HTML, under a root without a name."""
    builder = _Builder(classic="<!-- wp:" not in html)
    for token in tokens(html, with_shortcodes=with_shortcodes):
        builder.take(token)
    return builder.root


class _Rule:
    """What a start tag ends: open elements named `ends`, looking no further than `within`."""

    def __init__(self, ends: frozenset[str], within: frozenset[str]) -> None:
        self.ends = ends
        self.within = within


_CONTAINERS = BLOCKS - HEADINGS - {"p"} | _TABLE
_RULES = {
    **dict.fromkeys(BLOCKS, _Rule(frozenset({"p"}), _CONTAINERS | HEADINGS)),
    **dict.fromkeys(HEADINGS, _Rule(HEADINGS | {"p"}, _CONTAINERS)),
    "a": _Rule(frozenset({"a"}), BLOCKS | _TABLE),
    "li": _Rule(frozenset({"li", "p"}), frozenset({"ul", "ol", "menu", "dir"}) | _TABLE),
    "dt": _Rule(frozenset({"dt", "dd", "p"}), frozenset({"dl"}) | _TABLE),
    "dd": _Rule(frozenset({"dt", "dd", "p"}), frozenset({"dl"}) | _TABLE),
    "option": _Rule(frozenset({"option"}), frozenset({"select"})),
    "td": _Rule(_CELLS | {"caption"}, frozenset({"tr", "table"})),
    "th": _Rule(_CELLS | {"caption"}, frozenset({"tr", "table"})),
    "tr": _Rule(_CELLS | {"tr", "caption"}, frozenset({"table"})),
    **dict.fromkeys(("tbody", "thead", "tfoot"), _Rule(_TABLE - {"table"}, frozenset({"table"}))),
}


class _Builder:
    def __init__(self, *, classic: bool) -> None:
        self.root = Node("")
        self.open = [self.root]
        self.skipped: dict[str, int] = {}
        self.editor = gutenberg.Editor(classic=classic)

    def take(self, token: Token) -> None:
        match token.sort:
            case Sort.TEXT:
                text = Lines(token.text) if self.editor.lines_count else token.text
                self.open[-1].children.append(text)
            case Sort.START | Sort.SHORTCODE:
                self._start(token)
            case Sort.RAW:
                self._leaf(_node(token))
            case Sort.END | Sort.SHORTCODE_END:
                self._end(token)
            case Sort.COMMENT:
                self._comment(token)

    def _comment(self, token: Token) -> None:
        if (listed := self.editor.comment(token.text)) is not None:
            self._leaf(Node(listed.tag, line=token.line, text=listed.source, data=listed.data))

    def _leaf(self, node: Node) -> None:
        self.open[-1].children.append(node)

    def _start(self, token: Token) -> None:
        node = _node(token)
        if rule := _RULES.get(node.tag):
            self._make_room(rule)
        elif token.sort is Sort.SHORTCODE:
            self._make_room(_Rule(frozenset({node.tag}), BLOCKS | _TABLE))
        if token.sort is Sort.START:
            node.data = self.editor.taken()
        if token.void or node.tag in VOID:
            self._leaf(node)
        elif len(self.open) > DEEPEST:
            self.skipped[node.tag] = self.skipped.get(node.tag, 0) + 1
            if node.tag in BLOCKS or node.tag in _TABLE:
                self._leaf(Node("br"))
        else:
            self._leaf(node)
            self.open.append(node)

    def _make_room(self, rule: _Rule) -> None:
        ended = len(self.open)
        for index in range(len(self.open) - 1, 0, -1):
            tag = self.open[index].tag
            if tag in rule.ends:
                ended = index
            elif tag in rule.within:
                break
        del self.open[ended:]

    def _end(self, token: Token) -> None:
        tag = token.name
        if tag == "br":
            self._leaf(Node("br"))
        elif self.skipped.get(tag):
            self.skipped[tag] -= 1
            if tag in BLOCKS or tag in _TABLE:
                self._leaf(Node("br"))
        elif (index := self._where(tag)) is not None:
            again = self.open[index + 1 :] if tag in _FORMATTING else []
            del self.open[index:]
            for node in again:
                if node.tag in _FORMATTING:
                    copy = Node(node.tag, node.attrs)
                    self._leaf(copy)
                    self.open.append(copy)

    def _where(self, tag: str) -> int | None:
        """The innermost open element of that name; an end tag does not reach out of a cell."""
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == tag:
                return index
            if self.open[index].tag in _CELLS and tag not in _TABLE:
                return None
        return None


def _node(token: Token) -> Node:
    return Node(token.name, token.attrs, line=token.line, text=token.text)
