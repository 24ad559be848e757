"""Pages as standing pages."""

import pytest

from broadsheet.fronts.models import StandingPage
from tests.making import make_section
from tests.wire.exports import SITE, page

pytestmark = pytest.mark.django_db

TREE = [
    page(3, "Level3", parent=2, link=f"{SITE}/level1/level2/level3/"),
    page(2, "Level2", parent=1, link=f"{SITE}/level1/level2/"),
    page(1, "Level1"),
]


class TestPage:
    def test_answers_where_it_did(self, move, client):
        move(page(1, content="<p>Who we <i>are</i>.</p>"))
        answer = client.get("/about/")
        assert "<p>Who we <i>are</i>.</p>" in answer.content.decode()

    @pytest.mark.parametrize("order", [TREE, TREE[::-1], [TREE[1], TREE[2], TREE[0]]])
    def test_stands_below_its_parent_in_whatever_order_they_come(self, move, client, order):
        report = move(*order)
        for path in ("/level1/", "/level1/level2/", "/level1/level2/level3/"):
            assert client.get(path).status_code == 200
        assert report.of("page").imported == {"published": 3}
        assert StandingPage.objects.count() == 4

    def test_whose_parent_is_in_the_bin_stands_at_the_top(self, move, client):
        move(page(2, "Team", parent=1), page(1, "About", status="trash"))
        assert client.get("/team/").status_code == 200

    def test_whose_parent_is_not_in_the_file_stands_at_the_top(self, move, client):
        move(page(2, "Team", parent=77))
        assert client.get("/team/").status_code == 200

    def test_within_itself_stands_at_the_top(self, move, client):
        report = move(page(1, "Ann", parent=2), page(2, "Bob", parent=1), page(3, "Cy", parent=3))
        assert StandingPage.objects.filter(live=True).count() == 4
        assert client.get("/cy/").status_code == 200
        assert report.balances

    @pytest.mark.parametrize("fields", [{"status": "draft"}, {"password": "x"}])
    def test_that_was_not_public_is_not(self, move, client, fields):
        move(page(1, **fields))
        assert client.get("/about/").status_code == 404
        assert StandingPage.objects.get(title="About").live is False

    @pytest.mark.parametrize("title", ["Search", "News"])
    def test_at_an_address_that_is_taken_gets_a_suffix(self, move, client, title):
        make_section("news")
        report = move(page(1, title))
        assert client.get(f"/{title.lower()}-2/").status_code == 200
        assert report.changes["address"] == 1

    def test_is_led_to_from_its_number(self, move, client):
        move(page(9))
        assert client.get("/?page_id=9")["Location"] == "/about/"

    def test_that_moved_is_led_to_from_its_old_address(self, move, client):
        move(page(9, link=f"{SITE}/info/about-us/"))
        assert client.get("/info/about-us/")["Location"] == "/about/"

    def test_shows_no_picture_but_its_words_and_lists_it(self, move, client):
        content = '<figure><img src="/x.jpg" alt=""><figcaption>Our desk</figcaption></figure>'
        report = move(page(1, content=content))
        assert "Our desk" in client.get("/about/").content.decode()
        assert report.leftovers["picture"] == 1

    def test_lays_a_table_out_as_lines_and_lists_it(self, move, client):
        table = (
            "<table><tr><th>Issue</th><th>Price</th></tr><tr><td>One</td><td>2</td></tr></table>"
        )
        report = move(page(1, content=table))
        assert "<li>One – 2</li>" in client.get("/about/").content.decode()
        assert report.changes["shape"] == 1

    def test_is_edited_in_the_newsroom_without_loss(self, move, admin_client):
        move(page(1, content="<h2>Desk</h2><p>Who we <b>are</b></p><ul><li>Ada</li></ul>"))
        made = StandingPage.objects.get(title="About")
        assert admin_client.get(f"/newsroom/pages/{made.pk}/edit/").status_code == 200
