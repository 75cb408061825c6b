"""Load the seven fields of Regulation 4.2, and take away the welcome page and default site that Wagtail makes."""

from django.db import migrations

from home.installation import load_subject_fields


def load(apps, schema_editor):
    load_subject_fields(apps.get_model("home", "SubjectField"))


def remove_welcome_page(apps, schema_editor):
    """Unknown hosts must not fall to a default site; portals are made by provisioning."""
    site_model = apps.get_model("wagtailcore", "Site")
    page_model = apps.get_model("wagtailcore", "Page")
    site_model.objects.filter(hostname="localhost", is_default_site=True).delete()
    removed, _ = page_model.objects.filter(depth=2, slug="home", content_type__app_label="wagtailcore").delete()
    if removed:
        page_model.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunPython(remove_welcome_page, migrations.RunPython.noop),
    ]
