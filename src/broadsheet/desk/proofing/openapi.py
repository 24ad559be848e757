"""What the desk takes from and tells other programs, as an OpenAPI document.

Tests hold it against what is parsed and answered.
"""

from __future__ import annotations

from typing import Any, Final

from broadsheet.checking.draft import Kind
from broadsheet.checking.remarks import Weight
from broadsheet.desk.proofing.drafts import LARGEST, MOST_CHARACTERS, WRITTEN_DAY

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
NUMBER: Final[Schema] = {"type": "integer", "minimum": 0, "exclusiveMaximum": LARGEST}
DAY: Final[Schema] = {
    "anyOf": [
        {"type": "string", "format": "date", "pattern": f"^{WRITTEN_DAY}$"},
        {"const": ""},
    ]
}
KEY: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{32}$"}


def document(site: str, *, session: str) -> Schema:
    """The whole, for the paper at that address, which knows people by the cookie of that name."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Checks of copy",
            "version": "1",
            "description": "What a machine can see in copy before readers do. For whoever is "
            "logged in to the newsroom and writes stories there.",
        },
        "servers": [{"url": site}],
        "security": [{"session": [], "csrf": []}],
        "paths": _paths(),
        "components": {
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": session},
                "csrf": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "X-CSRFToken",
                    "description": "The value of the cookie csrftoken.",
                },
            },
            "schemas": SCHEMAS,
        },
    }


def _paths() -> Schema:
    return {
        "/newsroom/desk/check/": {"post": _check()},
        "/newsroom/desk/keep/{story}/": {"parameters": [_STORY], "post": _keep()},
        "/newsroom/desk/let-go/{story}/": {"parameters": [_STORY], "post": _let_go()},
    }


def _check() -> Schema:
    draft = {"description": "A draft", **_json(_ref("Draft"))}
    return {
        "operationId": "check",
        "summary": "What there is to say of a draft",
        "requestBody": {**draft, "required": True},
        "responses": {
            "200": {"description": "All remarks", **_json(_ref("Remarks"))},
            **_refusals(400, 403, 413),
        },
    }


def _keep() -> Schema:
    draft = {"allOf": [_ref("Draft"), _ref("Keeping")]}
    return {
        "operationId": "keep",
        "summary": "Keep words of a story as they are, with a reason on record",
        "requestBody": {
            "description": "The draft, and which remark on it",
            "required": True,
            **_json(draft),
        },
        "responses": {
            "200": {"description": "It is on record", **_json(_ref("Kept"))},
            **_refusals(400, 403, 409, 413),
            "404": {"description": "There is no such story."},
        },
    }


def _let_go() -> Schema:
    form = {"schema": _object({"key": KEY}, needed=["key"])}
    return {
        "operationId": "letGo",
        "summary": "Keep words no more",
        "requestBody": {
            "required": True,
            "content": {"application/x-www-form-urlencoded": form},
        },
        "responses": {
            "200": {"description": "They are kept no more", **_json({"type": "object"})},
            **_refusals(403),
            "404": {"description": "There is no such story."},
        },
    }


_STORY: Final[Schema] = {
    "name": "story", "in": "path", "required": True, "schema": NUMBER,
    "description": "The number of the story in the newsroom.",
}  # fmt: skip
_WHY: Final = {
    400: "That is no draft, or no reason was given.",
    403: "Whoever asks writes no stories, or keeps no errors.",
    409: "There is no such remark on this draft any more.",
    413: f"That is more than a draft can be: {MOST_CHARACTERS:,} characters.",
}


def _refusals(*statuses: int) -> Schema:
    told = {
        str(status): {"description": _WHY[status], **_json(_ref("Refusal"))} for status in statuses
    }
    return {**told, "401": {"description": "Whoever asks is not logged in."}}


def _json(schema: Schema) -> Schema:
    return {"content": {"application/json": {"schema": schema}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Schema, *, needed: list[str], more: bool = True) -> Schema:
    """`more` where what nobody knows is passed over."""
    return {
        "type": "object",
        "properties": properties,
        "required": needed,
        **({} if more else {"additionalProperties": False}),
    }


def _each(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


_REMARK: Final[Schema] = {
    "place": {**TEXT, "description": "Of the passage, picture or topics, as the draft calls it."},
    "start": {**COUNT, "description": "In characters of the passage."},
    "end": COUNT,
    "words": {**TEXT, "description": "That are remarked on, as they stand."},
    "kind": {
        **TEXT,
        "description": "Which check says so: office, name, place, organisation, day, quotation, "
        "picture, topic, sentence, style, archive. There may be more.",
    },
    "weight": {"enum": [weight.name.lower() for weight in Weight]},
    "sentence": {**TEXT, "description": "Why."},
    "fix": {"type": ["string", "null"], "description": "What to write instead of the words."},
    "record": {
        **TEXT,
        "description": "What it rests on, as in tenure:12, style:7, story:3, address:/x/.",
    },
    "source": {**TEXT, "description": "Of that: a publication, or an address."},
    "key": KEY,
    "kept": {"type": ["string", "null"], "description": "Why the words are kept."},
}

SCHEMAS: Final[Schema] = {
    "Draft": _object(
        {
            "day": {**DAY, "description": "On which it is published; today, if nothing is said."},
            "happened": {**DAY, "description": "The day that it tells of, if that is another."},
            "story": {
                "anyOf": [NUMBER, {"type": "null"}],
                "description": "The number of the story, if it was ever saved.",
            },
            "passages": {**_each(_ref("Passage")), "description": "In the order of reading."},
            "pictures": _each(_ref("Picture")),
            "topics": _each(_ref("Topic")),
            "links": _each(_ref("Link")),
            "related": {
                **_each(NUMBER),
                "description": "The numbers of stories of the paper that it has beside it.",
            },
        },
        needed=[],
    ),
    "Passage": _object(
        {
            "place": {**TEXT, "description": "Names it in the answer."},
            "kind": {"enum": [kind.value for kind in Kind], "default": Kind.TEXT.value},
            "text": {**TEXT, "description": "Without markup."},
            "speaker": {**TEXT, "description": "Of a quote."},
        },
        needed=[],
    ),
    "Picture": _object(
        {
            "id": {**NUMBER, "description": "Of a picture of the paper: all but its place and "
            "caption is known then."},
            **dict.fromkeys(("place", "alt", "caption", "credit", "file"), TEXT),
        },
        needed=[],
    ),
    "Topic": _object(
        {
            "id": {**NUMBER, "description": "Of a topic of the paper: all of it is known then."},
            "name": TEXT,
            "others": {**_each(TEXT), "description": "Under which a text may mention it."},
            "is_named": {
                "type": "boolean", "default": True,
                "description": "Whether it is somebody or something with a name, and no theme.",
            },
        },
        needed=[],
    ),
    "Link": _object(
        {
            "place": {**TEXT, "description": "Of the passage that it stands in."},
            "words": {**TEXT, "description": "That lead somewhere."},
            "address": TEXT,
            "start": {**NUMBER, "description": "From which character on."},
        },
        needed=[],
    ),
    "Keeping": _object({"key": KEY, "reason": TEXT}, needed=["key", "reason"]),
    "Remarks": _object({"remarks": _each(_ref("Remark"))}, needed=["remarks"], more=False),
    "Remark": _object(_REMARK, needed=list(_REMARK), more=False),
    "Kept": _object({"reason": TEXT}, needed=["reason"], more=False),
    "Refusal": _object(
        {"error": {**TEXT, "description": "Why, in a sentence."}}, needed=["error"], more=False
    ),
}  # fmt: skip
