"""The three roles of a newsroom, their rights, and the review that editors approve.

Reporters write and submit; editors publish; publishers also decide on sections, settings, users
and standing pages. Wagtail's own example groups and workflow go, unless somebody uses them.
"""

from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations

REPORTER = [
    "wagtailadmin.access_admin",
    "stories.add_story",
    "stories.change_story",
    "topics.add_topic",
    "topics.view_topic",
    "topics.view_author",
]
EDITOR = [
    *REPORTER,
    "stories.publish_story",
    "stories.lock_story",
    "stories.unlock_story",
    "topics.change_topic",
    "topics.add_author",
    "topics.change_author",
    "fronts.add_front",
    "fronts.change_front",
    "fronts.delete_front",
]
PUBLISHER = [
    *EDITOR,
    "stories.delete_story",
    "topics.delete_topic",
    "topics.delete_author",
    "topics.add_section",
    "topics.change_section",
    "topics.delete_section",
    "paper.change_paper",
    "addresses.add_formeraddress",
    "addresses.change_formeraddress",
    "addresses.delete_formeraddress",
    "accounts.add_user",
    "accounts.change_user",
    "accounts.delete_user",
]
GROUPS = {"Reporter": REPORTER, "Editor": EDITOR, "Publisher": PUBLISHER}

# Somebody who may add pictures and files may also edit and delete their own.
OWN_MEDIA = [
    "wagtailimages.add_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
]
ALL_MEDIA = [*OWN_MEDIA, "wagtailimages.change_image", "wagtaildocs.change_document"]
COLLECTIONS = [
    *ALL_MEDIA,
    "wagtailimages.delete_image",
    "wagtaildocs.delete_document",
    "wagtailcore.add_collection",
    "wagtailcore.change_collection",
    "wagtailcore.delete_collection",
]
MEDIA = {"Reporter": OWN_MEDIA, "Editor": ALL_MEDIA, "Publisher": COLLECTIONS}

PAGES = ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"]

REVIEW = "Review"
APPROVERS = ["Editor", "Publisher"]

EXAMPLE_GROUPS = ["Moderators", "Editors"]
EXAMPLE_WORKFLOW = "Moderators approval"


def make_permissions(apps):
    """Make those that Django makes only after the last migration."""
    for label in {name.partition(".")[0] for name in PUBLISHER + COLLECTIONS} - {"wagtailadmin"}:
        app = apps.get_app_config(label)
        app.models_module = True
        create_permissions(app, verbosity=0, apps=apps)
        app.models_module = None


def permission(apps, name):
    app_label, codename = name.split(".")
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def make_roles(apps, schema_editor):
    make_permissions(apps)
    Group = apps.get_model("auth", "Group")
    for name, permissions in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, name) for name in permissions))
        _give_media(apps, group, MEDIA[name])
    _give_pages(apps, Group.objects.get(name="Publisher"))
    _make_review(apps)
    _clear_examples(apps)


def _give_media(apps, group, permissions):
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    everything = Collection.objects.get(depth=1)
    for name in permissions:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=everything, permission=permission(apps, name)
        )


def _give_pages(apps, group):
    Site = apps.get_model("wagtailcore", "Site")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    app_label = settings.WAGTAIL_PAGE_MODEL.split(".")[0]
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return
    for codename in PAGES:
        GroupPagePermission.objects.get_or_create(
            group=group,
            page_id=site.root_page_id,
            permission=permission(apps, f"{app_label}.{codename}"),
        )


def _make_review(apps):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Group = apps.get_model("auth", "Group")
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowContentType = apps.get_model("wagtailcore", "WorkflowContentType")
    of_task, _ = ContentType.objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    of_story, _ = ContentType.objects.get_or_create(app_label="stories", model="story")
    task = Task.objects.create(name=REVIEW, active=True, content_type=of_task)
    task.groups.set(Group.objects.filter(name__in=APPROVERS))
    workflow = Workflow.objects.create(name=REVIEW, active=True)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(content_type=of_story, workflow=workflow)


def _clear_examples(apps):
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")
    WorkflowState = apps.get_model("wagtailcore", "WorkflowState")
    if not WorkflowState.objects.filter(workflow__name=EXAMPLE_WORKFLOW).exists():
        Workflow.objects.filter(name=EXAMPLE_WORKFLOW).delete()
        Task.objects.filter(name=EXAMPLE_WORKFLOW).delete()
    Group.objects.filter(name__in=EXAMPLE_GROUPS, user=None).delete()


def remove_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow.objects.filter(name=REVIEW).delete()
    Task.objects.filter(name=REVIEW).delete()
    Group.objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("addresses", "0001_initial"),
        ("fronts", "0003_root_of_standing_pages"),
        ("media", "0001_initial"),
        ("paper", "0001_initial"),
        ("stories", "0001_initial"),
        ("topics", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
