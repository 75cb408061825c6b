"""Details of events about portals, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.formatting import format_count, format_day, format_yes
from audit.kinds import register_details
from members.models import Board
from sites.models import Portal


def _field(name: str) -> str:
    owner = Board if name.startswith("board.") else Portal
    known = {entry.name: entry for entry in owner._meta.get_fields()}
    field = name.removeprefix("board.")
    return str(getattr(known.get(field), "verbose_name", field))


def _portal_name(code: str) -> str:
    portal = Portal.objects.filter(code=code).first()
    return code if portal is None else portal.name


register_details(
    {
        "host": (_("Hostname"), str),
        # Former facts are kept in the record and not shown: their names say what changed.
        "before": (_("Former hostname"), lambda value: value if isinstance(value, str) else ""),
        "after": (_("New hostname"), str),
        "fields": (_("Changed"), lambda names: ", ".join(_field(name) for name in names)),
        "pages": (_("Pages opened"), str),
        "expected_return": (_("Expected return"), format_day),
        "successor": (_("Successor"), _portal_name),
        "access_revoked": (_("Access of the staff revoked"), format_yes),
        "reviews": (_("Reviews that ended with it"), format_count),
        "schedules": (_("Approved for later, not published"), format_count),
        "proposals": (_("Proposals closed with it"), format_count),
        "assignments": (_("Assignments to cover events, cancelled with it"), format_count),
    }
)
