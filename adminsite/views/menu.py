"""Items of the admin's menus: what each is called, where it leads, and who is shown it."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem

from members.access.audit import reads_audit
from members.access.people import portals_of_accounts
from members.access.permissions import can_operate, can_supervise, supervises_some
from members.access.roles import roles_of
from members.access.scope import scope_of_request
from members.views.base import NAMESPACE


class SupervisorsMenuItem(MenuItem):
    """For those who see all portals."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_supervise(request.user, on=timezone.localdate())


class SupervisedMenuItem(MenuItem):
    """For those who supervise some portals or all."""

    def is_shown(self, request: HttpRequest) -> bool:
        return supervises_some(request.user, on=timezone.localdate())


class OperatorsMenuItem(MenuItem):
    """For operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return can_operate(request.user, on=timezone.localdate())


class AdministratorsMenuItem(MenuItem):
    """For those who administer a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(roles_of(request.user, on=timezone.localdate()).administered)


class BoardsMenuItem(MenuItem):
    """For those who sit on a board."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(roles_of(request.user, on=timezone.localdate()).boards)


class StaffMenuItem(MenuItem):
    """For those who work on a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return scope_of_request(request).works_somewhere


class AuditMenuItem(MenuItem):
    """For those who read the record of a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reads_audit(request.user, on=timezone.localdate())


class AccountsMenuItem(MenuItem):
    """Shown to who reads accounts: operators, portal administrators, heads of boards."""

    def is_shown(self, request: HttpRequest) -> bool:
        portals = portals_of_accounts(request.user, on=timezone.localdate())
        return portals is None or bool(portals)


class WritersMenuItem(MenuItem):
    """For those who write for a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(roles_of(request.user, on=timezone.localdate()).writes_for)


# In the main menu.
MAIN: Final = (
    SupervisedMenuItem(
        pgettext_lazy("admin menu", "Portals"),
        reverse_lazy(f"{NAMESPACE}:index"),
        name="portals",
        icon_name="site",
        order=50,
    ),
    StaffMenuItem(
        pgettext_lazy("admin menu", "Items"),
        reverse_lazy(f"{NAMESPACE}:items"),
        name="items",
        icon_name="doc-full",
        order=870,
    ),
    StaffMenuItem(
        pgettext_lazy("admin menu", "Content calendar"),
        reverse_lazy(f"{NAMESPACE}:content_calendar"),
        name="content-calendar",
        icon_name="calendar",
        order=875,
    ),
    StaffMenuItem(
        pgettext_lazy("admin menu", "Proposed changes"),
        reverse_lazy(f"{NAMESPACE}:proposals"),
        name="proposals",
        icon_name="clipboard-list",
        order=880,
    ),
    WritersMenuItem(
        pgettext_lazy("admin menu", "Coverage of events"),
        reverse_lazy(f"{NAMESPACE}:coverage"),
        name="coverage",
        icon_name="calendar-alt",
        order=885,
    ),
    BoardsMenuItem(
        pgettext_lazy("admin menu", "Editorial board"),
        reverse_lazy(f"{NAMESPACE}:own_boards"),
        name="own-boards",
        icon_name="group",
        order=890,
    ),
    AdministratorsMenuItem(
        pgettext_lazy("admin menu", "Roles"),
        reverse_lazy(f"{NAMESPACE}:own_roles"),
        name="own-roles",
        icon_name="user",
        order=900,
    ),
    AdministratorsMenuItem(
        pgettext_lazy("admin menu", "Contacts"),
        reverse_lazy(f"{NAMESPACE}:own_contacts"),
        name="own-contacts",
        icon_name="mail",
        order=905,
    ),
)
REPORTS: Final = (
    AccountsMenuItem(
        pgettext_lazy("admin menu", "Accounts and rights"),
        reverse_lazy(f"{NAMESPACE}:accounts"),
        name="accounts-and-rights",
        icon_name="user",
        order=80,
    ),
    AuditMenuItem(
        pgettext_lazy("admin menu", "Approvals"),
        reverse_lazy(f"{NAMESPACE}:approvals"),
        name="approvals",
        icon_name="check",
        order=90,
    ),
    AuditMenuItem(
        pgettext_lazy("admin menu", "Audit"),
        reverse_lazy(f"{NAMESPACE}:audit"),
        name="audit",
        icon_name="history",
        order=100,
    ),
    AuditMenuItem(
        pgettext_lazy("admin menu", "Withdrawn pages"),
        reverse_lazy(f"{NAMESPACE}:takedowns"),
        name="takedowns",
        icon_name="warning",
        order=100,
    ),
    AuditMenuItem(
        pgettext_lazy("admin menu", "Violations"),
        reverse_lazy(f"{NAMESPACE}:violations"),
        name="violations",
        icon_name="flag",
        order=105,
    ),
    AuditMenuItem(
        pgettext_lazy("admin menu", "Incidents"),
        reverse_lazy(f"{NAMESPACE}:incidents"),
        name="incidents",
        icon_name="warning",
        order=106,
    ),
    AuditMenuItem(
        pgettext_lazy("admin menu", "Maintenance"),
        reverse_lazy(f"{NAMESPACE}:maintenance"),
        name="maintenance",
        icon_name="cog",
        order=107,
    ),
    AuditMenuItem(
        pgettext_lazy("admin menu", "Reports on suspensions"),
        reverse_lazy(f"{NAMESPACE}:suspension_reports"),
        name="suspension-reports",
        icon_name="doc-full",
        order=110,
    ),
)
SETTINGS: Final = (
    OperatorsMenuItem(
        pgettext_lazy("admin menu", "Suspended accounts"),
        reverse_lazy(f"{NAMESPACE}:suspensions"),
        name="suspensions",
        icon_name="lock",
        order=650,
    ),
    SupervisorsMenuItem(
        pgettext_lazy("admin menu", "Working days"),
        reverse_lazy(f"{NAMESPACE}:calendar"),
        name="calendar",
        icon_name="date",
        order=660,
    ),
    OperatorsMenuItem(
        pgettext_lazy("admin menu", "Lost background work"),
        reverse_lazy(f"{NAMESPACE}:failed_tasks"),
        name="lost-tasks",
        icon_name="warning",
        order=660,
    ),
    SupervisorsMenuItem(
        pgettext_lazy("admin menu", "Time limits"),
        reverse_lazy(f"{NAMESPACE}:time_limits"),
        name="time-limits",
        icon_name="time",
        order=670,
    ),
)
