"""Lets the newsroom search headlines, and count by state, without reading the stories."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("stories", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="story",
            name="edited_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, editable=False, verbose_name="last edited"
            ),
        ),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["-edited_at", "headline"], name="newsroom_by_headline"
            ),
        ),
        migrations.RemoveIndex(model_name="story", name="newsroom_by_state"),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["live", "expired", "has_unpublished_changes", "-edited_at"],
                name="newsroom_by_state",
            ),
        ),
    ]
