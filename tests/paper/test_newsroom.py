"""The paper's settings, as a publisher fills them in."""

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from broadsheet.desk.roles import Role
from broadsheet.paper.models import POLICIES, Paper
from tests.making import make_paper, make_section
from tests.newsroom import complaints, log_in

pytestmark = pytest.mark.django_db

SETTINGS = "/newsroom/settings/paper/paper/1/"


@pytest.fixture
def publisher():
    make_paper()
    return log_in(Role.PUBLISHER)


def form(*lines, **fields):
    names = (
        "tagline description logo publisher_name publisher_address publisher_email "
        "publisher_phone founded_on social_accounts corrections_policy ethics_policy ownership "
        "masthead feedback_policy"
    )
    return nested_form_data(
        {
            **dict.fromkeys(names.split(), ""),
            "name": "The Test Courier",
            "language": "en",
            "time_zone": "Europe/Berlin",
            "fold": "never",
            "headline_limit": "90",
            "grace_minutes": "15",
            "menu_items": inline_formset([{**line} for line in lines]),
            **fields,
        }
    )


def line(**fields):
    blank = {"place": "head", "text": "", "section": "", "page": "", "address": ""}
    return {**blank, **fields}


class TestSettings:
    def test_begin_with_those_of_a_paper_not_set_up(self):
        log_in(Role.PUBLISHER).get("/newsroom/settings/paper/paper/", follow=True)
        assert Paper.objects.get().pk == 1

    def test_are_saved(self, publisher):
        publisher.post(SETTINGS, form(name="The Harbour Post"))
        paper = Paper.current()
        assert (paper.name, paper.time_zone) == ("The Harbour Post", "Europe/Berlin")
        assert (paper.headline_limit, paper.grace_minutes) == (90, 15)

    def test_offer_time_zones_to_whoever_types_a_part_of_one(self, publisher):
        page = publisher.get(SETTINGS).content.decode()
        assert 'list="id_time_zone-zones"' in page
        assert '<option value="Asia/Kolkata">' in page

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("time_zone", "Atlantis/Capital"),
            ("name", ""),
            ("headline_limit", "5"),
            ("headline_limit", "999"),
            ("grace_minutes", "1441"),
            ("social_accounts", "no address"),
            ("publisher_email", "no address"),
            *[(field, "javascript:alert(1)") for field in POLICIES],
            ("ownership", "our owners"),
            ("ownership", "//elsewhere.example/"),
            ("ownership", "/about us/"),
            ("ownership", "https://"),
        ],
    )
    def test_say_what_is_wrong(self, publisher, field, value):
        assert field in complaints(publisher.post(SETTINGS, form(**{field: value})))

    @pytest.mark.parametrize("address", ["/about/ethics/", "https://example.org/ethics", ""])
    def test_name_pages_here_and_elsewhere(self, publisher, address):
        publisher.post(SETTINGS, form(ethics_policy=address))
        assert Paper.current().ethics_policy == address


class TestMenus:
    def test_lead_to_sections_and_addresses(self, publisher):
        section = make_section("sport")
        lines = [line(section=str(section.pk)), line(text="Latest", address="/latest/")]
        publisher.post(SETTINGS, form(*lines))
        assert [item.url for item in Paper.current().menu_items.all()] == ["/sport/", "/latest/"]

    @pytest.mark.parametrize(
        "wrong", [{}, {"address": "javascript:alert(1)"}, {"address": "/somewhere/"}]
    )
    def test_say_what_is_wrong_with_a_line(self, publisher, wrong):
        response = publisher.post(SETTINGS, form(line(**wrong)))
        assert response.status_code == 200
        assert not response.context["form"].is_valid()
        assert not Paper.current().menu_items.exists()
