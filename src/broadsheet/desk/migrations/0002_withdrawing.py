"""Publishers may withdraw stories."""

from importlib import import_module

from django.db import migrations

roles = import_module("broadsheet.desk.migrations.0001_roles")
RIGHT = "stories.withdraw_story"


def give(apps, schema_editor):
    roles.make_permissions(apps)
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name="Publisher"):
        group.permissions.add(roles.permission(apps, RIGHT))


def take(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name="Publisher"):
        group.permissions.remove(roles.permission(apps, RIGHT))


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_roles"),
        ("stories", "0005_withdrawals"),
    ]

    operations = [migrations.RunPython(give, take)]
