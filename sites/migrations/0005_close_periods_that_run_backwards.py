"""Give periods that end before they begin one day, and close them: they never held, and hold no more after this.

A seat that ended on its first day used to be written like this; a role so given was never in force.
"""

from datetime import datetime, time

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def close(apps, schema_editor):
    for seat in apps.get_model("portals", "BoardSeat").objects.filter(valid_until__lt=F("valid_from")):
        seat.valid_until = seat.valid_from
        seat.ended_at = timezone.make_aware(datetime.combine(seat.valid_from, time.min))
        seat.save(update_fields=["valid_until", "ended_at"])
    for role in apps.get_model("portals", "Membership").objects.filter(valid_until__lt=F("valid_from")):
        role.valid_until = role.valid_from
        role.withdrawn_at = role.withdrawn_at or role.granted_at
        role.withdrawn_reason = role.withdrawn_reason or "Thời hạn kết thúc trước khi bắt đầu."
        role.save(update_fields=["valid_until", "withdrawn_at", "withdrawn_reason"])


class Migration(migrations.Migration):
    dependencies = [("portals", "0004_seats_and_delegations_ended_at_once")]

    # Backwards: one day that is closed says the same as a period that runs backwards.
    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
