"""Checks of a restored copy, in the process that runs on it (cityportal/settings/restored.py)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.core.management import call_command
from django.utils.translation import gettext as _

from cityportal.backups.databases import count_rows
from cityportal.backups.pages import can_sign_in, home_titles
from cityportal.doctor import record
from cityportal.doctor.finding import Finding, listed


def examine_copy(counts: Mapping[str, int], titles: Mapping[str, str]) -> Iterator[Finding]:
    """Compare a copy with what its manifest says, and use it as citizens and staff do. Writes to the copy.

    Args:
        counts: rows of each table when the set was made.
        titles: of the home page of each portal then, by host.
    """
    found = count_rows()
    differing = [
        f"{table} ({found.get(table, 0)}/{counts.get(table, 0)})"
        for table in sorted(found.keys() | counts.keys())
        if found.get(table, 0) != counts.get(table, 0)
    ]
    if differing:
        yield Finding(
            "row_counts",
            _("The copy has other numbers of rows than the database had: %(tables)s.") % {"tables": listed(differing)},
            _("Restore another set, and make a new backup."),
        )
    # As whoever restores in earnest would: the set may be of the version before.
    call_command("migrate", interactive=False, verbosity=0)
    yield from record.check_record()
    yield from record.check_triggers()
    if not can_sign_in():
        yield Finding(
            "sign_in",
            _("Nobody can sign in to the copy."),
            _("Restore the set with manage.py restore, and look at its tables of accounts and sessions."),
        )
    now = home_titles()
    if wrong := [f"{host} ({now.get(host, '–')})" for host, title in titles.items() if now.get(host) != title]:
        yield Finding(
            "pages",
            _("Home pages are not what they were when the set was made: %(names)s.") % {"names": listed(wrong)},
            _("Restore the set with manage.py restore, and open these pages there."),
        )
