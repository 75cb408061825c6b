"""Personal data of citizens can be read by who may, and does not stay longer than it must."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from cityportal.doctor.finding import Finding
from participation.models import Sender
from participation.personal_data.ciphers import to_reseal, without_key

# The task that erases runs at night.
GRACE = timedelta(days=1)


def check_keys() -> Iterator[Finding]:
    """Find personal data that no key opens, or a former one."""
    if lost := without_key():
        yield Finding(
            "personal_data_keys",
            _("Personal data of %(count)d rows is opened by no key in PERSONAL_DATA_KEYS.") % {"count": lost},
            _("Put the former key back behind the newest; it lies where the keys are kept, apart from the backups."),
        )
    if waiting := to_reseal() - lost:
        yield Finding(
            "personal_data_reseal",
            _("Personal data of %(count)d rows is sealed with a former key.") % {"count": waiting},
            _("Run: %(command)s") % {"command": "manage.py reseal_personal_data"},
        )


def check_kept() -> Iterator[Finding]:
    """Find personal data that is kept longer than its period."""
    if kept := Sender.objects.to_erase(on=timezone.localdate() - GRACE).count():
        yield Finding(
            "personal_data_kept",
            _("Personal data of %(count)d senders is kept longer than its period.") % {"count": kept},
            _("See that Celery beat and a worker run, or run: %(command)s")
            % {"command": "manage.py erase_personal_data --due"},
        )
