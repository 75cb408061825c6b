"""The record of events holds."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cityportal.doctor.finding import Finding, listed
from qa.verification import faults
from sites.audit import broken_chains, unsealed_events


def check_record() -> Iterator[Finding]:
    """Verify the seals of all events, and the histories of all questions: a query for each portal, three for 500
    questions."""
    names = [f"{chain.portal or _('The whole city')} ({chain.number})" for chain in broken_chains()]
    if unsealed := unsealed_events():
        names.append(_("%(count)d events stand outside of every chain") % {"count": unsealed})
    if names:
        yield Finding(
            "record",
            _("Events were changed, taken out or put in past the application: %(names)s.") % {"names": listed(names)},
            _("Run: manage.py verify_audit, and compare the rows it names with a backup."),
        )
    if histories := [str(fault) for fault in faults()]:
        yield Finding(
            "histories",
            _("Histories of questions do not hold: %(names)s.") % {"names": listed(histories)},
            _("Run: manage.py verify_history, and compare the rows it names with a backup."),
        )
