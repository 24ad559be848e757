"""XML, read without trust and written without surprises; names are in Clark's notation."""

from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element

from broadsheet.formats.errors import Unreadable

Element: TypeAlias = _Element

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def root_of(raw: bytes, *, tag: str, kind: str) -> Element:
    """The root of an XML document, if that is its tag; `kind` is what to call the document."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: Element = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        reason = (error.msg or "it breaks off").partition(", line ")[0]
        raise Unreadable(f"This is not well-formed XML: {reason}.", line=error.lineno) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(f"A document type declaration has no place in {kind}.")
    if root.tag != tag:
        raise Unreadable(f"This is XML, but not {kind}.")
    return root


def to_bytes(root: Element) -> bytes:
    """The document, as UTF-8 with its declaration."""
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def add(
    parent: Element, tag: str, text: str = "", attributes: Mapping[str, str] | None = None
) -> Element:
    """A new last child; attributes without a value are left out."""
    child = etree.SubElement(parent, tag)
    for name, value in (attributes or {}).items():
        if value:
            child.set(name, value)
    if text:
        child.text = text
    return child


def add_text(parent: Element, tag: str, text: str) -> None:
    """A new last child that holds the text, unless there is none to hold."""
    if text:
        add(parent, tag, text)


def text_of(element: Element | None) -> str:
    """All the text in an element, in order."""
    if element is None:
        return ""
    return etree.tostring(element, encoding="unicode", method="text", with_tail=False)


def text_in(parent: Element, tag: str) -> str:
    """All the text in the first child with that tag."""
    return text_of(parent.find(tag))
