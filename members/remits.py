"""The portals that a supervisor reads where the role does not hold over all of them (Regulation 6.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from members.enums import Role
from members.errors import RemitNotAsked
from sites.directory import get_directory

_PORTAL, _AGENCY = "portal:", "agency:"


@dataclass(frozen=True, slots=True)
class Remit:
    """A portal with those below it, or the portals that name a managing agency as theirs.

    Attributes:
        portal_id: key of the uppermost portal; None where `agency` is given.
        agency: Vietnamese name, exactly as in the registry of portals.
    """

    portal_id: int | None = None
    agency: str = ""

    def portals(self) -> frozenset[int]:
        """Keys of the portals as the registry is now."""
        records = get_directory().records
        if self.portal_id is None:
            managed = (record for record in records if record.managing_agency_vi == self.agency)
            return frozenset(record.id for record in managed if self.agency)
        found: set[int] = set()
        level = {record.id for record in records if record.id == self.portal_id}
        while level:
            found |= level
            level = {record.id for record in records if record.parent_id in level} - found
        return frozenset(found)

    @property
    def code(self) -> str:
        """Value of the remit in a form."""
        return f"{_AGENCY}{self.agency}" if self.portal_id is None else f"{_PORTAL}{self.portal_id}"

    @classmethod
    def of_code(cls, code: str) -> Self:
        """Read `code`.

        Raises:
            ValueError: this is none.
        """
        if code.startswith(_AGENCY):
            return cls(agency=code.removeprefix(_AGENCY))
        return cls(portal_id=int(code.removeprefix(_PORTAL)))

    @property
    def label(self) -> str:
        if self.portal_id is None:
            return _("portals managed by %(agency)s") % {"agency": self.agency}
        record = get_directory().by_id.get(self.portal_id)
        return _("%(portal)s and the portals below it") % {"portal": record.listed_name if record else self.portal_id}


def remit_choices() -> list[tuple[Any, Any]]:
    """Choices of a form: all portals, each managing agency, each portal."""
    records = get_directory().records
    agencies = sorted({record.managing_agency_vi for record in records} - {""})
    return [
        ("", pgettext("remit of a supervisor", "All portals")),
        (
            pgettext("remit of a supervisor", "Portals of a managing agency"),
            [(Remit(agency=agency).code, agency) for agency in agencies],
        ),
        (
            pgettext("remit of a supervisor", "A portal and those below it"),
            [(Remit(portal_id=record.id).code, record.listed_name) for record in records],
        ),
    ]


def check_remit(remit: Remit | None, *, role: Role) -> None:
    """Refuse a remit for a role that has none.

    Raises:
        RemitNotAsked: the role is not that of a supervisor.
    """
    if remit is not None and role != Role.SUPERVISOR:
        raise RemitNotAsked
