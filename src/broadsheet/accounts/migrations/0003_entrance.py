"""Everybody who was here before works here, with an address that somebody vouched for."""

from django.core.management import call_command
from django.db import migrations


def vouch_for_all(apps, schema_editor):
    user, address = apps.get_model("accounts", "User"), apps.get_model("account", "EmailAddress")
    here = schema_editor.connection.alias
    address.objects.using(here).bulk_create(
        address(user_id=pk, email=email, verified=True, primary=True)
        for pk, email in user.objects.using(here).values_list("pk", "email")
    )


def make_cache(_apps, schema_editor):
    """Where attempts to log in are counted, for all processes and nodes together."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sessions"), ("account", "0009_emailaddress_unique_primary_email")]

    operations = [
        migrations.RunPython(vouch_for_all, migrations.RunPython.noop),
        migrations.RunPython(make_cache, migrations.RunPython.noop),
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
    ]
