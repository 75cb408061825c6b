"""Seats and delegations that ended at once keep their first day; delegations have events of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portals", "0003_no_stock_groups_and_review")]

    operations = [
        migrations.AddField(
            model_name="boardseat",
            name="ended_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Only where a seat ended before its first day was over.",
                null=True,
                verbose_name="ended at",
            ),
        ),
        migrations.AddField(
            model_name="delegation",
            name="ended_at",
            field=models.DateTimeField(
                blank=True, help_text="Empty: not taken back.", null=True, verbose_name="ended at"
            ),
        ),
        migrations.AlterField(
            model_name="portalevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("provisioned", "Created"),
                    ("changed", "Facts changed"),
                    ("opened", "Opened"),
                    ("suspended", "Suspended"),
                    ("resumed", "Resumed"),
                    ("archived", "Archived"),
                    ("host_changed", "Hostname changed"),
                    ("membership_granted", "Role given"),
                    ("membership_withdrawn", "Role withdrawn"),
                    ("seat_taken", "Seat on the board given"),
                    ("seat_left", "Seat on the board ended"),
                    ("delegated", "Approval delegated"),
                    ("delegation_ended", "Delegation ended"),
                    ("item_submitted", "Item submitted to the board"),
                    ("item_approved", "Item approved"),
                    ("item_returned", "Item returned"),
                    ("item_published", "Item published"),
                ],
                max_length=30,
                verbose_name="event",
            ),
        ),
    ]
