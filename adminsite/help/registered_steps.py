"""Registers the first steps of writing, approving, administering and operating; `qa` registers those of questions."""

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
            audience=audience,
            code="second_factor",
            order=10,
            label=pgettext_lazy("first step", "Switch on the second factor of your account"),
            address=partial(portal_url, "second_factor"),
            done=_has_second_factor,
        )
    )
    register_first_step(
        FirstStep(
            audience=audience,
            code="guide",
            order=20,
            label=pgettext_lazy("first step", "Open the guide"),
            address=partial(portal_url, "open_guide", guide),
            done=lambda _newcomer, guide=guide: marked(OPENED + guide),  # type: ignore[misc]  # the guide of this turn
            is_posted=True,
        )
    )

for step in (
    FirstStep(
        audience=Audience.WRITER,
        code="draft",
        order=30,
        label=pgettext_lazy("first step", "Save your first draft"),
        address=partial(reverse, "wagtailadmin_explore_root"),
        done=_has_draft,
    ),
    FirstStep(
        audience=Audience.WRITER,
        code="submitted",
        order=40,
        label=pgettext_lazy("first step", "Submit it to the board"),
        address=partial(portal_url, "items"),
        done=_has_submitted,
    ),
    FirstStep(
        audience=Audience.WRITER,
        code="public",
        order=50,
        label=pgettext_lazy("first step", "Your first page is approved and public"),
        address=partial(portal_url, "items"),
        done=_has_public_page,
    ),
    FirstStep(
        audience=Audience.BOARD,
        code="colleague",
        order=30,
        label=pgettext_lazy("first step", "A second person may approve: nobody approves own work"),
        address=partial(portal_url, "own_boards"),
        done=_has_colleague,
    ),
    FirstStep(
        audience=Audience.BOARD,
        code="decided",
        order=40,
        label=pgettext_lazy("first step", "Approve or return your first page"),
        address=partial(portal_url, "my_work"),
        done=_has_decided,
    ),
    FirstStep(
        audience=Audience.BOARD,
        code="open",
        order=50,
        label=pgettext_lazy("first step", "The portal is open to the public"),
        address=partial(reverse, "wagtailadmin_home"),
        done=_has_open_portal,
    ),
    FirstStep(
        audience=Audience.PORTAL_ADMIN,
        code="contacts",
        order=30,
        label=pgettext_lazy("first step", "Enter the telephone or e-mail address of the portal"),
        address=partial(portal_url, "own_contacts"),
        done=_has_contacts,
    ),
    FirstStep(
        audience=Audience.PORTAL_ADMIN,
        code="people",
        order=40,
        label=pgettext_lazy("first step", "Invite your first colleague or give a role"),
        address=partial(portal_url, "own_roles"),
        done=_has_brought_somebody,
    ),
    FirstStep(
        audience=Audience.OPERATOR,
        code="portal",
        order=30,
        label=pgettext_lazy("first step", "Create the first portal"),
        address=partial(portal_url, "index"),
        done=_is_any_portal,
    ),
    FirstStep(
        audience=Audience.OPERATOR,
        code="board",
        order=40,
        label=pgettext_lazy("first step", "Put the first person on a board"),
        address=partial(portal_url, "index"),
        done=_is_any_board,
    ),
    FirstStep(
        audience=Audience.OPERATOR,
        code="open",
        order=50,
        label=pgettext_lazy("first step", "The first portal is open to the public"),
        address=partial(portal_url, "index"),
        done=_is_any_open,
    ),
):
    register_first_step(step)
