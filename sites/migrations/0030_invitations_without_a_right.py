"""Invitations that were sent before the right of who sent them was kept are good for nothing: they end, and say so."""

from django.db import migrations
from django.utils import timezone

REASON = "Gửi trước khi hệ thống lưu quyền của người mời: hãy mời lại."


def withdraw(apps, schema_editor):
    open_ones = apps.get_model("portals", "Invitation").objects.filter(accepted_at=None, withdrawn_at=None, right="")
    open_ones.update(withdrawn_at=timezone.now(), withdrawn_reason=REASON)


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0029_right_by_which"),
    ]

    operations = [
        migrations.RunPython(withdraw, migrations.RunPython.noop),
    ]
