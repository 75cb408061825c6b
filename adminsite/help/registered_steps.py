"""First steps of writing, approving, administering and operating; those of questions are the business of their room."""

from __future__ import annotations

from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, TaskState, WorkflowState

from adminsite.enums import Audience
from adminsite.help.first_steps import OPENED, FirstStep, Newcomer, marked, register_first_step
from adminsite.help.guides import EDITORS, OPERATORS
from members.models import BoardSeat, Invitation, Membership
from members.views.base import portal_url
from sites.enums import PortalState
from sites.models import Portal


def _has_second_factor(_newcomer: Newcomer) -> Q:
    return Q(second_factor_since__isnull=False)


def _has_draft(_newcomer: Newcomer) -> Exists:
    return Exists(Page.objects.filter(owner=OuterRef("pk")))


def _has_submitted(_newcomer: Newcomer) -> Exists:
    return Exists(WorkflowState.objects.filter(requested_by=OuterRef("pk")))


def _has_public_page(_newcomer: Newcomer) -> Exists:
    return Exists(Page.objects.filter(owner=OuterRef("pk"), live=True))


def _has_colleague(newcomer: Newcomer) -> Exists:
    seats = BoardSeat.objects.approving(on=newcomer.on).filter(board__portal__in=newcomer.roles.reviewed)
    return Exists(seats.exclude(user=OuterRef("pk")).order_by())


def _has_decided(_newcomer: Newcomer) -> Exists:
    return Exists(TaskState.objects.filter(finished_by=OuterRef("pk")))


def _has_open_portal(newcomer: Newcomer) -> Exists:
    return Exists(Portal.objects.filter(pk__in=newcomer.roles.reviewed, state=PortalState.LIVE).order_by())


def _has_contacts(newcomer: Newcomer) -> Exists:
    own = Portal.objects.filter(pk__in=newcomer.roles.administered)
    return Exists(own.exclude(phone="", email="").order_by())


def _has_brought_somebody(_newcomer: Newcomer) -> Q:
    given = Membership.objects.filter(granted_by=OuterRef("pk")).order_by()
    return Q(Exists(given)) | Q(Exists(Invitation.objects.filter(invited_by=OuterRef("pk")).order_by()))


def _is_any_portal(_newcomer: Newcomer) -> Exists:
    return Exists(Portal.objects.order_by())


def _is_any_board(_newcomer: Newcomer) -> Exists:
    return Exists(BoardSeat.objects.order_by())


def _is_any_open(_newcomer: Newcomer) -> Exists:
    return Exists(Portal.objects.filter(state=PortalState.LIVE).order_by())


for audience in Audience:
    guide = OPERATORS if audience == Audience.OPERATOR else EDITORS
    register_first_step(
        FirstStep(
            audience,
            "second_factor",
            10,
            pgettext_lazy("first step", "Switch on the second factor of your account"),
            partial(portal_url, "second_factor"),
            _has_second_factor,
        )
    )
    register_first_step(
        FirstStep(
            audience,
            "guide",
            20,
            pgettext_lazy("first step", "Open the guide"),
            partial(portal_url, "open_guide", guide),
            lambda _newcomer, guide=guide: marked(OPENED + guide),  # type: ignore[misc]  # the guide of this turn
            is_posted=True,
        )
    )

for step in (
    FirstStep(
        Audience.WRITER,
        "draft",
        30,
        pgettext_lazy("first step", "Save your first draft"),
        partial(reverse, "wagtailadmin_explore_root"),
        _has_draft,
    ),
    FirstStep(
        Audience.WRITER,
        "submitted",
        40,
        pgettext_lazy("first step", "Submit it to the board"),
        partial(portal_url, "items"),
        _has_submitted,
    ),
    FirstStep(
        Audience.WRITER,
        "public",
        50,
        pgettext_lazy("first step", "Your first page is approved and public"),
        partial(portal_url, "items"),
        _has_public_page,
    ),
    FirstStep(
        Audience.BOARD,
        "colleague",
        30,
        pgettext_lazy("first step", "A second person may approve: nobody approves own work"),
        partial(portal_url, "own_boards"),
        _has_colleague,
    ),
    FirstStep(
        Audience.BOARD,
        "decided",
        40,
        pgettext_lazy("first step", "Approve or return your first page"),
        partial(portal_url, "my_work"),
        _has_decided,
    ),
    FirstStep(
        Audience.BOARD,
        "open",
        50,
        pgettext_lazy("first step", "The portal is open to the public"),
        partial(reverse, "wagtailadmin_home"),
        _has_open_portal,
    ),
    FirstStep(
        Audience.PORTAL_ADMIN,
        "contacts",
        30,
        pgettext_lazy("first step", "Enter the telephone or e-mail address of the portal"),
        partial(portal_url, "own_contacts"),
        _has_contacts,
    ),
    FirstStep(
        Audience.PORTAL_ADMIN,
        "people",
        40,
        pgettext_lazy("first step", "Invite your first colleague or give a role"),
        partial(portal_url, "own_roles"),
        _has_brought_somebody,
    ),
    FirstStep(
        Audience.OPERATOR,
        "portal",
        30,
        pgettext_lazy("first step", "Create the first portal"),
        partial(portal_url, "index"),
        _is_any_portal,
    ),
    FirstStep(
        Audience.OPERATOR,
        "board",
        40,
        pgettext_lazy("first step", "Put the first person on a board"),
        partial(portal_url, "index"),
        _is_any_board,
    ),
    FirstStep(
        Audience.OPERATOR,
        "open",
        50,
        pgettext_lazy("first step", "The first portal is open to the public"),
        partial(portal_url, "index"),
        _is_any_open,
    ),
):
    register_first_step(step)
