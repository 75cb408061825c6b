from django.db import migrations, models

import sites.private_files


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0016_event_of_exported_approvals"),
    ]

    operations = [
        migrations.AlterField(
            model_name="board",
            name="founding_file",
            field=models.FileField(
                blank=True,
                help_text="PDF, or a scan as JPEG or PNG. Read by those who see the board in the admin, not by the public.",
                max_length=250,
                storage=sites.private_files.private_storage,
                upload_to="boards/",
                verbose_name="file of the founding decision",
            ),
        ),
    ]
