"""Lay down the limits of accounts, which stand in `authentication/data/account_limits.csv`."""

from django.db import migrations

from accounts.migration_support import shipped_rows

APP = "authentication"
NUMBERS = ("unused_days", "first_notice_days", "last_notice_days", "list_months", "list_notice_days")


def load_account_limits(apps, schema_editor):
    limits = apps.get_model(APP, "AccountLimits")
    limits.objects.bulk_create(
        limits(
            valid_from=row["valid_from"],
            source=row["source"],
            is_verified=row["is_verified"] == "yes",
            **{name: int(row[name]) for name in NUMBERS},
        )
        for row in shipped_rows(__file__, "account_limits")
    )


class Migration(migrations.Migration):
    dependencies = [(APP, "0001_initial")]

    # Backwards: the table goes with 0001.
    operations = [migrations.RunPython(load_account_limits, migrations.RunPython.noop)]
