"""The record of events holds, and is kept as it was written, also outside the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.sealing.triggers import missing_triggers, tables_kept
from audit.verification import broken_chains, unsealed_events
from cityportal.doctor.finding import Finding, listed
from cityportal.doctor.services import is_production
from qa.core.anchors import anchor_numbers, anchor_store, name_of
from qa.core.verification import lasting_faults
from qa.models import QuestionChain

# An anchor is written every night.
ANCHOR_GRACE: Final = timedelta(days=2)


def check_record() -> Iterator[Finding]:
    """Verify the seals of all events, and the histories of all questions."""
    names = [f"{chain.portal or _('The whole city')} ({chain.number})" for chain in broken_chains()]
    if unsealed := unsealed_events():
        names.append(_("%(count)d events stand outside of every chain") % {"count": unsealed})
    if names:
        yield Finding(
            "record",
            _("Events were changed, taken out or put in past the application: %(names)s.") % {"names": listed(names)},
            _("Run: manage.py verify_audit, and compare the rows it names with a backup."),
        )
    if histories := [str(fault) for fault in lasting_faults()]:
        yield Finding(
            "histories",
            _("Histories of questions do not hold: %(names)s.") % {"names": listed(histories)},
            _("Run: manage.py verify_history, and compare the rows it names with a backup."),
        )


def check_triggers() -> Iterator[Finding]:
    """Find tables of events without their triggers."""
    if missing := missing_triggers(connection, tables_kept()):
        yield Finding(
            "triggers",
            _("The database lets events be changed and deleted: %(names)s.") % {"names": listed(missing)},
            _("Run: %(command)s, and find out who took the triggers away.")
            % {"command": "manage.py verify_audit && manage.py verify_history && manage.py lay_triggers"},
        )


def check_anchors() -> Iterator[Finding]:
    """Anchors of the histories can be written, and are."""
    store = anchor_store()
    try:
        numbers = anchor_numbers(store)
        if not _is_writable(store):
            raise PermissionError(store.path(""))
        written = store.get_modified_time(name_of(numbers[-1])) if numbers else None
    except OSError as error:
        yield Finding(
            "anchor_store",
            _("The storage of the anchors of histories does not answer: %(error)s") % {"error": error},
            _("Check HISTORY_ANCHORS_DIR, and whether the application may write there."),
        )
        return
    is_old = written is None or written < timezone.now() - ANCHOR_GRACE
    if is_production() and is_old and QuestionChain.objects.exists():
        yield Finding(
            "anchors_old",
            _("The histories of questions were not anchored for two days or more."),
            _("See that Celery beat and a worker run, or run: %(command)s") % {"command": "manage.py anchor_history"},
        )


def _is_writable(store: Any) -> bool:
    """Whether a folder takes files; of another storage only writing would tell."""
    location = getattr(store, "location", None)
    if location is None:
        return True
    place = location
    while not os.path.lexists(place) and os.path.dirname(place) != place:
        place = os.path.dirname(place)
    return os.path.isdir(place) and os.access(place, os.W_OK)
