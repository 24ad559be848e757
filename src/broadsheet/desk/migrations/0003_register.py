"""Everybody reads the register; editors write it; publishers may take something out of it."""

from importlib import import_module

from django.db import migrations

roles = import_module("broadsheet.desk.migrations.0001_roles")
KINDS = ("person", "office", "place", "organisation")
READ = [f"register.view_{kind}" for kind in KINDS]
WRITE = [f"register.{verb}_{kind}" for verb in ("add", "change") for kind in KINDS]
DELETE = [f"register.delete_{kind}" for kind in KINDS]
RIGHTS = {"Reporter": READ, "Editor": READ + WRITE, "Publisher": READ + WRITE + DELETE}


def make_permissions(apps):
    """Make those that Django makes only after the last migration."""
    app = apps.get_app_config("register")
    app.models_module = True
    roles.create_permissions(app, verbosity=0, apps=apps)
    app.models_module = None


def give(apps, schema_editor):
    make_permissions(apps)
    Group = apps.get_model("auth", "Group")
    for name, rights in RIGHTS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.add(*(roles.permission(apps, right) for right in rights))


def take(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name__in=RIGHTS):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="register"))


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_withdrawing"),
        ("register", "0001_initial"),
    ]

    operations = [migrations.RunPython(give, take)]
