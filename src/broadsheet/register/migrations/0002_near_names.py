from django.db import migrations, models

from broadsheet.checking import near

PERSON, NEAR = 1, 6
BATCH = 5_000


def add_keys(apps, schema_editor):
    """Of all names of persons that are there already."""
    name_model = apps.get_model("register", "Name")
    names = name_model.objects.filter(role=PERSON).values_list("person_id", "folded")
    keys = sorted({(pk, key) for pk, name in names.iterator() for key in near.keys(name)})
    for at in range(0, len(keys), BATCH):
        name_model.objects.bulk_create(
            name_model(role=NEAR, folded=key, person_id=pk) for pk, key in keys[at : at + BATCH]
        )


def remove_keys(apps, schema_editor):
    apps.get_model("register", "Name").objects.filter(role=NEAR).delete()


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="name",
            name="role",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (1, "Person"),
                    (2, "Office"),
                    (3, "Place"),
                    (4, "Adjective of a place"),
                    (5, "Organisation"),
                    (6, "Key of a misspelt name"),
                    (9, "Short name of a person"),
                ]
            ),
        ),
        migrations.RunPython(add_keys, remove_keys),
    ]
