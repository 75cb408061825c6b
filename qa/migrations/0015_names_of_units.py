"""The board approves what units are called, and what a reply is signed with. Names that there are stay: they were public
before, and are on record with who gave them."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("qa", "0014_public_name_of_senders")]

    operations = [
        migrations.RemoveConstraint(model_name="answeringunit", name="qa_unit_name_of_portal"),
        migrations.AddField(
            model_name="answer",
            name="signed_en",
            field=models.CharField(
                blank=True,
                help_text="The unit, as it was approved with it.",
                max_length=200,
                verbose_name="signed by (English)",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="signed_vi",
            field=models.CharField(
                blank=True,
                help_text="The unit, as it was approved with it.",
                max_length=200,
                verbose_name="signed by (Vietnamese)",
            ),
        ),
        migrations.AddField(
            model_name="answeringunit",
            name="draft_en",
            field=models.CharField(blank=True, max_length=200, verbose_name="English name in work"),
        ),
        migrations.AddField(
            model_name="answeringunit",
            name="draft_vi",
            field=models.CharField(blank=True, max_length=200, verbose_name="Vietnamese name in work"),
        ),
        migrations.AlterField(
            model_name="answeringunit",
            name="name_en",
            field=models.CharField(
                blank=True, help_text="As the board approved it.", max_length=200, verbose_name="English name"
            ),
        ),
        migrations.AlterField(
            model_name="answeringunit",
            name="name_vi",
            field=models.CharField(
                blank=True, help_text="As the board approved it.", max_length=200, verbose_name="Vietnamese name"
            ),
        ),
        migrations.AddConstraint(
            model_name="answeringunit",
            constraint=models.UniqueConstraint(
                condition=Q(ended_on=None) & ~Q(name_vi=""), fields=("portal", "name_vi"), name="qa_unit_name_of_portal"
            ),
        ),
    ]
