from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0004_fill_tag_keys")]

    operations = [
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("portal", "key"), name="library_tag_key_unique"),
        ),
    ]
