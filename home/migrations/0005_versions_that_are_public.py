"""What is public when versions begin to be kept is the first version of its page."""

from django.db import migrations

BATCH = 500


def write_first_versions(apps, schema_editor):
    """One row for each page that is public from a revision, of the kinds that keep versions."""
    page_model = apps.get_model("wagtailcore", "Page")
    version_model = apps.get_model("home", "PublicVersion")
    kept = (
        page_model.objects.filter(live=True, content_type__app_label="home")
        .exclude(live_revision=None)
        .exclude(content_type__model__in=["sectionpage", "portalhomepage", "portalcontainerpage"])
        .exclude(pk__in=version_model.objects.values("page"))
    )
    columns = ("pk", "live_revision_id", "locale__language_code", "last_published_at", "live_revision__created_at")
    rows = [
        version_model(page_id=pk, revision_id=revision, number=1, language=language, published_at=published or created)
        for pk, revision, language, published, created in kept.values_list(*columns).iterator()
    ]
    version_model.objects.bulk_create(rows, batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("home", "0004_correction_notes_and_public_versions")]

    # Going back, the table goes with the migration before.
    operations = [migrations.RunPython(write_first_versions, migrations.RunPython.noop, elidable=True)]
