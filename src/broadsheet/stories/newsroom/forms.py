"""The form a story is written in: drafts save freely, publishing asks the rules of the house.

Which fields it has is said by the panels; what is wrong with a story, by `fitness`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminDraftStateFormMixin, WagtailAdminModelForm
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from broadsheet.fields import SlugInput
from broadsheet.kit.slugs import slugify
from broadsheet.paper.models import Paper
from broadsheet.stories.models import Form, Story
from broadsheet.stories.proofing.drafting import LINES, drafted
from broadsheet.stories.proofing.gating import errors_in_copy
from broadsheet.stories.publishing import fitness
from broadsheet.stories.publishing.changing import is_past_grace
from broadsheet.stories.record import wording
from broadsheet.stories.record.kinds import OFFERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.forms import BaseForm
    from wagtail.blocks import StreamValue

    from broadsheet.stories.publishing.fitness import Fault
    from broadsheet.stories.record.wording import Words
    from broadsheet.topics.models import Author

NAMELESS = "story"
"""The slug of a headline that has no letters to make one of."""


class ShortSlugField(SlugInput):
    """Cuts a slug made of a long headline instead of complaining about it."""

    def to_python(self, value: Any) -> str:
        slug: str = super().to_python(value) or ""
        return slug if self.max_length is None else slug[: self.max_length].rstrip("-")


def slug_of(headline: str, *, longest: int) -> str:
    """The slug a headline gives."""
    return slugify(headline)[:longest].strip("-") or NAMELESS


class StoryRules(WagtailAdminModelForm):
    """What the story's form adds to the one Wagtail builds from the panels."""

    goes_out = False
    """Whether it is to be published, and not only saved, or sent to whoever decides that."""
    may_be_kept = False
    """Whether something is wrong with it that may stay, if somebody says why."""
    besides: tuple[str, ...] = ()
    """what is wrong with the copy in fields at which something else is told"""

    # Go-live and expiry have a tab of their own instead of Wagtail's dialog.
    show_schedule_publishing_toggle = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.fields["slug"]
        self.fields["slug"] = ShortSlugField(
            label=given.label,
            help_text=given.help_text,
            widget=given.widget,
            max_length=given.max_length,
            required=False,
        )
        self.fields["change_kind"].choices = [("", _("Not said yet.")), *OFFERED]
        # Scripts build the body's form. Who presses a button before they have leaves it as it is.
        body = self.fields["body"]
        body.disabled = self.is_bound and body.widget.value_omitted_from_data(
            self.data, self.files, self.add_prefix("body")
        )
        self.fields["section"].error_messages["required"] = _("Choose a section.")
        self.fields["headline"].error_messages["required"] = _("Write a headline.")

    def clean(self) -> dict[str, Any]:
        # Wagtail's rules for dates are stepped over: ours say what to do, and spare old drafts.
        cleaned = super(WagtailAdminDraftStateFormMixin, self).clean()
        if not cleaned.get("slug") and cleaned.get("headline"):
            longest = self.fields["slug"].max_length
            cleaned["slug"] = slug_of(cleaned["headline"], longest=longest)
        self._keep_from_itself()
        found = self.faults(cleaned)
        in_copy = [fault for fault in found if fault.where]
        self.may_be_kept = bool(in_copy)
        self.besides = tuple(str(fault) for fault in in_copy if fault.field in self.errors)
        for field, fault in told_at(found, cleaned.get("body")):
            if field not in self.errors:
                self.add_error(field, fault)
        return cleaned

    def faults(self, cleaned: dict[str, Any]) -> list[Fault]:
        """What is wrong with what was filled in: little for a draft, much for publishing."""
        now = timezone.now()
        paper = Paper.current()
        manuscript = self._manuscript(cleaned, paper, at=now)
        if self.is_deferred_validation:
            return fitness.refused(manuscript, at=now)
        found = fitness.faults(manuscript, headline_limit=paper.headline_limit, at=now)
        return [*found, *self._errors_in_copy(cleaned, paper, at=now)] if self.goes_out else found

    def _errors_in_copy(
        self, cleaned: dict[str, Any], paper: Paper, *, at: datetime
    ) -> Iterator[Fault]:
        goes_out = self.instance.published_at or cleaned.get("go_live_at") or at
        draft = drafted(
            lines={field: cleaned.get(field) or "" for field in LINES},
            lead_picture=cleaned.get("lead_picture"),
            body=self._body_as_written(cleaned),
            topics=(),
            day=goes_out.astimezone(paper.zone).date(),
            happened=cleaned.get("happened"),
        )
        return errors_in_copy(draft, story_id=self.instance.pk)

    def _body_as_written(self, cleaned: dict[str, Any]) -> list[Any]:
        """Also where something is wrong with it, so that all is told at once."""
        body = cleaned.get("body")
        if body is None:
            widget, name = self.fields["body"].widget, self.add_prefix("body")
            body = widget.value_from_datadict(self.data, self.files, name)
        return list(body.get_prep_value()) if body else []

    def _manuscript(
        self, cleaned: dict[str, Any], paper: Paper, *, at: datetime
    ) -> fitness.Manuscript:
        return fitness.Manuscript(
            headline=cleaned.get("headline") or "",
            byline=bool(cleaned.get("byline_note")) or bool(self._authors()),
            lead_picture=cleaned.get("lead_picture"),
            body=cleaned.get("body"),
            corrects=cleaned.get("form") == Form.CORRECTION,
            embargo_until=cleaned.get("embargo_until"),
            go_live_at=cleaned.get("go_live_at"),
            expire_at=cleaned.get("expire_at"),
            first=self.instance.first_publication,
            withdrawn_at=self.instance.withdrawn_at,
            address_taken=self._is_address_taken(cleaned, paper, at=at),
            today=fitness.day_it_goes_out(cleaned.get("go_live_at"), zone=paper.zone, at=at),
            change_kind=cleaned.get("change_kind") or "",
            change_note=cleaned.get("change_note") or "",
            is_to_be_named=self._is_to_be_named(cleaned, at=at),
        )

    def _is_to_be_named(self, cleaned: dict[str, Any], *, at: datetime) -> bool:
        """Whether readers have read other words, and nobody says why they change."""
        first, planned = self.instance.first_publication, cleaned.get("go_live_at")
        if self.is_deferred_validation or cleaned.get("change_kind") or self.errors:
            return False
        if not is_past_grace(first, go_live_at=planned, at=at):
            return False
        return wording.of(Story.objects.get(pk=self.instance.pk)) != self._words(cleaned)

    def _words(self, cleaned: dict[str, Any]) -> Words:
        plain = ("kicker", "headline", "short_headline", "standfirst", "byline_note", "dateline",
                 "lead_caption", "source")  # fmt: skip
        return wording.worded(
            **{name: cleaned.get(name) or "" for name in plain},
            names=[author.name for author in self._authors()],
            lead_picture=cleaned.get("lead_picture"),
            body=cleaned["body"].get_prep_value(),
        )

    def _keep_from_itself(self) -> None:
        for line in self.formsets["related_by_hand"].forms:
            if line.is_valid() and line.cleaned_data.get("other") == self.instance:
                line.add_error("other", _("This is the story itself. Choose another."))

    def _authors(self) -> list[Author]:
        """Those of the byline as it was filled in, in its order."""
        lines = self.formsets["bylines"]
        kept = [
            line.cleaned_data
            for line in lines.forms
            if line.is_valid()
            and line.cleaned_data.get("author")
            and line not in lines.deleted_forms
        ]
        return [line["author"] for line in sorted(kept, key=lambda line: line.get("ORDER") or 0)]

    def _is_address_taken(self, cleaned: dict[str, Any], paper: Paper, *, at: datetime) -> bool:
        """Two drafts may have one slug; two stories that have a day may not."""
        section, slug = cleaned.get("section"), cleaned.get("slug")
        if section is None or not slug:
            return False
        if self.instance.day is None and self.is_deferred_validation:
            return False
        day = fitness.day_of_publication(
            self.instance.first_publication,
            embargo_until=cleaned.get("embargo_until"),
            go_live_at=cleaned.get("go_live_at"),
            zone=paper.zone,
            at=at,
        )
        return fitness.is_address_taken(self.instance, section_id=section.pk, slug=slug, day=day)


def with_rules(form: Any) -> type[WagtailAdminModelForm]:
    """The form of a story's panels, with the rules before everything else."""
    made: type[WagtailAdminModelForm] = type(form)(
        "StoryForm", (StoryRules, form), {"Meta": form.Meta}
    )
    return made


def told_at(
    faults: Iterable[Fault], body: StreamValue | None
) -> Iterable[tuple[str, ValidationError]]:
    """Each field that something is wrong with, and all of it; of the body, at its blocks."""
    at_fields: dict[str, list[str]] = {}
    in_body: list[Fault] = []
    for fault in faults:
        if fault.place:
            in_body.append(fault)
        else:
            said = str(fault) if fault.field == "body" else fault.sentence
            at_fields.setdefault(fault.field, []).append(said)
    of_body = at_fields.pop("body", [])
    yield from ((field, ValidationError(said)) for field, said in at_fields.items())
    if body is not None and (of_body or in_body):
        yield "body", told_at_blocks(in_body, body, of_all=of_body)


def told_at_blocks(
    faults: Iterable[Fault], body: StreamValue, *, of_all: list[str]
) -> StreamBlockValidationError:
    """The faults of a body, each at the field of the block that it is about, or above all."""
    blocks: dict[int, ValidationError] = {}
    galleries: dict[int, dict[int, ValidationError]] = {}
    for fault in faults:
        sentence = ValidationError(fault.sentence)
        match fault.place:
            case (int(index), str(field)):
                blocks[index] = StructBlockValidationError({field: sentence})
            case (int(index), "pictures", int(inner), str(field)):
                inside = StructBlockValidationError({field: sentence})
                galleries.setdefault(index, {})[inner] = inside
            case _:
                raise NotImplementedError(fault.place)
    for index, pictures in galleries.items():
        inside_list = ListBlockValidationError(block_errors=pictures)
        blocks[index] = StructBlockValidationError({"pictures": inside_list})
    in_order = dict(sorted(blocks.items()))
    return StreamBlockValidationError(block_errors=in_order, non_block_errors=of_all)


def told_faults(form: WagtailAdminModelForm) -> list[str]:
    """All that is wrong with a form, each with the name of its field, in the order of the page."""
    told = [*_faults_of(form), *form.besides]
    for formset in form.formsets.values():
        lines = [line for line in formset.forms if not _is_deleted(line)]
        # What is wrong with them together, each of them tells in words of its own.
        told += [each for line in lines for each in _faults_of(line)] or formset.non_form_errors()
    return told


def _is_deleted(line: BaseForm) -> bool:
    return bool(getattr(line, "cleaned_data", {}).get(DELETION_FIELD_NAME))


def _faults_of(form: BaseForm) -> Iterator[str]:
    found = form.errors.as_data()
    for name in (NON_FIELD_ERRORS, *form.fields):
        label = capfirst(str(form.fields[name].label or "")) if name in form.fields else ""
        for error in found.get(name, ()):
            for sentence in _sentences(error):
                yield f"{label}: {sentence}" if label else sentence


def _sentences(error: ValidationError) -> Iterator[str]:
    """What it says, or what all within it say."""
    inside = [
        *getattr(error, "non_block_errors", ErrorList()).as_data(),
        *getattr(error, "block_errors", {}).values(),
    ]
    if not inside:
        yield from error.messages
    for each in inside:
        yield from _sentences(each)


class Writing(DraftailRichTextArea):
    """Holds each letter as it is typed: a form sent at once would lack the last quarter second."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options["stateSaveInterval"] = 0
