"""Lets the newsroom list stories by first publication, drafts last, on either database."""

from django.db import migrations, models
from django.db.models.lookups import IsNull


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0002_newsroom_indexes"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                IsNull(models.F("published_at"), rhs=True),
                models.OrderBy(models.F("published_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="newsroom_by_newest",
            ),
        ),
    ]
