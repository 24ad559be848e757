"""Fields that keep text in one form."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from broadsheet.fronts.models import StandingPage
from broadsheet.media.models import Picture
from broadsheet.paper.models import MenuItem, Paper
from broadsheet.stories.models import Story
from broadsheet.topics.models import Author, Section, Topic
from tests.making import make_author, make_draft, make_section

HIDDEN = "\u202eFerry\u200b\x00 runs\u2066\n again\u2069"
SEEN = "Ferry runs again"

WRITTEN_BY_EDITORS = [
    field
    for model in (Story, Topic, Section, Author, Picture, Paper, MenuItem)
    for field in model._meta.concrete_fields
    if field.model is model and field.editable and not field.choices
]


class TestEveryField:
    def test_of_words_keeps_them_in_one_form(self):
        loose = {
            field.name
            for field in WRITTEN_BY_EDITORS
            if type(field) in {models.CharField, models.TextField}
        }
        # A name out of a list, and addresses: their validators take nothing else.
        assert loose == {"time_zone", "same_as", "links", "social_accounts"}

    def test_is_djangos_own_to_migrations(self):
        for model in apps.get_models():
            for field in model._meta.concrete_fields:
                assert not field.deconstruct()[1].startswith("broadsheet.fields")


class TestLineField:
    @pytest.mark.django_db
    def test_is_settled_when_saved(self):
        section = make_section("news")
        section.name = HIDDEN
        section.save()
        assert section.name == SEEN
        assert Section.objects.get().name == SEEN

    @pytest.mark.django_db
    def test_is_settled_when_many_are_saved_or_changed_at_once(self):
        Author.objects.bulk_create([Author(name=HIDDEN, slug="ana")])
        assert Author.objects.get().name == SEEN
        Author.objects.update(role=HIDDEN)
        assert Author.objects.get().role == SEEN

    @pytest.mark.django_db
    def test_is_settled_in_a_draft(self):
        story = make_draft()
        story.headline = HIDDEN
        assert story.save_revision().as_object().headline == SEEN

    def test_is_judged_as_it_will_be_kept(self):
        field = Section._meta.get_field("name").formfield()
        assert field.clean(HIDDEN) == SEEN
        assert field.clean(f"{'x' * 60}\u200b") == "x" * 60
        with pytest.raises(ValidationError, match="required"):
            field.clean("\u200b\u202e\u200d")

    @pytest.mark.parametrize("name", ["അവന്\u200d", "نامه\u200cای", "كتاب C++\u200f"])
    @pytest.mark.django_db
    def test_keeps_the_spelling_of_a_name(self, name):
        make_author(name=name)
        assert Author.objects.filter(name=name).exists()


class TestPassageField:
    def test_keeps_its_lines(self):
        field = Author._meta.get_field("bio").formfield()
        assert field.clean("Born\u202e here.\nWrites\u200b there.") == "Born here.\nWrites there."


class TestProseField:
    @pytest.mark.django_db
    def test_turns_no_direction(self):
        page = StandingPage(title="About", body="<p>gn\u202ep.exe\x00</p>")
        page._meta.get_field("body").pre_save(page, add=True)
        assert page.body == "<p>gnp.exe</p>"
