"""What the register tells of a text: of whom and what it names, and of nothing else."""

from datetime import date

import pytest

from broadsheet.checking.known import Former, Named
from broadsheet.kit.days import Span
from broadsheet.register import pages
from broadsheet.register.asking import MOST_SHORT
from broadsheet.register.models import Role
from broadsheet.register.pages import known_of
from tests.register.making import (
    SOURCE,
    make_office,
    make_organisation,
    make_person,
    make_place,
    make_tenure,
    named,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chad():
    return make_place("Chad", others="Tchad", adjectives="Chadian", former="Tchad français (1960)")


@pytest.fixture
def president(chad):
    return make_office("president", others="head of state", country=chad)


@pytest.fixture
def holder(president):
    """Who is president of Chad."""
    person = make_person("Idriss Déby Itno", short="Déby", born="1952", died="2021-04-20")
    make_tenure(person, president, "1990-12-02", "2021-04-20")
    return person


def people(text):
    return [person.name for person in known_of(named(text)).persons]


class TestPersons:
    def test_are_known_by_their_full_name_in_any_spelling(self):
        make_person("Volodymyr Zelensky", others="Volodymyr Zelenskyy")
        make_person("Ada Byrne")
        assert people("On Monday Volodymyr Zelenskyy spoke.") == ["Volodymyr Zelensky"]

    def test_are_not_known_by_their_short_name_alone(self, holder):
        assert people("Then Déby spoke.") == []

    def test_are_known_by_their_short_name_and_a_title_that_was_ever_theirs(self, holder):
        make_person("Ada Déby", short="Déby")
        assert people("Then President Déby spoke.") == ["Idriss Déby Itno"]
        assert people("Déby, the head of state, spoke.") == ["Idriss Déby Itno"]

    def test_are_not_known_by_words_in_small_letters(self):
        make_person("Rose Hill", short="Hill")
        assert people("The rose hill path.") == []

    def test_of_a_short_name_and_a_title_are_so_many_at_most(self, president):
        names = [f"Ada{number} Nour" for number in range(MOST_SHORT + 1)]
        for name in names:
            make_tenure(make_person(name), president)
        assert people("A president called Nour.") == names[:MOST_SHORT]

    def test_come_with_all_that_is_known_of_them(self, holder):
        [known] = known_of(named("President Déby spoke.")).persons
        assert (known.name, known.short) == ("Idriss Déby Itno", "Déby")
        assert known.born == Span.read("1952")
        assert known.died == Span.read("2021-04-20")

    def test_come_with_the_day_on_which_somebody_saw_it(self, chad):
        office = make_office("president", country=chad, known_on=date(2025, 7, 1))
        make_tenure(make_person("Ada Nour", known_on=date(2024, 2, 3)), office)
        known = known_of(named("Ada Nour"))
        assert known.persons[0].known_on == date(2024, 2, 3)
        assert known.offices[0].known_on == date(2025, 7, 1)

    def test_come_with_every_office_they_held(self, holder, president):
        general = make_office("general", is_single=False)
        make_tenure(holder, general, "1980", is_acting=True)
        known = known_of(named("Idriss Déby Itno"))
        assert [office.title for office in known.offices] == ["president", "general"]
        assert [(t.begins, t.is_acting, t.source) for t in known.tenures] == [
            (Span.read("1990-12-02"), False, SOURCE),
            (Span.read("1980"), True, SOURCE),
        ]
        assert known.tenures[1].ends is None


class TestOffices:
    @pytest.mark.parametrize(
        "text",
        [
            "the president of Chad",
            "the Chadian president",
            "Tchad has a head of state",
            "a president of Tchad français",
        ],
    )
    def test_are_named_by_title_and_by_what_they_are_of(self, text, holder):
        known = known_of(named(text))
        assert [(o.title, o.of) for o in known.offices] == [("president", "Chad")]
        assert known.offices[0].of_others == ("Tchad", "Chadian", "Tchad français")
        assert [person.name for person in known.persons] == ["Idriss Déby Itno"]

    @pytest.mark.parametrize("text", ["a president spoke", "Chad has a chairman"])
    def test_are_not_named_by_either_alone(self, text, holder):
        known = known_of(named(text))
        assert (known.offices, known.persons, known.tenures) == ((), (), ())

    def test_of_an_organisation_are_named_in_the_same_way(self):
        un = make_organisation("United Nations", others="UN\nU.N.", former="Allies (1945)")
        make_office("secretary-general", organisation=un)
        [office] = known_of(named("the UN secretary-general")).offices
        assert (office.title, office.of) == ("secretary-general", "United Nations")
        assert office.of_others == ("UN", "U.N.", "Allies")

    def test_of_nothing_are_named_by_title_alone(self):
        pope = make_office("pope")
        make_tenure(make_person("Francis"), pope, "2013-03-13", "2025-04-21")
        known = known_of(named("the pope spoke"))
        assert [(o.title, o.of) for o in known.offices] == [("pope", "")]
        assert [person.name for person in known.persons] == ["Francis"]

    def test_come_with_all_who_held_them(self, holder, president, chad):
        make_tenure(make_person("Mahamat Déby"), president, "2021-04-20")
        known = known_of(named("the Chadian president"))
        assert [person.name for person in known.persons] == ["Idriss Déby Itno", "Mahamat Déby"]
        assert [known.office[t.office].title for t in known.tenures] == ["president", "president"]

    def test_come_without_what_their_holders_held_besides_unless_these_are_named(
        self, holder, president, chad
    ):
        make_tenure(holder, make_office("minister", country=chad), "1985")
        assert len(known_of(named("the Chadian president Déby")).tenures) == 1
        assert len(known_of(named("the Chadian president Idriss Déby Itno")).tenures) == 2
        assert len(known_of(named("the president and minister Déby")).tenures) == 2

    def test_that_many_hold_come_without_holders_the_text_does_not_name(self, chad):
        deputy = make_office("deputy", country=chad, is_single=False)
        make_tenure(make_person("Ada Nour"), deputy)
        make_tenure(make_person("Ben Saleh"), deputy)
        known = known_of(named("Ada Nour is a Chadian deputy"))
        assert [person.name for person in known.persons] == ["Ada Nour"]
        assert [office.title for office in known.offices] == ["deputy"]


class TestPlaces:
    def test_are_known_by_names_they_had(self, chad):
        make_place("N’Djamena", country=chad, former="Fort-Lamy (1973-04-06)", region="Chari")
        [place] = known_of(named("In Fort-Lamy it rained.")).places
        assert place.name == "N’Djamena"
        assert place.former == (Former("Fort-Lamy", Span.read("1973-04-06")),)
        assert (place.country, place.region) == ("Chad", "Chari")
        assert place.country_others == ("Tchad", "Chadian")

    def test_are_not_known_by_an_adjective(self, chad):
        assert known_of(named("Chadian cotton")).places == ()

    def test_are_known_where_they_are_written_as_names(self):
        make_place("Turkey")
        assert known_of(named("we ate turkey")).places == ()
        assert len(known_of(named("we ate in Turkey")).places) == 1


class TestOrganisations:
    def test_are_known_by_names_they_had(self):
        make_organisation("Meta", others="Meta Platforms", former="Facebook, Inc. (2021-10-28)")
        [known] = known_of(named("shares of Facebook, Inc. fell")).organisations
        assert (known.name, known.others) == ("Meta", ("Meta Platforms",))
        assert known.former == (Former("Facebook, Inc.", Span.read("2021-10-28")),)


def test_tells_a_title_and_a_country_without_an_office_that_is_of_both(president):
    make_place("Freedonia", adjectives="Freedonian")
    known = known_of(named("the Freedonian president, Ada Byrne"))
    assert known.offices == ()
    assert known.titles == {"president"}
    [place] = known.places
    assert (place.name, place.adjectives) == ("Freedonia", ("Freedonian",))


class TestNear:
    def test_are_persons_whose_name_has_one_letter_wrong(self):
        make_person("Emmanuel Macron")
        for text in ("Then Emannuel Macron spoke.", "Then President Emmanuel Macrom spoke."):
            known = known_of(named(text))
            assert [person.name for person in known.near] == ["Emmanuel Macron"]
            assert known.persons == ()

    def test_come_with_the_offices_that_they_hold(self, holder, president):
        [tenure] = known_of(named("Then Irdiss Déby Itno spoke.")).tenures
        assert tenure.person == holder.pk
        known = known_of(named("Then President Irdiss Déby Itno spoke."))
        assert [office.title for office in known.offices] == ["president"]

    @pytest.mark.parametrize("text", ["Emmanuel Macron spoke.", "Emma Macron spoke.", "Macrom."])
    def test_are_none_where_the_name_is_right_or_another(self, text):
        make_person("Emmanuel Macron")
        assert known_of(named(text)).near == ()

    def test_are_none_where_what_is_written_is_a_name_as_well(self):
        make_person("John Smithe")
        make_person("Ada Smythe")
        assert known_of(named("Then John Smythe spoke.")).near == ()

    def test_are_so_many_at_most(self, monkeypatch):
        monkeypatch.setattr(pages, "MOST_NEAR", 2)
        for first in ("Emmanuel", "Ernestine", "Emmeline"):
            make_person(f"{first} Macron")
        assert len(known_of(named("Emannuel Macron spoke.")).near) <= 2


class TestKnownOf:
    def test_knows_nothing_of_an_empty_text(self, holder):
        assert known_of(Named(frozenset(), frozenset())).persons == ()

    def test_asks_as_often_however_much_there_is(self, holder, chad, django_assert_max_num_queries):
        text = "President Déby of Chad, the Chadian general Ada Nour and Ben Saleh met the UN."
        for title in ("general", "minister"):
            office = make_office(title, country=chad)
            for first in ("Ada Nour", "Ben Saleh"):
                make_tenure(make_person(first), office)
        make_organisation("United Nations", others="UN")
        with django_assert_max_num_queries(8):
            known = known_of(named(text))
        assert len(known.persons) == 5

    def test_says_the_same_in_the_same_order_each_time(self, holder, president):
        for first in ("Zoe", "Ada", "Moe"):
            make_tenure(make_person(f"{first} Nour"), president)
        text = named("the Chadian president, Zoe Nour, Ada Nour, Moe Nour")
        assert known_of(text) == known_of(text)
        ids = [person.id for person in known_of(text).persons]
        assert ids == sorted(ids)

    def test_looks_short_names_up_last(self):
        assert max(Role) is Role.SHORT
