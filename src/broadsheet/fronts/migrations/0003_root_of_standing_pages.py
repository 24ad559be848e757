"""Makes the page that Wagtail greets with the root that standing pages grow under."""

from django.conf import settings
from django.db import migrations

TITLE = "Standing pages"


def _as(apps, page, app_label, model):
    """Say of which type a page is."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    page.content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model)


def plant(apps, schema_editor):
    Site = apps.get_model("wagtailcore", "Site")
    StandingPage = apps.get_model("fronts", "StandingPage")
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None or site.root_page.content_type.model != "page":
        return
    root = StandingPage(page_ptr_id=site.root_page_id, body="")
    for field in site.root_page._meta.concrete_fields:
        setattr(root, field.attname, getattr(site.root_page, field.attname))
    root.title = root.draft_title = TITLE
    _as(apps, root, "fronts", "standingpage")
    root.save()


def uproot(apps, schema_editor):
    StandingPage = apps.get_model("fronts", "StandingPage")
    app_label, model = settings.WAGTAIL_PAGE_MODEL.lower().split(".")
    for root in StandingPage.objects.filter(depth=2):
        _as(apps, root, app_label, model)
        root.save()
        root.delete(keep_parents=True)


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("fronts", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(plant, uproot)]
