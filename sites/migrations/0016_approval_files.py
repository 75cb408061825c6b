from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0014_proposed_change"),
    ]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="files",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Pictures and documents that it refers to, each by its kind and number.",
                verbose_name="files",
            ),
        ),
    ]
