"""Pictures and files: from a folder, from the web, or later."""

from pathlib import Path

import pytest
from wagtail.documents import get_document_model

from broadsheet.media.models import Picture
from broadsheet.stories.models import Story
from broadsheet.wire.fetch import Fetched, NotFetched, Unreachable
from broadsheet.wire.models import Arrival, Outcome
from tests.wire.conftest import draw
from tests.wire.exports import SITE, Item, attachment, page

pytestmark = pytest.mark.django_db

UPLOADS = f"{SITE}/wp-content/uploads"
SHOWN = f'<p>Look.</p><figure><img class="wp-image-9" src="{UPLOADS}/2012/03/quay-300x200.jpg">'
SHOWN += "<figcaption>At noon</figcaption></figure>"
LEAD = {"_thumbnail_id": "9"}


def body_kinds(story):
    return [part["type"] for part in story.body.get_prep_value()]


class Web:
    """The web as a test wants it: addresses, and the bytes that are there."""

    def __init__(self, **files: bytes) -> None:
        self.files = files
        self.asked: list[str] = []

    def __call__(self, address: str) -> Fetched:
        self.asked.append(address)
        name = Path(address).stem
        if name not in self.files:
            raise NotFetched("the server answered 404")
        return Fetched(self.files[name], "image/jpeg", address)


class Dead(Web):
    def __call__(self, address: str) -> Fetched:
        self.asked.append(address)
        raise Unreachable("nobody knows the host", host="old.example.org")


@pytest.fixture
def picture_bytes(tmp_path):
    return draw(tmp_path / "drawn.jpg").read_bytes()


class TestPicture:
    def test_comes_from_the_folder_with_its_words(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        words = {"content": "Free to use", "excerpt": "The <b>old</b> quay"}
        report = move(attachment(9, **words), media=uploads)
        picture = Picture.objects.get()
        assert (picture.title, picture.description) == ("Quay", "A quay")
        assert (picture.caption, picture.rights_note) == ("The old quay", "Free to use")
        assert report.of("attachment").imported == {"as a picture": 1}

    def test_comes_from_the_folder_of_a_whole_site(self, move, uploads, tmp_path):
        draw(tmp_path / "wp-content/uploads/2012/03/quay.jpg")
        move(attachment(9), media=tmp_path)
        assert Picture.objects.exists()

    def test_comes_from_the_web(self, move, picture_bytes):
        web = Web(quay=picture_bytes)
        move(attachment(9), get=web)
        assert Picture.objects.exists()
        assert web.asked == [f"{UPLOADS}/2012/03/quay.jpg"]

    def test_is_shown_where_its_story_shows_it(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        move(Item(1, content=SHOWN), attachment(9), media=uploads)
        story = Story.objects.get()
        assert body_kinds(story) == ["paragraph", "picture"]
        assert story.body[1].value["picture"] == Picture.objects.get()
        assert story.body[1].value["caption"] == "At noon"

    @pytest.mark.parametrize("name", ["quay.jpg", "quay-scaled.jpg", "quay-1024x683.jpg"])
    def test_is_known_by_any_of_its_names(self, move, uploads, name):
        draw(uploads / "2012/03" / name)
        content = f'<img src="{UPLOADS}/2012/03/quay-300x200.jpg" alt="A quay">'
        move(Item(1, content=content), media=uploads)
        assert body_kinds(Story.objects.get()) == ["picture"]

    def test_is_known_by_its_address_rather_than_by_another_sites_number(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg", colour="red")
        draw(uploads / "2015/pier.jpg", colour="blue")
        items = attachment(9), attachment(10, "2015/pier.jpg", title="Pier")
        content = f'<img class="wp-image-9" src="{UPLOADS}/2015/pier-300x200.jpg" alt="">'
        move(*items, Item(1, content=content), media=uploads)
        assert Story.objects.get().body[0].value["picture"].title == "Pier"

    def test_of_another_sites_number_is_not_shown_in_its_place(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        content = f'<img class="wp-image-9" src="{UPLOADS}/2015/gone.jpg" alt="">'
        report = move(attachment(9), Item(1, content=content), media=uploads)
        assert body_kinds(Story.objects.get()) == []
        assert report.missing.count == 1

    def test_that_no_attachment_describes_comes_all_the_same(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        report = move(
            Item(1, content=f'<img src="{UPLOADS}/2012/03/quay.jpg" alt="A quay">'), media=uploads
        )
        assert Picture.objects.get().description == "A quay"
        assert "attachment" not in report.tallies

    def test_without_alt_text_of_its_own_has_that_of_the_body(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        content = f'<img class="wp-image-9" src="{UPLOADS}/2012/03/quay.jpg" alt="Two boats">'
        move(attachment(9, meta={}), Item(1, content=content), media=uploads)
        assert Picture.objects.get().description == "Two boats"

    def test_has_no_file_name_for_alt_text(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        move(attachment(9, meta={"_wp_attachment_image_alt": "quay"}), media=uploads)
        assert Picture.objects.get().description == ""

    def test_has_the_credit_that_the_body_gives_it(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        credit = '<span class="credit">Ana Ruiz</span></figcaption>'
        move(Item(1, content=SHOWN.replace("</figcaption>", credit)), attachment(9), media=uploads)
        assert Picture.objects.get().credit == "Ana Ruiz"
        assert Story.objects.get().body[1].value["caption"] == "At noon"

    def test_at_the_top_of_a_story_is_its_lead(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        move(Item(1, meta=LEAD), attachment(9), media=uploads)
        assert Story.objects.get().lead_picture == Picture.objects.get()

    def test_is_not_shown_twice_when_the_body_begins_with_it(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        content = SHOWN.replace("<p>Look.</p>", "") + "<p>Look.</p>"
        move(Item(1, content=content, meta=LEAD), attachment(9), media=uploads)
        story = Story.objects.get()
        assert body_kinds(story) == ["paragraph"]
        assert story.lead_caption == "At noon"

    def test_that_stands_in_two_places_is_one_picture(self, move, uploads):
        draw(uploads / "2012/03/quay.jpg")
        draw(uploads / "2013/quay-again.jpg")
        move(attachment(9), attachment(10, "2013/quay-again.jpg"), media=uploads)
        assert Picture.objects.count() == 1

    def test_is_told_by_its_content_and_not_by_its_name(self, move, uploads):
        draw(uploads / "drawn.png").rename(uploads / "quay.pdf")
        move(attachment(9, "quay.pdf"), media=uploads)
        assert Picture.objects.count() == 1

    @pytest.mark.parametrize(
        "content", [b"<svg onload='x()'/>", b"", b"MZ\x90", b"\xff\xd8\xff\xe0cut"]
    )
    def test_that_is_none_is_listed_with_the_reason(self, move, uploads, content):
        (uploads / "quay.jpg").write_bytes(content)
        report = move(attachment(9, "quay.jpg"), media=uploads)
        assert not Picture.objects.exists()
        (record,) = report.missing
        assert record["why"]

    @pytest.mark.parametrize("path", ["../secret.jpg", "/etc/passwd", "2012/../../secret.jpg"])
    def test_never_comes_from_outside_the_folder(self, move, uploads, tmp_path, path):
        draw(tmp_path / "secret.jpg")
        (uploads / "2012").mkdir()
        report = move(attachment(9, path), media=uploads)
        assert not Picture.objects.exists()
        assert report.missing.count == 1

    def test_never_comes_by_a_link_out_of_the_folder(self, move, uploads, tmp_path):
        draw(tmp_path / "secret.jpg")
        (uploads / "quay.jpg").symlink_to(tmp_path / "secret.jpg")
        move(attachment(9, "quay.jpg"), media=uploads)
        assert not Picture.objects.exists()


class TestGallery:
    def test_of_numbers_shows_those_pictures(self, move, uploads):
        draw(uploads / "a.jpg", colour="red")
        draw(uploads / "b.jpg", colour="blue")
        items = (
            attachment(9, "a.jpg"),
            attachment(10, "b.jpg"),
            Item(1, content='[gallery ids="10,9"]'),
        )
        move(*items, media=uploads)
        (block,) = Story.objects.get().body
        shown = [item["picture"].title for item in block.value["pictures"]]
        assert (block.block_type, len(shown)) == ("gallery", 2)

    def test_without_numbers_shows_what_is_attached(self, move, uploads):
        draw(uploads / "a.jpg")
        move(Item(1, content="[gallery]"), attachment(9, "a.jpg", parent=1), media=uploads)
        assert body_kinds(Story.objects.get()) == ["gallery"]


class TestFile:
    def test_that_is_no_picture_is_a_document(self, move, uploads):
        (uploads / "plan.pdf").write_bytes(b"%PDF-1.4")
        report = move(attachment(9, "plan.pdf", title="The plan"), media=uploads)
        assert get_document_model().objects.get().title == "The plan"
        assert report.of("attachment").imported == {"as a file": 1}

    def test_is_offered_where_its_story_offered_it(self, move, uploads):
        (uploads / "talk.mp3").write_bytes(b"ID3")
        content = f'[audio mp3="{UPLOADS}/talk.mp3"][/audio]'
        move(Item(1, content=content), attachment(9, "talk.mp3", title="A talk"), media=uploads)
        assert body_kinds(Story.objects.get()) == ["file"]

    def test_answers_at_its_old_address(self, move, uploads, client):
        (uploads / "plan.pdf").write_bytes(b"%PDF-1.4")
        move(attachment(9, "plan.pdf"), media=uploads)
        answer = client.get("/wp-content/uploads/plan.pdf", follow=True)
        assert answer.redirect_chain[0][1] == 301
        assert b"".join(answer.streaming_content) == b"%PDF-1.4"

    def test_that_could_be_a_program_is_left_out(self, move, uploads):
        (uploads / "page.html").write_text("<script>x()</script>")
        report = move(attachment(9, "page.html"), media=uploads)
        assert not get_document_model().objects.exists()
        assert report.missing.count == 1

    def test_that_somebody_else_keeps_is_linked_to(self, move, uploads):
        content = '[audio mp3="https://radio.example/talk.mp3"][/audio]'
        report = move(Item(1, content=content), media=uploads)
        (part,) = Story.objects.get().body.get_prep_value()
        assert 'href="https://radio.example/talk.mp3"' in part["value"]
        assert report.missing.count == 0

    def test_on_a_page_is_linked_to(self, move, uploads, client):
        (uploads / "plan.pdf").write_bytes(b"%PDF-1.4")
        content = f'<div class="wp-block-file"><a href="{UPLOADS}/plan.pdf">The plan</a></div>'
        move(page(1, content=content), attachment(9, "plan.pdf"), media=uploads)
        assert "/documents/" in client.get("/about/").content.decode()


class TestMissingPicture:
    def test_is_listed_with_its_address_and_the_reason(self, move):
        report = move(attachment(9), get=Web())
        (record,) = report.missing
        assert record["address"] == f"{UPLOADS}/2012/03/quay.jpg"
        assert record["why"] == "the server answered 404"
        assert report.of("attachment").left_out.total() == 1
        assert report.balances

    def test_leaves_its_words_behind(self, move, client):
        move(Item(1, content=SHOWN), attachment(9))
        story = Story.objects.get()
        assert body_kinds(story) == ["paragraph", "paragraph"]
        assert "At noon" in client.get(story.get_absolute_url()).content.decode()

    def test_of_a_host_that_is_dead_is_asked_for_once(self, move):
        web = Dead()
        loose = f'<img src="{UPLOADS}/c.jpg" alt="">'
        report = move(attachment(9, "a.jpg"), Item(1, content=loose), get=web)
        assert len(web.asked) == 1
        assert report.missing.count == 2

    def test_of_one_address_does_not_silence_its_host(self, move, picture_bytes):
        web = Web(b=picture_bytes)
        move(attachment(9, "a.jpg"), attachment(10, "b.jpg"), get=web)
        assert len(web.asked) == 2
        assert Picture.objects.count() == 1

    def test_is_put_in_once_it_is_to_be_had(self, move, uploads, client):
        items = Item(1, content=SHOWN, meta=LEAD), attachment(9)
        move(*items)
        draw(uploads / "2012/03/quay.jpg")
        report = move(*items, media=uploads)
        story = Story.objects.get()
        assert body_kinds(story) == ["paragraph", "picture"]
        assert story.lead_picture == Picture.objects.get()
        assert (report.completed, report.missing.count) == (1, 0)
        assert report.of("post").already_there.total() == 1
        assert client.get(story.get_absolute_url()).status_code == 200

    def test_is_put_in_when_the_web_is_back(self, move, picture_bytes):
        items = Item(1, content=SHOWN), attachment(9)
        move(*items, get=Dead())
        move(*items, get=Web(quay=picture_bytes))
        assert body_kinds(Story.objects.get()) == ["paragraph", "picture"]

    def test_is_not_put_into_a_story_that_was_edited_since_which_is_listed(self, move, uploads):
        items = Item(1, "Look", content=SHOWN), attachment(9)
        move(*items)
        story = Story.objects.get()
        story.headline, story.change_kind = "Look again", "typo"
        story.byline_note = "Staff"
        story.save_revision().publish()
        draw(uploads / "2012/03/quay.jpg")
        report = move(*items, media=uploads)
        story.refresh_from_db()
        assert body_kinds(story) == ["paragraph", "paragraph"]
        (record,) = report.edited_since
        assert record["title"] == "Look again"
        assert report.completed == 0

    def test_is_not_asked_for_by_stories_that_lack_nothing_new(self, move):
        items = Item(1, content=SHOWN), attachment(9)
        move(*items)
        body = Story.objects.get().body.get_prep_value()
        report = move(*items)
        assert Story.objects.get().body.get_prep_value() == body
        assert report.completed == 0

    def test_is_remembered_as_missing(self, move):
        move(attachment(9))
        assert Arrival.objects.get(kind="attachment").outcome == Outcome.MISSING_FILE
