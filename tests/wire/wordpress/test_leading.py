"""Links of old, and where they lead now."""

import pytest

from broadsheet.addresses.models import FormerAddress
from broadsheet.stories.models import Story
from broadsheet.wire.models import Arrival
from tests.wire.exports import SITE, Item, attachment, category, page, tag

pytestmark = pytest.mark.django_db

TARGET = Item(2, "Target", slug="target")


def linking(href, words="before"):
    return Item(1, content=f'<p>As <a href="{href}">{words}</a> told.</p>', slug="linking")


def html_of(slug="linking"):
    return Story.objects.get(slug=slug).body.get_prep_value()[0]["value"]


class TestLink:
    @pytest.mark.parametrize(
        "href",
        [
            f"{SITE}/2012/03/04/target/",
            "http://www.old.example.org/2012/03/04/target",
            "//old.example.org/2012/03/04/target/",
            "/2012/03/04/target/",
            f"{SITE}/?p=2",
            f"{SITE}/2012/03/04/target/?utm_source=x",
            f"{SITE}/2012/03/04/target/amp/",
            f"{SITE}/2012/03/04/target/#comment-7",
        ],
    )
    @pytest.mark.parametrize("order", [1, -1])
    def test_to_another_story_leads_to_where_that_is_now(self, move, href, order):
        report = move(*[linking(href), TARGET][::order])
        assert html_of() == '<p>As <a href="/news/2012/03/04/target/">before</a> told.</p>'
        assert (report.links_rewritten, report.open_links.count) == (1, 0)

    def test_to_a_place_on_a_page_leads_to_that_place(self, move):
        move(linking(f"{SITE}/2012/03/04/target/#figures"), TARGET)
        assert 'href="/news/2012/03/04/target/#figures"' in html_of()

    @pytest.mark.parametrize(
        ("href", "now"),
        [
            (f"{SITE}/", "/"),
            (f"{SITE}/category/news/", "/news/"),
            (f"{SITE}/tag/piers/", "/topics/piers/"),
            (f"{SITE}/author/ada/", "/authors/ada/"),
            (f"{SITE}/about/", "/about/"),
            (f"{SITE}/?page_id=5", "/about/"),
        ],
    )
    def test_to_a_list_or_page_leads_there(self, move, href, now):
        items = linking(href), page(5), Item(2, under=(category("News"), tag("Piers")))
        move(*items)
        assert f'<a href="{now}">' in html_of()

    @pytest.mark.parametrize(
        "href", ["https://elsewhere.example/2012/03/04/target/", "mailto:a@old.example.org", "#top"]
    )
    def test_to_elsewhere_stays(self, move, href):
        report = move(linking(href), TARGET)
        assert report.links_rewritten == 0
        assert report.open_links.count == 0

    def test_to_what_did_not_come_stays_and_is_listed(self, move):
        report = move(linking(f"{SITE}/2012/03/04/target/"))
        assert f'href="{SITE}/2012/03/04/target/"' in html_of()
        (record,) = report.open_links
        assert record["links"] == [f"{SITE}/2012/03/04/target/"]

    def test_to_what_comes_later_leads_there_then(self, move):
        move(linking(f"{SITE}/2012/03/04/target/"))
        report = move(linking(f"{SITE}/2012/03/04/target/"), TARGET)
        assert 'href="/news/2012/03/04/target/"' in html_of()
        assert report.open_links.count == 0

    def test_to_a_draft_stays(self, move):
        move(linking(f"{SITE}/?p=2"), Item(2, status="draft", slug="target"))
        assert f'href="{SITE}/?p=2"' in html_of()

    def test_to_a_file_leads_to_the_file(self, move, uploads):
        (uploads / "plan.pdf").write_bytes(b"%PDF-1.4")
        href = f"{SITE}/wp-content/uploads/plan.pdf"
        move(linking(href), attachment(9, "plan.pdf"), media=uploads)
        assert '<a href="/documents/' in html_of()

    def test_stays_in_a_story_that_was_edited_since(self, move):
        move(linking(f"{SITE}/2012/03/04/target/"))
        story = Story.objects.get()
        story.byline_note, story.change_kind = "Staff", "typo"
        story.save_revision().publish()
        move(linking(f"{SITE}/2012/03/04/target/"), TARGET)
        assert f'href="{SITE}/2012/03/04/target/"' in html_of()

    def test_on_a_page_leads_on_too(self, move, client):
        content = f'<p>See <a href="{SITE}/2012/03/04/target/">this</a>.</p>'
        move(page(5, content=content), TARGET)
        assert 'href="/news/2012/03/04/target/"' in client.get("/about/").content.decode()

    def test_in_any_block_leads_on(self, move):
        link = f'<a href="{SITE}/?p=2">it</a>'
        content = (
            f"<ul><li>{link}</li></ul><blockquote><p>{link}</p></blockquote>"
            f'<div class="factbox"><h3>Box</h3><p>{link}</p></div>'
            f'<p class="correction">{link}</p>'
        )
        report = move(Item(1, content=content, slug="linking"), TARGET)
        assert report.links_rewritten == 4
        assert SITE not in str(Story.objects.get(slug="linking").body.get_prep_value())


class TestAnnouncedStory:
    @pytest.mark.parametrize("order", [1, -1])
    def test_stands_in_the_body_whichever_came_first(self, move, order):
        announcing = Item(1, content=f"Read on:\n\n{SITE}/2012/03/04/target/\n\n", slug="linking")
        move(*[announcing, TARGET][::order])
        parts = Story.objects.get(slug="linking").body.get_prep_value()
        target = Story.objects.get(slug="target")
        assert (parts[1]["type"], parts[1]["value"]) == ("related", target.pk)

    def test_that_did_not_come_is_a_link(self, move):
        move(Item(1, content=f"Read on:\n\n{SITE}/2012/03/04/target/\n\n", slug="linking"))
        parts = Story.objects.get().body.get_prep_value()
        assert f'href="{SITE}/2012/03/04/target/"' in parts[1]["value"]


class TestOldAddress:
    @pytest.mark.parametrize(
        "path", ["/2012/03/04/target/", "/2012/03/04/target", "/?p=2", "/2012/03/04/once/"]
    )
    def test_of_a_story_leads_to_it(self, move, client, path):
        move(Item(2, slug="target", meta={"_wp_old_slug": "once"}))
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, "/news/2012/03/04/target/")

    @pytest.mark.parametrize(
        ("path", "now"), [("/feed/", "/feeds/rss.xml"), ("/feed/atom/", "/feeds/atom.xml")]
    )
    def test_of_a_feed_leads_to_the_feed(self, move, client, path, now):
        move(TARGET)
        assert client.get(path)["Location"] == now

    def test_that_an_editor_led_elsewhere_stays_so(self, move, client):
        FormerAddress.objects.create(path="/feed/", to_address="/sport/")
        move(TARGET)
        assert client.get("/feed/")["Location"] == "/sport/"

    def test_that_is_the_new_one_answers_itself(self, move, client):
        move(Item(2, slug="target", link=f"{SITE}/news/2012/03/04/target/"))
        assert client.get("/news/2012/03/04/target/").status_code == 200

    def test_of_an_attachment_leads_to_the_story_it_belongs_to(self, move, client):
        move(TARGET, attachment(9, parent=2, link=f"{SITE}/2012/03/04/target/quay/"))
        for path in ("/?attachment_id=9", "/2012/03/04/target/quay/"):
            assert client.get(path)["Location"] == "/news/2012/03/04/target/"

    def test_of_a_draft_leads_nowhere_until_it_is_published(self, move, client):
        move(Item(2, status="private", slug="target"))
        assert client.get("/2012/03/04/target/").status_code == 404
        story = Story.objects.get()
        story.byline_note = "Staff"
        story.save_revision().publish()
        assert client.get("/?p=2").status_code == 301

    @pytest.mark.parametrize("link", ["", "not an address", "https://[", f"{SITE}/a%00b/", SITE])
    def test_that_makes_no_sense_is_none(self, move, link):
        report = move(Item(2, link=link))
        assert report.of("post").imported.total() == 1

    def test_of_what_arrived_is_kept_with_it(self, move):
        move(TARGET)
        assert Arrival.objects.get(kind="post").address == f"{SITE}/2012/03/04/target/"
