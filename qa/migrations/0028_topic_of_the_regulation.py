"""Lay down the topic of what does not fit in the Regulation of the portals (Article 30.2).

A frozen copy of its line of `qa/data/question_topics.csv` as it was when this was written.
"""

from django.db import migrations

CODE = "quy-che-cong"
NAMES = {
    "name_vi": "Quy chế hoạt động của cổng thông tin điện tử",
    "name_en": "Regulation of the portals",
    "position": 22,
}


def lay_down(apps, schema_editor):
    apps.get_model("qa", "QuestionTopic").objects.get_or_create(code=CODE, defaults=NAMES)


class Migration(migrations.Migration):
    dependencies = [("qa", "0027_copies_as_they_are_seen")]

    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
