from django.db import migrations, models


class Migration(migrations.Migration):
    """The index of states also tells a draft from a story that was taken down."""

    dependencies = [("stories", "0003_newest_first")]

    operations = [
        migrations.RemoveIndex(model_name="story", name="newsroom_by_state"),
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["live", "expired", "has_unpublished_changes", "-edited_at", "published_at"],
                name="newsroom_by_state",
            ),
        ),
    ]
