from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0002_english_description")]

    operations = [
        migrations.AddField(
            model_name="tag",
            name="key",
            field=models.CharField(
                default="", editable=False, max_length=300, verbose_name="name regardless of capitals"
            ),
            preserve_default=False,
        ),
    ]
