from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_user_access_epoch"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="second_factor_asked_at",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="First sign-in since a role of the person demands one: from there the time of grace is counted.",
                null=True,
                verbose_name="second factor asked for at",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="second_factor_since",
            field=models.DateTimeField(
                blank=True,
                editable=False,
                help_text="Since when a code is asked for beside the password; empty: none is.",
                null=True,
                verbose_name="second factor since",
            ),
        ),
    ]
