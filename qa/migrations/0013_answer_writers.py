"""Keep all who wrote a reply; of those that there are, who wrote last."""

from django.conf import settings
from django.db import migrations, models


def name_writers(apps, schema_editor):
    answer = apps.get_model("qa", "Answer")
    rows = answer.objects.values_list("pk", "written_by").iterator()
    through = answer.writers.through
    through.objects.bulk_create((through(answer_id=key, user_id=by) for key, by in rows), batch_size=1000)


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
