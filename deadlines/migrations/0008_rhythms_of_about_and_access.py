"""Load two more rhythms: what a portal says of its agency, and what can be asked of it, is looked at once a year.

A frozen copy of their rows in `deadlines/data/deadline_rules.csv`; figures of ours. What is there already is kept.
"""

from datetime import date

from django.db import migrations

SOURCE = "Đề xuất của hệ thống: Quy chế yêu cầu cập nhật tức thời và không nêu chu kỳ rà soát"
SOURCE_OF_ACCESS = (
    "Đề xuất của hệ thống: Nghị định 13/2018/NĐ-CP yêu cầu cập nhật thường xuyên và không nêu chu kỳ rà soát"
)
RHYTHMS = (("gioi-thieu", 365, SOURCE), ("tiep-can-thong-tin", 365, SOURCE_OF_ACCESS))


def load_rhythms(apps, schema_editor):
    profile = apps.get_model("deadlines", "RuleProfile").objects.get(code="regulation")
    categories = apps.get_model("deadlines", "InformationCategory").objects
    for code, days, source in RHYTHMS:
        apps.get_model("deadlines", "DeadlineRule").objects.get_or_create(
            profile=profile,
            category=categories.get(code=code),
            step="look_again",
            trigger="look",
            valid_from=date(2024, 2, 26),
            defaults={"unit": "days", "count": days, "article": "", "source": source, "is_verified": False},
        )


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0007_deciding_documents")]

    operations = [migrations.RunPython(load_rhythms, migrations.RunPython.noop)]
