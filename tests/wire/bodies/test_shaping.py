"""Blocks as the newsroom can hold them, with no word lost."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.formats import body as copy
from broadsheet.kit.prose import plain
from broadsheet.wire.bodies.shaping import id_of_stand_in, shaped

DAY = date(2012, 3, 4)
LONG = "word " * 300


class Shelf:
    """Has the pictures and files it is told of, by address."""

    def __init__(self, *known: str) -> None:
        self.known = list(known)

    def _pk(self, address):
        return self.known.index(address) + 1 if address in self.known else None

    def picture(self, ref):
        return self._pk(ref.src)

    def file(self, ref):
        return self._pk(ref.url)

    def story(self, ref):
        return None

    def caption_of(self, ref):
        return " ".join(filter(None, (ref.caption, ref.credit)))


def raw_of(*blocks, known=()):
    return shaped(blocks, Shelf(*known), day=DAY).raw


def kinds_of(*blocks, known=()):
    return [part["type"] for part in raw_of(*blocks, known=known)]


def strings_in(value):
    """Every text of a stored body."""
    match value:
        case str():
            yield plain(value)
        case dict():
            for name, each in value.items():
                if name not in {"type", "id"}:
                    yield from strings_in(each)
        case list() | tuple():
            for each in value:
                yield from strings_in(each)


texts = st.sampled_from(["", "quay", "two piers", LONG, "ferry & co"])
htmls = st.sampled_from(["quay", "two <b>piers</b><br/>one", LONG.strip()])
addresses = st.sampled_from(["https://a.example/a.jpg", "https://b.example/b.pdf"])
videos = st.sampled_from(["https://vimeo.com/1234", "https://odd.example/post"])
pictures = st.builds(copy.PictureRef, addresses, st.just(""), texts, texts)
blocks = st.one_of(
    st.builds(copy.Paragraph, htmls),
    st.builds(copy.Subhead, texts.filter(bool)),
    st.builds(copy.ListBlock, st.lists(htmls, min_size=1, max_size=3).map(tuple)),
    st.builds(copy.Quote, htmls, texts, addresses),
    st.builds(copy.PullQuote, texts.filter(bool), texts),
    pictures,
    st.builds(copy.Gallery, st.lists(pictures, min_size=1, max_size=3).map(tuple), texts),
    st.builds(copy.Embed, videos, texts, texts),
    st.builds(copy.FactBox, texts.filter(bool), htmls.map("<p>{}</p>".format)),
    st.builds(copy.Table, texts, st.just(("one", "two")), st.just((("three", "four"),))),
    st.builds(copy.FileRef, addresses, texts),
    st.builds(copy.Related, addresses, texts),
    st.builds(copy.CorrectionNote, htmls, st.none() | st.just(DAY)),
)


class TestBody:
    @given(body=st.lists(blocks, max_size=4), known=st.lists(addresses, unique=True))
    def test_loses_no_word_whatever_is_to_be_had(self, body, known):
        stored = shaped(body, Shelf(*known), day=DAY).raw
        kept = set(re.findall(r"\w+", " ".join(strings_in(stored))))
        # The title of a file that is only its name is better told by the file's own record.
        said = [block for block in body if not isinstance(block, copy.Embed | copy.FileRef)]
        assert set(re.findall(r"\w+", copy.text_of(said))) - kept == set()

    def test_gives_each_block_an_id_of_its_own(self):
        raw = raw_of(*[copy.Paragraph("quay")] * 3)
        assert len({part["id"] for part in raw}) == 3


class TestPicture:
    def test_that_is_not_to_be_had_leaves_its_caption(self):
        (part,) = raw_of(copy.PictureRef("x.jpg", caption="At <noon>"))
        assert part["value"] == "<p><i>At &lt;noon&gt;</i></p>"

    def test_without_a_word_that_is_not_to_be_had_leaves_nothing(self):
        assert raw_of(copy.PictureRef("x.jpg", alt="A quay")) == []

    def test_in_first_place_that_leads_the_story_stands_there_alone(self):
        first = copy.PictureRef("x.jpg", caption="At noon")
        body = shaped([first, copy.Paragraph("quay")], Shelf("x.jpg"), day=DAY, lead=1)
        assert ([part["type"] for part in body.raw], body.lead_caption) == (
            ["paragraph"],
            "At noon",
        )

    def test_further_down_that_leads_the_story_stays(self):
        blocks_ = [copy.Paragraph("quay"), copy.PictureRef("x.jpg")]
        body = shaped(blocks_, Shelf("x.jpg"), day=DAY, lead=1)
        assert [part["type"] for part in body.raw] == ["paragraph", "picture"]


class TestGallery:
    def test_shows_the_pictures_that_are_to_be_had(self):
        gone, there = copy.PictureRef("gone.jpg", caption="Gone"), copy.PictureRef("x.jpg")
        gallery, words = raw_of(copy.Gallery((gone, there), "Boats"), known=["x.jpg"])
        assert len(gallery["value"]["pictures"]) == 1
        assert (gallery["value"]["title"], words["value"]) == ("Boats", "<p><i>Gone</i></p>")

    def test_with_no_picture_left_leaves_its_words(self):
        assert kinds_of(copy.Gallery((copy.PictureRef("gone.jpg"),), "Boats")) == ["paragraph"]


class TestFile:
    def test_that_is_not_to_be_had_is_a_link_to_where_it_was(self):
        (part,) = raw_of(copy.FileRef("https://a.example/plan.pdf", "The plan"))
        assert part["value"] == '<p><a href="https://a.example/plan.pdf">The plan</a></p>'

    def test_is_called_by_its_record_where_the_body_has_only_its_name(self):
        address = "https://a.example/plan%20b.pdf"
        (part,) = raw_of(copy.FileRef(address, "plan b.pdf"), known=[address])
        assert part["value"]["title"] == ""


class TestHeading:
    @pytest.mark.parametrize(("text", "kind"), [("Piers", "subhead"), (LONG, "paragraph")])
    def test_as_long_as_a_paragraph_is_one(self, text, kind):
        assert kinds_of(copy.Subhead(text)) == [kind]


class TestAnnouncedStory:
    def test_has_a_link_in_its_place_for_now(self):
        (part,) = raw_of(copy.Related("https://a.example/x/", "The <quay>"))
        assert part["value"] == '<p><a href="https://a.example/x/">The &lt;quay&gt;</a></p>'
        assert part["id"] == id_of_stand_in("https://a.example/x/")
