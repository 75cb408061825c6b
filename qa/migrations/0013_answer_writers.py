"""Keep all who wrote a reply; of those that there are, who wrote last."""

from django.conf import settings
from django.db import migrations, models

BATCH = 1000


def name_writers(apps, schema_editor):
    answer = apps.get_model("qa", "Answer")
    through, last = answer.writers.through, 0
    while rows := list(answer.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "written_by")[:BATCH]):
        through.objects.bulk_create(through(answer_id=key, user_id=by) for key, by in rows)
        last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("qa", "0012_joined_and_reopened_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="writers",
            field=models.ManyToManyField(
                help_text="None of them approves it, whoever submits it.",
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="all who wrote it",
            ),
        ),
        migrations.RunPython(name_writers, migrations.RunPython.noop),
    ]
