"""Give every tag its key. A frozen copy of what `Tag.key_of` was when this was written."""

import re
import unicodedata
from typing import Any

from django.db import migrations

BATCH = 500
D_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def clean_text(text: str) -> str:
    composed = unicodedata.normalize("NFC", INVISIBLE.sub("", text)).translate(D_LOOK_ALIKES)
    return " ".join(composed.split())


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
