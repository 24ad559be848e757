"""How remarks on a draft are told to machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from broadsheet.checking.remarks import Remark


def as_json(remark: Remark) -> dict[str, Any]:
    """The remark as the endpoint and `--json` tell it."""
    return {
        "place": remark.place,
        "start": remark.start,
        "end": remark.end,
        "words": remark.words,
        "kind": remark.kind,
        "weight": remark.weight.name.lower(),
        "sentence": remark.sentence,
        "fix": remark.fix.text if remark.fix else None,
        "record": remark.record,
        "source": remark.source,
        "key": remark.key,
    }
