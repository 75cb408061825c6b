"""Pages that were public before their freshness named a category get that of their type.

Types with several categories, and sections, name theirs with their next publication.
"""

from django.db import migrations

CATEGORIES = {
    "lien-he": ["contactpage", "personpage", "organisationunitpage"],
    "tin-tuc": ["newsarticlepage", "liveeventpage", "recordingpage", "specialtopicpage", "gallerypage"],
    "nguoi-phat-ngon": ["channelspage", "pressreleasepage", "pressconferencepage", "presspackpage"],
    "tiep-can-thong-tin": ["accesspage"],
    "tthc-dvc": ["procedurepage"],
    "du-lieu-mo": ["datasetpage"],
}


def name_categories(apps, schema_editor):
    freshness = apps.get_model("home", "PageFreshness").objects.filter(category=None)
    categories = apps.get_model("deadlines", "InformationCategory").objects.in_bulk(field_name="code")
    for code, models in CATEGORIES.items():
        if code in categories:
            freshness.filter(page__content_type__model__in=models).update(category=categories[code])


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0009_freshness_names_its_category"),
    ]

    operations = [
        migrations.RunPython(name_categories, migrations.RunPython.noop),
    ]
