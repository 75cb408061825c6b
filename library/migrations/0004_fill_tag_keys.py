from typing import Any

from django.db import migrations

from sites.text import clean_text

BATCH = 500


def fill_keys(apps: Any, schema_editor: Any) -> None:
    """Names differ within a portal, since their slugs did: so do the keys."""
    tag_model = apps.get_model("library", "Tag")
    tags = []
    for tag in tag_model.objects.iterator(chunk_size=BATCH):
        tag.key = clean_text(clean_text(tag.name).casefold())
        tags.append(tag)
    tag_model.objects.bulk_update(tags, ["key"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("library", "0003_tag_add_key")]

    operations = [migrations.RunPython(fill_keys, migrations.RunPython.noop)]
