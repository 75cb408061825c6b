"""How the public reads who asked is approved with the text. Names that no board saw beside it are public no more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("qa", "0013_answer_writers")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="public_name",
            field=models.CharField(
                blank=True,
                choices=[("", "Initials"), ("name", "Full name")],
                default="",
                help_text="As the board saw it beside the text.",
                max_length=10,
                verbose_name="public name of the sender",
            ),
        ),
    ]
