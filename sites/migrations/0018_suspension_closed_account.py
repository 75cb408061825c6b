from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0017_words_of_the_founding_file"),
    ]

    operations = [
        migrations.AddField(
            model_name="accountsuspension",
            name="closed_account",
            field=models.BooleanField(
                default=True,
                editable=False,
                help_text="Whether the account was open until then: what was closed before stays closed after the lifting.",
                verbose_name="closed the account",
            ),
        ),
    ]
