"""Rules of style for tests."""

from broadsheet.stylebook.models import Rule


def written(**fields):
    """One as it comes from a form, not saved."""
    return Rule(
        **{
            "patterns": "long past history\npast history",
            "instead": "history",
            "why": "All history is past.",
            "wrong": "A past history.",
            "right": "A history of the past.",
            **fields,
        }
    )


def make_rule(**fields):
    rule = written(
        **{
            "patterns": "past times",
            "instead": "",
            "wrong": "In past times.",
            "right": "In times past.",
            **fields,
        }
    )
    rule.save()
    return rule
