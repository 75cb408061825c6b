"""Take shared tags off pictures and documents: words of one portal were offered to all (decision 0027)."""

from django.db import migrations


def take_tags_off(apps, schema_editor):
    """Delete the tags of files, and the words that nothing else is tagged with. Pages have tags of their own."""
    kinds = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="library", model__in=["portalimage", "portaldocument"]
    )
    apps.get_model("taggit", "TaggedItem").objects.filter(content_type__in=kinds).delete()
    apps.get_model("taggit", "Tag").objects.filter(taggit_taggeditem_items=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0005_tag_key_unique"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    # Backwards: the words are gone, which older code does not mind.
    operations = [migrations.RunPython(take_tags_off, migrations.RunPython.noop)]
