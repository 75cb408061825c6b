"""Load the rhythm that ships with the product: contacts are looked at again every 180 days. A figure of ours.

A frozen copy of its row in `deadlines/data/deadline_rules.csv`. What is there already is kept.
"""

from datetime import date

from django.db import migrations

SOURCE = "Đề xuất của hệ thống: Quy chế yêu cầu cập nhật tức thời và không nêu chu kỳ rà soát"


def load_rhythm(apps, schema_editor):
    profile = apps.get_model("deadlines", "RuleProfile").objects.get(code="regulation")
    apps.get_model("deadlines", "DeadlineRule").objects.get_or_create(
        profile=profile,
        category=apps.get_model("deadlines", "InformationCategory").objects.get(code="lien-he"),
        step="look_again",
        trigger="look",
        valid_from=date(2024, 2, 26),
        defaults={"unit": "days", "count": 180, "article": "", "source": SOURCE, "is_verified": False},
    )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0005_rhythm_of_a_category")]

    operations = [migrations.RunPython(load_rhythm, migrations.RunPython.noop)]
