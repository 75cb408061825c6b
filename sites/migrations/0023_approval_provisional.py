from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0022_event_of_renamed_accounts"),
    ]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="provisional",
            field=models.BooleanField(
                default=False,
                help_text="Of a picture or document: seen by the first of two persons, before the other approved.",
                verbose_name="provisional",
            ),
        ),
    ]
