"""XMP: words about a picture as RDF, read without trusting them and written without a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
META = "adobe:ns:meta/"
XML = "http://www.w3.org/XML/1998/namespace"
DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"
CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
EXTENSION = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
CREATIVE_COMMONS = "http://creativecommons.org/ns#"

ALT = f"{{{CORE}}}AltTextAccessibility"
CAPTION = f"{{{DC}}}description"
COPYRIGHT = f"{{{DC}}}rights"
CREATED_AT = f"{{{PHOTOSHOP}}}DateCreated"
CREATOR = f"{{{DC}}}creator"
CREDIT = f"{{{PHOTOSHOP}}}Credit"
HEADLINE = f"{{{PHOTOSHOP}}}Headline"
INSTRUCTIONS = f"{{{PHOTOSHOP}}}Instructions"
LICENCE = f"{{{CREATIVE_COMMONS}}}license"
SOURCE_TYPE = f"{{{EXTENSION}}}DigitalSourceType"
STATEMENT = f"{{{RIGHTS}}}WebStatement"
TERMS = f"{{{RIGHTS}}}UsageTerms"
TITLE = f"{{{DC}}}title"

KEPT = {
    *(RDF, META, XML, DC, PHOTOSHOP, RIGHTS, CORE, EXTENSION, CREATIVE_COMMONS),
    "http://ns.adobe.com/xap/1.0/",
    "http://ns.useplus.org/ldf/xmp/1.0/",
}
"""Vocabularies about who made the picture, what it shows and what may be done with it."""

PREFIXES = {
    "x": META,
    "rdf": RDF,
    "dc": DC,
    "photoshop": PHOTOSHOP,
    "xmpRights": RIGHTS,
    "Iptc4xmpCore": CORE,
    "Iptc4xmpExt": EXTENSION,
    "cc": CREATIVE_COMMONS,
}
IN_LANGUAGES = {ALT, CAPTION, COPYRIGHT, TERMS, TITLE}
IN_ORDER = {CREATOR}
ADDRESSES = {LICENCE}
WRAPPER = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>%s<?xpacket end="w"?>'.encode()
LONGEST = 4 * 1024 * 1024


def read(payload: bytes) -> dict[str, list[str]]:
    """The texts of the packet's properties, the default language first; empty where unreadable."""
    root = _parsed(payload)
    values: dict[str, list[str]] = {}
    if root is None:
        return values
    for description in root.iterfind(f".//{{{RDF}}}RDF/{{{RDF}}}Description"):
        for name, value in description.attrib.items():
            values.setdefault(str(name), []).append(str(value))
        for child in description:
            values.setdefault(str(child.tag), []).extend(_texts(child))
    return values


def pruned(payload: bytes) -> bytes | None:
    """The packet with only such vocabularies as are kept, and no position among them."""
    root = _parsed(payload)
    if root is None or not _is_kept(str(root.tag)):
        return None
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or not _is_kept(element.tag):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
            continue
        for name in element.attrib:
            if not _is_kept(str(name)):
                del element.attrib[name]
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=False)


def composed(texts: Mapping[str, str]) -> bytes:
    """A packet of these properties; those that are empty are left out."""
    root = etree.Element(f"{{{META}}}xmpmeta", nsmap=PREFIXES)
    rdf = etree.SubElement(root, f"{{{RDF}}}RDF")
    description = etree.SubElement(rdf, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    for name, text in texts.items():
        if text:
            _write(etree.SubElement(description, name), name, text)
    if not len(description):
        return b""
    etree.cleanup_namespaces(root)
    return WRAPPER % etree.tostring(root, encoding="utf-8", xml_declaration=False)


def _write(element: etree._Element, name: str, text: str) -> None:
    if name in IN_LANGUAGES:
        bag = etree.SubElement(element, f"{{{RDF}}}Alt")
        etree.SubElement(bag, f"{{{RDF}}}li", {f"{{{XML}}}lang": "x-default"}).text = text
    elif name in IN_ORDER:
        etree.SubElement(etree.SubElement(element, f"{{{RDF}}}Seq"), f"{{{RDF}}}li").text = text
    elif name in ADDRESSES:
        element.set(f"{{{RDF}}}resource", text)
    else:
        element.text = text


def _parsed(payload: bytes) -> etree._Element | None:
    if len(payload) > LONGEST:
        return None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
    )
    try:
        root = etree.fromstring(payload.strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # No honest packet declares a document type; what one could declare are entities.
    return None if root.getroottree().docinfo.internalDTD is not None else root


def _is_kept(name: str) -> bool:
    space, _, local = name.rpartition("}")
    return (space[1:] in KEPT or name == "about") and not local.casefold().startswith("gps")


def _texts(element: etree._Element) -> Iterator[str]:
    if resource := element.get(f"{{{RDF}}}resource"):
        yield str(resource)
    items = list(element.iter(f"{{{RDF}}}li"))
    items.sort(key=lambda item: item.get(f"{{{XML}}}lang") != "x-default")
    for holder in items or [element]:
        if holder.text and holder.text.strip():
            yield holder.text
