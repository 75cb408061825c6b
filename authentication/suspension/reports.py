"""What the managing agency is told of a suspension (8.9): written at the time, in Vietnamese, and kept as it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.events import FROM_BELOW
from authentication.enums import SuspensionAct
from authentication.models import SuspensionReport
from members.models import BoardSeat, Membership
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User


def report_on_account(
    act: SuspensionAct, account: User, *, by: User | None, at: datetime, reason: str
) -> list[SuspensionReport]:
    """Write a report to the managing agency of each of `portals_of`; None stands for that of the city."""
    portals = portals_of(account, on=timezone.localdate(at))
    with translation.override(settings.LANGUAGE_CODE):
        return [
            SuspensionReport.objects.create(
                act=act,
                portal=portal,
                account=account,
                addressed_to=_agency(portal),
                at=at,
                by=by,
                paragraphs=_on_account(act, account, portal, by=by, at=at, reason=reason),
            )
            for portal in portals
        ]


def portals_of(account: User, *, on: date) -> list[Portal | None]:
    """Portals where a person holds a role or a seat; None for who works over the city, or nowhere.

    From below upwards, as wherever a verb writes to several chains of events: none waits for another in a circle.
    """
    held = set(Membership.objects.in_force(on=on).filter(user=account).values_list("portal_id", flat=True))
    held |= set(BoardSeat.objects.in_force(on=on).filter(user=account).values_list("board__portal_id", flat=True))
    portals: list[Portal | None] = list(Portal.objects.filter(pk__in=held - {None}).order_by(*FROM_BELOW))
    return portals if portals and None not in held else [*portals, None]


def report_on_portal(
    act: SuspensionAct, portal: Portal, *, by: User | None, at: datetime, reason: str, ended: int
) -> SuspensionReport:
    """Write the report on a portal. `ended`: accounts whose sessions were ended."""
    with translation.override(settings.LANGUAGE_CODE):
        return SuspensionReport.objects.create(
            act=act,
            portal=portal,
            addressed_to=portal.managing_agency,
            at=at,
            by=by,
            paragraphs=_on_portal(act, portal, by=by, at=at, reason=reason, ended=ended),
        )


def paragraphs_told(report: SuspensionReport, *, named: set[int] | None) -> list[str]:
    """What a reader is told of a report, which is kept as it was written: reports of former days name the operator at
    their end, and whoever is not told that name reads of the body there.

    Args:
        named: accounts that are named to the reader (`members.access.display_names.named_to`), None: all.
    """
    if named is None or report.by is None or report.by.pk in named:
        return list(report.paragraphs)
    with translation.override(settings.LANGUAGE_CODE):
        return [*report.paragraphs[:-1], _done_by(report.by)]


def _agency(portal: Portal | None) -> str:
    if portal is not None:
        return portal.managing_agency
    city = get_directory().city
    return city.managing_agency_vi if city is not None else _("the managing agency of the city portal")


def _on_account(
    act: SuspensionAct, account: User, portal: Portal | None, *, by: User | None, at: datetime, reason: str
) -> list[str]:
    names = {
        "name": account.name,
        "account": account.get_username(),
        "time": _time(at),
        "place": portal.portal_title if portal else _("the whole city"),
    }
    if act == SuspensionAct.ACCOUNT_SUSPENDED:
        told = [
            _("At %(time)s the access of %(name)s (account %(account)s) was suspended.") % names,
            _("The person worked for: %(place)s. All sessions of the account ended at once.") % names,
        ]
    else:
        told = [_("At %(time)s the suspension of %(name)s (account %(account)s) was lifted.") % names]
    return [*told, _("Reason: %(reason)s") % {"reason": reason}, _done_by(by)]


def _on_portal(
    act: SuspensionAct, portal: Portal, *, by: User | None, at: datetime, reason: str, ended: int
) -> list[str]:
    names = {"name": portal.portal_title, "host": portal.host, "time": _time(at), "count": ended}
    if act == SuspensionAct.PORTAL_SUSPENDED:
        told = [
            _("At %(time)s the service of %(name)s (%(host)s) was suspended.") % names,
            _("The sessions of %(count)d accounts that work for it ended at once.") % names,
        ]
        if portal.access_revoked:
            told.append(_("Until the portal is brought back, its staff have no access to it."))
        if portal.expected_return:
            told.append(_("Expected return: %(time)s.") % {"time": _time(portal.expected_return)})
    else:
        told = [_("At %(time)s %(name)s (%(host)s) was brought back.") % names]
    if reason:
        told.append(_("Reason: %(reason)s") % {"reason": reason})
    return [*told, _done_by(by)]


def _time(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _done_by(by: User | None) -> str:
    """As the body: people of the portal read the report, too. Which operator it was stands in `by`."""
    return _("Done by: operating unit.") if by else _("Done by a command on the server.")
