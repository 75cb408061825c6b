"""Load the seven fields of Decision 05/2024 (Art. 4.2), take away the welcome page and default site Wagtail makes.

A frozen copy of `home/data/subject_fields.csv` as it was when this was written.
"""

from django.db import migrations

# Slug, names, position.
SUBJECT_FIELDS = (
    ("kinh-te", "Kinh tế", "Economy", 1),
    ("chinh-tri", "Chính trị", "Politics", 2),
    ("van-hoa", "Văn hóa", "Culture", 3),
    ("xa-hoi", "Xã hội", "Society", 4),
    ("khoa-hoc-cong-nghe", "Khoa học và công nghệ", "Science and technology", 5),
    ("quoc-phong", "Quốc phòng", "National defence", 6),
    ("an-ninh", "An ninh", "Security", 7),
)


def load(apps, schema_editor):
    fields = apps.get_model("home", "SubjectField").objects
    for slug, name_vi, name_en, position in SUBJECT_FIELDS:
        fields.get_or_create(slug=slug, defaults={"name_vi": name_vi, "name_en": name_en, "position": position})


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
