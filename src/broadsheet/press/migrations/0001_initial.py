import django.db.models.functions.datetime
from django.db import migrations, models


def note_transactions(apps, schema_editor):
    """On PostgreSQL each row bears its transaction: ids do not tell which was committed first."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE press_change ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()"
        )
        schema_editor.execute("CREATE INDEX press_change_xid ON press_change (xid)")


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BulkWriting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_silent", models.BooleanField(default=False)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.TextField()),
                ("made_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"default_permissions": ()},
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=255, unique=True)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("cursor", models.TextField()),
                ("seen_at", models.DateTimeField()),
                ("told", models.JSONField(default=dict)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(note_transactions, migrations.RunPython.noop),
    ]
