"""Links in stored bodies."""

import pytest

from broadsheet.formats import body as copy
from broadsheet.wire.bodies.relinking import Relinking, Target
from broadsheet.wire.bodies.shaping import stand_in

OLD, NEW = "https://old.example/a/?x=1&y=2", "/news/a/"


def lead(href):
    return {OLD: Target(NEW, story_id=7), "https://old.example/gone/": Target()}.get(href)


def linked(href):
    return f'<p><a href="{href.replace("&", "&amp;")}">it</a></p>'


def item(value):
    return {"type": "item", "value": value, "id": "1"}


class TestBody:
    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            ("paragraph", linked),
            ("points", lambda href: {"ordered": False, "items": [item(linked(href))]}),
            ("quote", lambda href: {"text": linked(href), "speaker": "", "source": ""}),
            ("fact_box", lambda href: {"title": "Box", "text": linked(href)}),
            ("correction", lambda href: {"made_on": "2012-03-04", "text": linked(href)}),
        ],
    )
    def test_has_its_links_led_on(self, kind, value):
        links = Relinking(lead)
        (part,) = links.body([{"type": kind, "value": value(OLD), "id": "1"}])
        assert part == {"type": kind, "value": value(NEW), "id": "1"}
        assert links.count == 1

    def test_has_the_source_of_a_quote_led_on(self):
        value = {"text": "<p>it</p>", "speaker": "", "source": OLD}
        (part,) = Relinking(lead).body([{"type": "quote", "value": value, "id": "1"}])
        assert part["value"]["source"] == NEW

    @pytest.mark.parametrize("kind", ["subhead", "embed", "related", "table", "picture"])
    def test_has_nothing_else_changed(self, kind):
        part = {"type": kind, "value": {"any": linked(OLD)}, "id": "1"}
        assert Relinking(lead).body([part]) == [part]

    def test_lists_links_that_lead_nowhere_once(self):
        links = Relinking(lead)
        part = {"type": "paragraph", "value": linked("https://old.example/gone/"), "id": "1"}
        assert links.body([part, part]) == [part, part]
        assert list(links.nowhere) == ["https://old.example/gone/"]

    def test_leaves_links_to_elsewhere(self):
        part = {"type": "paragraph", "value": linked("https://new.example/"), "id": "1"}
        links = Relinking(lead)
        assert (links.body([part]), links.count, links.nowhere) == ([part], 0, {})


class TestStandIn:
    def test_gives_way_to_its_story(self):
        (part,) = Relinking(lead).body([stand_in(copy.Related(OLD))])
        assert (part["type"], part["value"]) == ("related", 7)

    def test_stays_where_its_story_did_not_come(self):
        part = stand_in(copy.Related("https://old.example/gone/"))
        assert Relinking(lead).body([part]) == [part]

    def test_is_not_any_paragraph_that_is_a_link(self):
        (part,) = Relinking(lead).body([{"type": "paragraph", "value": linked(OLD), "id": "1"}])
        assert part["type"] == "paragraph"
