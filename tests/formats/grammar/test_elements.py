import pytest
from lxml import etree

from broadsheet.formats.errors import Unreadable
from broadsheet.formats.grammar.elements import add, add_text, root_of, text_in, to_bytes
from tests.formats import hostile


def read(raw):
    return root_of(raw, tag="rss", kind="an RSS feed")


class TestRootOf:
    def test_is_the_element_that_was_asked_for(self):
        assert read(b"<?xml version='1.0'?><rss version='2.0'/>").get("version") == "2.0"

    def test_refuses_another(self):
        with pytest.raises(Unreadable, match="not an RSS feed"):
            read(b"<html/>")

    @pytest.mark.parametrize(
        "document_type",
        [
            "<!DOCTYPE rss>",
            "<!DOCTYPE rss [<!ENTITY x 'harmless'>]>",
            "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:9/x.dtd'>",
            hostile.BOMB,
        ],
    )
    def test_refuses_a_document_type_declaration(self, document_type):
        with pytest.raises(Unreadable, match="document type"):
            read(f"{document_type}<rss/>".encode())

    @pytest.mark.parametrize("document", ["<rss>&l9;</rss>", "<rss version='&l9;'/>"])
    def test_refuses_an_entity_bomb_before_it_goes_off(self, document):
        with pytest.raises(Unreadable, match="amplification"):
            read(f"{hostile.BOMB}{document}".encode())

    def test_reads_no_file(self, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text("secret")
        with pytest.raises(Unreadable) as refusal:
            read(f"<!DOCTYPE rss [<!ENTITY x SYSTEM '{secret}'>]><rss>&x;</rss>".encode())
        assert "secret" not in refusal.value.sentence

    def test_names_the_line_that_is_wrong(self):
        with pytest.raises(Unreadable) as refusal:
            read(b"<rss>\n<a>\n</b></rss>")
        assert refusal.value.line == 3
        assert "line 3" not in refusal.value.sentence


class TestTextIn:
    @pytest.mark.parametrize(
        "title",
        ["One<!-- not --> two", "<![CDATA[One]]> two", "One<?not this?> two", "<b>One</b> two"],
    )
    def test_is_all_the_text_and_nothing_else(self, title):
        assert (
            text_in(read(f"<rss><title>{title}</title>tail</rss>".encode()), "title") == "One two"
        )

    def test_is_empty_where_there_is_no_such_child(self):
        assert text_in(read(b"<rss/>"), "title") == ""


class TestAdd:
    def test_leaves_out_attributes_that_say_nothing(self):
        root = etree.Element("rss")
        add(root, "link", attributes={"href": "a", "type": ""})
        add_text(root, "title", "")
        assert to_bytes(root).endswith(b'<rss><link href="a"/></rss>')
