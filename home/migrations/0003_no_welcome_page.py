"""Remove the welcome page and the default site that Wagtail's migrations make.

Unknown hosts must not fall to a default site; portals are made by provisioning.
"""

from django.db import migrations


def remove(apps, schema_editor):
    site_model = apps.get_model("wagtailcore", "Site")
    page_model = apps.get_model("wagtailcore", "Page")
    site_model.objects.filter(hostname="localhost", is_default_site=True).delete()
    removed, _ = page_model.objects.filter(depth=2, slug="home", content_type__app_label="wagtailcore").delete()
    if removed:
        page_model.objects.filter(depth=1).update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_shipped_data"), ("wagtailcore", "0098_apitoken")]

    # Backwards: nothing of ours needs them.
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
