"""Lay down the topics by which questions are sorted, which stand in `qa/data/question_topics.csv`."""

from django.db import migrations

from accounts.migration_support import shipped_rows

APP = "qa"


def load_topics(apps, schema_editor):
    topic = apps.get_model(APP, "QuestionTopic")
    topic.objects.bulk_create(
        topic(code=row["code"], name_vi=row["name_vi"], name_en=row["name_en"], position=int(row["position"]))
        for row in shipped_rows(__file__, "question_topics")
    )


class Migration(migrations.Migration):
    dependencies = [(APP, "0001_initial")]

    # Backwards: the table goes with 0001.
    operations = [migrations.RunPython(load_topics, migrations.RunPython.noop)]
