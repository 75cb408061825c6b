"""Nothing is public without the board, and nobody holds a permission that goes past it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from accounts.models import User
from authentication.models import AccountSuspension
from authentication.second_factor.duty import accounts_that_lack_one
from authentication.suspension.unused import is_last_operator_unused
from cityportal.doctor.finding import Finding, listed
from editorial.integrity.invariants import (
    public_that_differs,
    public_with_files_elsewhere,
    public_without_approval,
    rows_without_approval,
)
from home.publication.public_versions import versions_that_differ
from members.enums import MembershipScope, Role
from members.models import BoardSeat, Membership, PortalGroup

# Wagtail permissions whose holder makes pages public, or takes public ones away, past the board.
PAST_THE_BOARD = ("publish_page", "bulk_delete_page")
# Whoever changes accounts, groups, sites or reviews can give everything to anybody.
ADMINISTRATION_APPS = (
    "auth", "accounts", "contenttypes", "sessions", "portals", "wagtailcore", "wagtailusers", "wagtaillocales",
)  # fmt: skip
ADMINISTRATION = Q(content_type__app_label__in=ADMINISTRATION_APPS) | (
    Q(content_type__app_label="wagtailadmin") & ~Q(codename="access_admin")
)


def check_invariant() -> Iterator[Finding]:
    if titles := list(public_without_approval().values_list("title", flat=True)):
        yield Finding(
            "public_without_approval",
            _("%(count)d pages are public without an approval of the editorial board: %(titles)s.")
            % {"count": len(titles), "titles": listed(titles)},
            _("Unpublish them now, find out how they became public, and let the board review them."),
        )


def check_content() -> Iterator[Finding]:
    """Reads everything that is public: on a large installation it takes its time."""
    if differences := [*rows_without_approval(), *public_that_differs()]:
        yield Finding(
            "public_differs",
            _("%(count)d public items are not what the editorial board approved: %(names)s.")
            % {"count": len(differences), "names": listed(differences)},
            _("Compare each with its approved version in its history, and put it right by a review."),
        )
    if rewritten := [f"{version.page.title} / {version.number}" for version in versions_that_differ()]:
        yield Finding(
            "version_rewritten",
            _("%(count)d former versions were rewritten since they were public, and are not shown: %(names)s.")
            % {"count": len(rewritten), "names": listed(rewritten)},
            _("Find out who wrote into the database; a backup has what they said."),
        )


def check_files_of_portals() -> Iterator[Finding]:
    """Reads every public page and its approvals."""
    if titles := [page.title for page in public_with_files_elsewhere()]:
        yield Finding(
            "files_elsewhere",
            _("%(count)d public pages show pictures or documents of another portal: %(titles)s.")
            % {"count": len(titles), "titles": listed(titles)},
            _("Upload these to the library of the page's own portal, choose them there, and let its board approve."),
        )


def check_publish_permission() -> Iterator[Finding]:
    rows = GroupPagePermission.objects.filter(permission__codename__in=PAST_THE_BOARD).select_related("group")
    holders = sorted({row.group.name for row in rows})
    persons = User.objects.filter(
        user_permissions__content_type__app_label="wagtailcore", user_permissions__codename__in=PAST_THE_BOARD
    )
    holders += sorted({person.get_username() for person in persons})
    if holders:
        yield Finding(
            "publish_permission",
            _("Groups or accounts may publish or delete past the editorial board: %(names)s.")
            % {"names": listed(holders)},
            _("Delete these groups or take the permission away; rights follow from roles under Portals."),
        )


def check_reach() -> Iterator[Finding]:
    """Rights at the root of pages or files hold on every portal: city editors alone have them."""
    city_editors = Q(group__portal_group__portal=None, group__portal_group__role=Role.CITY_EDITOR)
    pages = GroupPagePermission.objects.filter(page__depth=1).exclude(city_editors)
    files = GroupCollectionPermission.objects.filter(collection__depth=1).exclude(city_editors)
    if names := sorted({name for rows in (pages, files) for name in rows.values_list("group__name", flat=True)}):
        yield Finding(
            "rights_over_all_portals",
            _("Groups other than the city editors' have rights on pages or files of every portal: %(names)s.")
            % {"names": listed(names)},
            _("Run: manage.py sync_roles. Delete the groups that stay: rights follow from roles under Portals."),
        )


def check_administration() -> Iterator[Finding]:
    permissions = Permission.objects.filter(ADMINISTRATION)
    names = sorted(Group.objects.filter(permissions__in=permissions).distinct().values_list("name", flat=True))
    persons = User.objects.filter(user_permissions__in=permissions).distinct()
    names += sorted(person.get_username() for person in persons)
    if names:
        yield Finding(
            "administration_permission",
            _("Groups or accounts may change accounts, groups, sites or reviews: %(names)s.")
            % {"names": listed(names)},
            _("Take these permissions away: operators need none, and nobody else may have them."),
        )


def check_superusers() -> Iterator[Finding]:
    operators = Membership.objects.in_force(on=timezone.localdate()).filter(
        scope=MembershipScope.CITY, role=Role.OPERATOR
    )
    strangers = User.objects.filter(is_superuser=True, is_active=True).exclude(pk__in=operators.values("user"))
    if names := sorted(strangers.values_list("username", flat=True)):
        yield Finding(
            "superusers",
            _("Accounts are superusers without the role of operator: %(names)s.") % {"names": listed(names)},
            _("Run manage.py make_operator for those that should be, and manage.py sync_roles for the rest."),
        )


def check_suspended() -> Iterator[Finding]:
    rows = AccountSuspension.objects.open().filter(user__is_active=True)
    if names := sorted(rows.values_list("user__username", flat=True)):
        yield Finding(
            "suspended_but_open",
            _("Accounts are suspended and open all the same: %(names)s.") % {"names": listed(names)},
            _("Suspend them again, which closes them, and find out who opened them."),
        )


def check_last_operator() -> Iterator[Finding]:
    """The only operator is away for longer than other accounts are kept open."""
    if is_last_operator_unused(at=timezone.now()):
        yield Finding(
            "last_operator_unused",
            _("The account of the only operator is not suspended although nobody uses it."),
            _("Let that person sign in, or give the role of operator to somebody who works here."),
        )


def check_second_factors() -> Iterator[Finding]:
    """Accounts that must have a second factor and have none."""
    if names := list(accounts_that_lack_one(on=timezone.localdate()).values_list("username", flat=True)):
        yield Finding(
            "second_factor_missing",
            _("%(count)d accounts have no second factor although a role of theirs demands one: %(names)s.")
            % {"count": len(names), "names": listed(names)},
            _("Remind these people: they switch it on under “Account”; after the time of grace nothing else opens."),
        )


def check_groups_in_step() -> Iterator[Finding]:
    """People whose groups are not those that their roles and seats give today."""
    today = timezone.localdate()
    wanted: dict[int, set[tuple[int | None, str]]] = defaultdict(set)
    for user, portal, role in Membership.objects.in_force(on=today).values_list("user", "portal", "role"):
        wanted[user].add((portal, role))
    for user, portal in BoardSeat.objects.in_force(on=today).values_list("user", "board__portal"):
        wanted[user].add((portal, Role.BOARD.value))
    present: dict[int, set[tuple[int | None, str]]] = defaultdict(set)
    links = PortalGroup.objects.exclude(group__user=None)
    for user, portal, role in links.values_list("group__user", "portal", "role"):
        present[user].add((portal, role))
    strayed = [user for user in wanted.keys() | present.keys() if wanted[user] != present[user]]
    if strayed:
        names = User.objects.filter(pk__in=strayed).order_by("username").values_list("username", flat=True)
        yield Finding(
            "groups_out_of_step",
            _("Accounts have other rights than their roles and seats give today: %(names)s.")
            % {"names": listed(names)},
            _("Run: manage.py sync_roles, and let it run every night: roles and seats end with a day."),
        )
