"""Keep the class of the reason of pages that were withdrawn and deleted: of those of before, the record tells it."""

from django.db import migrations, models


def find_reasons(apps, schema_editor):
    gone = set(
        apps.get_model("portals", "Takedown").objects.filter(page=None, ended_at=None).values_list("pk", flat=True)
    )
    if not gone:
        return
    told = apps.get_model("exchange", "ToldItem").objects
    events = apps.get_model("portals", "PortalEvent").objects.filter(kind="item_taken_down")
    for data in events.values_list("data", flat=True).iterator():
        if data.get("takedown") in gone:
            told.filter(page_id=data["page"], is_public=False).update(withdrawn_as=data["reason_class"])


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0006_told_items_outlive_their_pages"),
        ("portals", "0049_events_of_packages_and_overdue_lists"),
    ]

    operations = [
        migrations.AddField(
            model_name="tolditem",
            name="withdrawn_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("error", "Error in fact"),
                    ("personal_data", "Personal data"),
                    ("state_secret", "State secret"),
                    ("copyright", "Copyright"),
                    ("law", "Against the law"),
                    ("superseded", "No longer valid"),
                    ("other", "Other reason"),
                ],
                help_text="Of a page that was withdrawn and then deleted: its withdrawal does not name it any more.",
                max_length=20,
                verbose_name="class of the reason",
            ),
        ),
        migrations.RunPython(find_reasons, migrations.RunPython.noop),
    ]
