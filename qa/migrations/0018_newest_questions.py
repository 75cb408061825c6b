"""The newest questions of a portal or a unit are found by an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("qa", "0017_mails_to_joined_senders")]

    operations = [
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["responsible_portal", "-received_at"], name="qa_question_handled"),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["unit", "-received_at"], name="qa_question_unit_newest"),
        ),
    ]
