"""Roles, seats and terms of boards end on or after the day they begin, as hostnames and delegations do."""

from django.db import migrations, models


def ends_after(first, last):
    return models.Q((last, None)) | models.Q((f"{last}__gte", models.F(first)))


class Migration(migrations.Migration):
    dependencies = [("portals", "0005_close_periods_that_run_backwards")]

    operations = [
        migrations.AddConstraint(
            model_name="board",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("term_from", None),
                    ("term_until", None),
                    ("term_until__gte", models.F("term_from")),
                    _connector="OR",
                ),
                name="portals_board_term",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardseat",
            constraint=models.CheckConstraint(
                condition=ends_after("valid_from", "valid_until"), name="portals_boardseat_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=ends_after("valid_from", "valid_until"), name="portals_membership_period"
            ),
        ),
    ]
