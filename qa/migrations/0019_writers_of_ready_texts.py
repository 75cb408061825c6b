"""Keep all who wrote a ready text; of those that there are, who kept one of this name by the record of the portal."""

from django.conf import settings
from django.db import migrations, models


def name_writers(apps, schema_editor):
    events = apps.get_model("portals", "PortalEvent").objects
    for text in apps.get_model("qa", "CannedText").objects.iterator():
        kept = events.filter(
            portal=text.portal_id, kind="question_desk_changed", data__act="Text kept ready", data__title=text.title
        )
        text.writers.add(*set(kept.exclude(actor=None).order_by().values_list("actor", flat=True)))


class Migration(migrations.Migration):
    dependencies = [
        ("qa", "0018_newest_questions"),
        ("portals", "0042_event_of_question_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="cannedtext",
            name="writers",
            field=models.ManyToManyField(
                help_text="None of them approves a reply that repeats it.",
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="all who wrote it",
            ),
        ),
        migrations.RunPython(name_writers, migrations.RunPython.noop),
    ]
