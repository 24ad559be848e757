"""Reporters may add stories to storylines; editors write these; publishers may delete one."""

from importlib import import_module

from django.db import migrations

roles = import_module("broadsheet.desk.migrations.0001_roles")
REPORTER = ["topics.view_storyline", "stories.add_episode"]
EDITOR = [
    *REPORTER,
    "topics.add_storyline",
    "topics.change_storyline",
    "stories.change_episode",
    "stories.delete_episode",
]
PUBLISHER = [*EDITOR, "topics.delete_storyline"]
RIGHTS = {"Reporter": REPORTER, "Editor": EDITOR, "Publisher": PUBLISHER}


def give(apps, schema_editor):
    roles.make_permissions(apps)
    Group = apps.get_model("auth", "Group")
    for name, rights in RIGHTS.items():
        for group in Group.objects.filter(name=name):
            group.permissions.add(*(roles.permission(apps, right) for right in rights))


def take(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name__in=RIGHTS):
        group.permissions.remove(
            *group.permissions.filter(content_type__model__in=["storyline", "episode"])
        )


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_register"),
        ("topics", "0003_storylines"),
        ("stories", "0009_storylines"),
    ]

    operations = [migrations.RunPython(give, take)]
