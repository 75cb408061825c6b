"""Django groups, derived by code from memberships and seats (architecture 4.4), and the rights that each has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Manager, Model, Q
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from accounts.models import User
from members.access.roles import forget_role_sets
from members.enums import CITY_ROLES, PORTAL_ROLES, Role
from members.models import BoardSeat, Membership, PortalGroup
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase


# Codenames of wagtailcore.Page permissions on the portal's container; of a role over the city, on Root.
PAGE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.COLLABORATOR: ("add_page",),
    Role.REPORTER: ("add_page",),
    Role.EDITOR: ("add_page", "change_page"),
    Role.SECTION_EDITOR: ("add_page", "change_page"),
    Role.ANSWERING_OFFICER: (),
    Role.PORTAL_ADMIN: ("add_page", "change_page"),
    Role.BOARD: ("add_page", "change_page", "lock_page", "unlock_page"),
    Role.CITY_EDITOR: ("add_page", "change_page"),
    Role.SUPERVISOR: (),
    Role.OPERATOR: (),
}

# Codenames on the portal's collection, or on the root collection, of the image and of the document model.
FILE_ACTIONS: dict[Role, tuple[str, ...]] = {
    Role.COLLABORATOR: ("add", "choose"),
    Role.REPORTER: ("add", "choose"),
    Role.EDITOR: ("add", "change", "choose"),
    Role.SECTION_EDITOR: ("add", "change", "choose"),
    Role.ANSWERING_OFFICER: (),
    Role.PORTAL_ADMIN: ("add", "change", "choose"),
    Role.BOARD: ("add", "change", "choose"),
    Role.CITY_EDITOR: ("add", "change", "choose"),
    Role.SUPERVISOR: (),
    Role.OPERATOR: (),
}

# (app label, codename) of permissions that have no object.
GLOBAL_PERMISSIONS: dict[Role, tuple[tuple[str, str], ...]] = {
    Role.EDITOR: (("wagtail_localize", "submit_translation"),),
    Role.SECTION_EDITOR: (("wagtail_localize", "submit_translation"),),
    Role.BOARD: (("wagtail_localize", "submit_translation"),),
    Role.PORTAL_ADMIN: (("wagtail_localize", "submit_translation"),),
    Role.CITY_EDITOR: (("wagtail_localize", "submit_translation"),),
}

# Wagtail keeps the rights on its own models, whatever model holds the files.
FILE_MODELS = (("wagtailimages", "image"), ("wagtaildocs", "document"))


@transaction.atomic
def ensure_portal_groups(portal: Portal) -> None:
    """Create the groups of a portal with their permissions, or repair them. Idempotent."""
    groups = _ensure_groups(portal=portal, roles=sorted(PORTAL_ROLES))
    _give_rights(groups, page_id=portal.container_id, collection_id=portal.collection_id)


@transaction.atomic
def ensure_city_groups() -> None:
    """Create the groups of the city-wide roles, or repair them. City editors work below Root; the others edit nothing.

    One row for each right, however many portals there are: rights below Root hold on every portal.
    """
    groups = _ensure_groups(portal=None, roles=sorted(CITY_ROLES))
    root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
    _give_rights(groups, page_id=root.pk, collection_id=collection.pk)


def _give_rights(groups: dict[Role, Group], *, page_id: int | None, collection_id: int | None) -> None:
    """Make the permissions of these groups exactly those of the tables above, at one page and one collection."""
    apps = ["wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs", "wagtail_localize"]
    rows = Permission.objects.filter(content_type__app_label__in=apps).select_related("content_type")
    permissions = {(row.content_type.app_label, row.codename): row for row in rows}
    wanted, wanted_pages, wanted_files = set(), set(), set()
    for role, group in groups.items():
        keys = (("wagtailadmin", "access_admin"), *GLOBAL_PERMISSIONS.get(role, ()))
        wanted |= {(group.pk, permissions[key].pk) for key in keys}
        wanted_pages |= {(group.pk, permissions["wagtailcore", code].pk) for code in PAGE_PERMISSIONS[role]}
        wanted_files |= {
            (group.pk, permissions[app, f"{action}_{model}"].pk)
            for app, model in FILE_MODELS
            for action in FILE_ACTIONS[role]
        }
    ids = [group.pk for group in groups.values()]
    _reconcile(Group.permissions.through, ids, wanted)
    _reconcile(GroupPagePermission, ids, wanted_pages, page_id=page_id)
    _reconcile(GroupCollectionPermission, ids, wanted_files, collection_id=collection_id)


def sync_user_groups(user: User, *, on: date, demote: bool = False) -> None:
    """Put a person into exactly the groups that memberships and board seats give on a day.

    Operators are superusers: they run the installation; publishing past the board is closed to them as well. A
    superuser made on the command line, who never held that role, stays one unless `demote` is given: whoever gives
    a role on one portal must not be able to disarm the account that runs the installation.
    """
    forget_role_sets()
    memberships = list(Membership.objects.in_force(on=on).filter(user=user))
    keys = {(membership.portal_id, membership.role) for membership in memberships}
    seats = BoardSeat.objects.in_force(on=on).filter(user=user)
    keys |= {(portal_id, Role.BOARD.value) for portal_id in seats.values_list("board__portal_id", flat=True)}
    keys = {(portal_id, role) for portal_id, role in keys if portal_id not in get_directory().closed_to_staff}
    pairs = [Q(portal=portal_id, role=role) for portal_id, role in keys]
    # Pairs one by one: a role alone would read the groups of every portal for every person.
    wanted = PortalGroup.objects.filter(reduce(or_, pairs)).values_list("group_id", flat=True) if pairs else ()
    others = user.groups.filter(portal_group=None)
    user.groups.set([*others, *wanted])
    is_operator = any(membership.role == Role.OPERATOR for membership in memberships)
    was_operator = Membership.objects.filter(user=user, role=Role.OPERATOR)
    if user.is_superuser != is_operator and (is_operator or demote or was_operator.exists()):
        user.is_superuser = is_operator
        user.save(update_fields=["is_superuser"])


def _ensure_groups(*, portal: Portal | None, roles: Iterable[str]) -> dict[Role, Group]:
    groups = {Role(link.role): link.group for link in PortalGroup.objects.filter(portal=portal).select_related("group")}
    names = {Role(role): _group_name(portal, Role(role)) for role in roles}
    missing = [role for role in names if role not in groups]
    made = Group.objects.bulk_create(Group(name=names[role]) for role in missing)
    groups |= dict(zip(missing, made, strict=True))
    PortalGroup.objects.bulk_create(PortalGroup(group=groups[role], portal=portal, role=role) for role in missing)
    for role, name in names.items():
        if groups[role].name != name:
            groups[role].name = name
            groups[role].save(update_fields=["name"])
    return {role: groups[role] for role in names}


def _group_name(portal: Portal | None, role: Role) -> str:
    """What operators read in Wagtail's screens of accounts: in the first language, whoever makes the group."""
    with override(settings.LANGUAGE_CODE):
        return f"{portal.code}: {role.label}" if portal else str(role.label)


def _reconcile(model: type[Model], group_ids: list[int], wanted: set[tuple[int, int]], **place: int | None) -> None:
    """Make the permission rows of these groups exactly the wanted ones: those without a place, or at this page or
    collection and nowhere else."""
    rows: Manager[Any] = model._default_manager
    right, wrong = set(), []
    for row in rows.filter(group_id__in=group_ids):
        key = (row.group_id, row.permission_id)
        if key in wanted and all(getattr(row, name) == value for name, value in place.items()):
            right.add(key)
        else:
            wrong.append(row.pk)
    if wrong:
        rows.filter(pk__in=wrong).delete()
    rows.bulk_create(
        model(group_id=group_id, permission_id=permission_id, **place) for group_id, permission_id in wanted - right
    )


# The day of the last look, in the session.
SESSION_KEY = "rights_on"


def bring_in_step(user: User, session: SessionBase, *, on: date) -> None:
    """Give a person the groups of the day, once a day in each session.

    The account is locked meanwhile, as whoever ends a right locks it: a role that is withdrawn at that moment does not
    come back.
    """
    day = on.isoformat()
    if session.get(SESSION_KEY) != day:
        _bring_in_step(user, on=on)
        session[SESSION_KEY] = day


@transaction.atomic
def _bring_in_step(user: User, *, on: date, demote: bool = False) -> None:
    """Read the rights of a person once nobody else ends one of them, and give the groups they give."""
    account = User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if account is not None:
        sync_user_groups(account, on=on, demote=demote)
        user.is_superuser = account.is_superuser


def bring_everybody_in_step(*, on: date) -> int:
    """Give all persons the groups of the day; superusers without the role of operator become ordinary accounts.

    Returns the number of accounts looked at.
    """
    concerned = User.objects.filter(
        Q(memberships__isnull=False)
        | Q(board_seats__isnull=False)
        | Q(groups__portal_group__isnull=False)
        | Q(is_superuser=True)
    ).distinct()
    count = 0
    for user in concerned.iterator():
        _bring_in_step(user, on=on, demote=True)
        count += 1
    return count


def repair_groups() -> int:
    """Make the groups of every portal and of the city what the tables of `members.groups` say.

    A portal that is older than a role lacks its group until then. Returns the number of portals.
    """
    ensure_city_groups()
    portals = Portal.objects.exclude(container=None).exclude(collection=None).order_by("pk")
    count = 0
    for portal in portals.iterator():
        ensure_portal_groups(portal)
        count += 1
    return count
