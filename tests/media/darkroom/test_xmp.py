import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from broadsheet.media.darkroom import xmp
from tests.media import files

PACKET = files.XMP.encode()

BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>&d;</dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>"""

SECRET = BOMB.replace(b'<!ENTITY a "aaaaaaaaaa">', b'<!ENTITY d SYSTEM "file:///etc/passwd">')


class TestRead:
    def test_puts_the_default_language_first(self):
        assert xmp.read(PACKET)[xmp.ALT] == ["Three gulls above a grey quay", "Tre måsar"]

    def test_reads_attributes_and_elements_alike(self):
        values = xmp.read(PACKET)
        assert values[xmp.CREDIT] == ["Harbour Agency"]
        assert values[xmp.CREATOR] == ["Ana Ruiz", "Bo Ek"]

    @pytest.mark.parametrize("packet", [BOMB, SECRET, b"", b"<x", b"\xff\xfe", b"<a/>" * 2])
    def test_is_empty_where_the_packet_is_not_honest(self, packet):
        assert xmp.read(packet) == {}
        assert xmp.pruned(packet) is None

    def test_refuses_to_read_books(self):
        assert xmp.read(PACKET.replace(b"Quay", b"Q" * xmp.LONGEST) + b" " * xmp.LONGEST) == {}


class TestPruned:
    def test_drops_every_mention_of_the_place(self):
        out = xmp.pruned(PACKET)
        assert not any(place in out for place in files.PLACE_IN_XMP)

    def test_keeps_what_is_said_of_people_and_rights(self):
        before, after = xmp.read(PACKET), xmp.read(xmp.pruned(PACKET))
        names = {xmp.ALT, xmp.CAPTION, xmp.CREATOR, xmp.CREDIT, xmp.COPYRIGHT, xmp.STATEMENT}
        assert {n: after[n] for n in names} == {n: before[n] for n in names}

    def test_is_the_same_the_second_time(self):
        assert xmp.pruned(xmp.pruned(PACKET)) == xmp.pruned(PACKET)


class TestComposed:
    @given(st.text(st.characters(exclude_categories=["C"]), min_size=1))
    def test_is_read_as_it_was_written(self, text):
        packet = xmp.composed({xmp.CAPTION: text, xmp.CREATOR: text, xmp.CREDIT: text})
        values = xmp.read(packet)
        if text.strip():
            assert values == {
                f"{{{xmp.RDF}}}about": [""],
                **{name: [text] for name in (xmp.CAPTION, xmp.CREATOR, xmp.CREDIT)},
            }

    def test_is_one_packet_that_other_programs_find(self):
        packet = xmp.composed({xmp.CREDIT: "<Agency> & sons"})
        assert packet.startswith(b"<?xpacket begin=")
        assert etree.fromstring(packet).tag == "{adobe:ns:meta/}xmpmeta"

    def test_is_empty_where_there_is_nothing_to_say(self):
        assert xmp.composed({xmp.CREDIT: ""}) == b""
