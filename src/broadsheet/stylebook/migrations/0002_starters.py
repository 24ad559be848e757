"""A new paper has a style book to begin with."""

import tomllib
from pathlib import Path

from django.db import migrations

STARTERS = Path(__file__).with_suffix(".toml")
WEIGHTS = {"hint": 1, "warning": 2, "error": 3}


def bring(apps, schema_editor):
    rule_model = apps.get_model("stylebook", "Rule")
    rule_model.objects.bulk_create(
        rule_model(
            name=" ".join(told["find"][0].lower().split())[:200],
            patterns="\n".join(told["find"]),
            instead=told.get("write", ""),
            why=told["why"],
            weight=WEIGHTS[told.get("weight", "warning")],
            unless="\n".join(told.get("unless", ())),
            is_exact=told.get("capitals", False),
            in_quotations=told.get("quotations", False),
            wrong="\n".join(told["wrong"]),
            right="\n".join(told["right"]),
        )
        for told in tomllib.loads(STARTERS.read_text("utf-8"))["rule"]
    )


class Migration(migrations.Migration):
    dependencies = [("stylebook", "0001_initial")]

    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
