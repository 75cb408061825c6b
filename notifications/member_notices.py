"""Notices and task lists of roles, seats and delegations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from members.access.permissions import can_operate, supervised_portals, supervisors_of
from members.access.roles import roles_of
from members.board.queries import BoardFacts, facts_shown_to, unattended_duties
from members.duties import PostKey, vacant_posts
from members.enums import APPROVING_SEATS, DUTY_OF_ROLE, Duty, Role
from members.models import Board, BoardSeat, Invitation, Membership
from notifications.enums import MemberNoticeKind, MemberTaskList
from notifications.models import Notice
from notifications.notice_types import (
    Recipient,
    anybody,
    board_and_supervisors,
    each,
    register_notice,
    with_last_day,
)
from notifications.notices import register_daily_notes
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from sites.tree import content_type_of

ROLES, BOARD, PEOPLE = "portals_admin:roles", "portals_admin:board", "portals_admin:people"
# Days before its last one from which a person hears that a role ends.
ENDING_NOTICE_DAYS = 14


def note_ending_roles(at: datetime) -> None:
    """Tell each person once of a role that ends within 14 days, unless it was given for no longer."""
    today = timezone.localdate(at)
    soon = today + timedelta(days=ENDING_NOTICE_DAYS)
    rows = Membership.objects.in_force(on=today).filter(valid_until__lte=soon, user__is_active=True)
    kind = content_type_of(Membership)
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=row.user_id,
                portal_id=row.portal_id,
                kind=MemberNoticeKind.ROLE_ENDING,
                content_type=kind,
                object_id=str(row.pk),
                created_at=at,
            )
            for row in rows.order_by("pk")
            if row.valid_until and row.valid_until - row.valid_from > timedelta(days=ENDING_NOTICE_DAYS)
        ],
        ignore_conflicts=True,
    )


def _role_holds(row: Membership, recipient: Recipient) -> bool:
    ended = row.valid_until is not None and row.valid_until < recipient.today
    return row.user_id == recipient.user.pk and row.withdrawn_at is None and not ended


def _seat_holds(row: BoardSeat, recipient: Recipient) -> bool:
    ended = row.valid_until is not None and row.valid_until < recipient.today
    return row.user_id == recipient.user.pk and row.ended_at is None and not ended


def _role(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    return with_last_day(str(row.get_role_display()), row.valid_until), ""


def _seat(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    return str(row.get_seat_display()), ""


def _delegation(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    return with_last_day(str(row.from_seat.user), row.valid_until), ""


def board_and_supervisors_of(portal_id: int, *, on: date) -> set[int]:
    """Keys of those who are told of a portal where nobody is left for a duty."""
    seats = BoardSeat.objects.in_force(on=on).filter(board__portal=portal_id).order_by()
    return {*seats.values_list("user", flat=True), *supervisors_of(portal_id, on=on)}


def note_vacancies(ended: Iterable[tuple[PostKey, Model, date]], *, at: datetime) -> None:
    """Tell board and supervisors once of duties that nobody does since the last day of somebody was reached.

    Args:
        ended: posts, each with the row by which somebody held it, and with its last day, one of the last two weeks
            (`ended_lately`). Whoever heard of it since, when it was ended by a verb, is told no second time.
    """
    today = timezone.localdate(at)
    last = {key: (row, last_day) for key, row, last_day in sorted(ended, key=itemgetter(2))}
    vacant = {post.key for post in vacant_posts({key[0] for key in last}, on=today)}
    heard = _days_heard({key[0] for key in vacant}, today)
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=person,
                portal_id=key[0],
                kind=MemberNoticeKind.DUTY_VACANT,
                content_type=content_type_of(type(row)),
                object_id=str(row.pk),
                created_at=at,
            )
            for key, (row, last_day) in last.items()
            if key in vacant and not any(day >= last_day for day in heard[key[0], key[1]])
            for person in sorted(board_and_supervisors_of(key[0], on=today))
        ],
        ignore_conflicts=True,
    )


def _days_heard(portal_ids: Collection[int], today: date) -> dict[tuple[int, Duty], set[date]]:
    """On which of the last days it was told of a portal, by the event of a right that ended, that nobody does a duty
    any more."""
    since = today - timedelta(days=ENDING_NOTICE_DAYS + 1)
    rows = Notice.objects.filter(kind=MemberNoticeKind.DUTY_VACANT, portal__in=portal_ids, event__isnull=False)
    found: dict[tuple[int, Duty], set[date]] = defaultdict(set)
    events = rows.filter(event__at__date__gte=since).order_by().values_list("portal_id", "event__at", "event__data")
    for portal_id, moment, data in events:
        for duty in data.get("vacant", ()):
            found[portal_id or 0, Duty(duty)].add(timezone.localdate(moment))
    return found


def ended_lately(today: date, *, field: str = "valid_until") -> Q:
    """A condition on rows with a last day: it was one of the last two weeks."""
    return Q(**{f"{field}__lt": today, f"{field}__gte": today - timedelta(days=ENDING_NOTICE_DAYS)})


def note_vacancies_of_the_day(at: datetime) -> None:
    """Tell of the roles, seats and terms of boards whose last day was reached."""
    today = timezone.localdate(at)
    lately = ended_lately(today)
    roles = Membership.objects.filter(lately, withdrawn_at=None, role__in=DUTY_OF_ROLE, portal__isnull=False)
    seats = BoardSeat.objects.filter(lately, seat__in=APPROVING_SEATS).select_related("board")
    boards = Board.objects.filter(ended_lately(today, field="term_until"))
    ended: list[tuple[PostKey, Model, date | None]] = [
        ((row.portal_id or 0, DUTY_OF_ROLE[Role(row.role)], None), row, row.valid_until) for row in roles.order_by("pk")
    ]
    ended += [((row.board.portal_id, Duty.APPROVE, None), row, row.valid_until) for row in seats.order_by("pk")]
    ended += [((row.portal_id, Duty.APPROVE, None), row, row.term_until) for row in boards.order_by("pk")]
    note_vacancies([(key, row, last_day) for key, row, last_day in ended if last_day], at=at)


def _still_vacant(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    keys = {notice.portal_id for notice in notices if notice.portal_id is not None}
    vacant = {post.portal_id for post in vacant_posts(keys, on=recipient.today)}
    return {notice.pk for notice in notices if notice.portal_id in vacant}


def _vacancy(notice: Notice, on: date) -> tuple[str, str]:
    posts = vacant_posts([notice.portal_id or 0], on=on)
    return _in_words(post.label for post in posts), reverse(BOARD, args=[notice.portal_id])


def _in_words(duties: Iterable[str]) -> str:
    return _("Nobody is there to %(duties)s") % {"duties": "; ".join(duties)}


register_daily_notes(note_ending_roles)
register_daily_notes(note_vacancies_of_the_day)
register_notice(
    MemberNoticeKind.ROLE_GIVEN, order=110, text=_role, holding=each(_role_holds), audience=anybody, for_all=True
)
register_notice(
    MemberNoticeKind.SEAT_GIVEN, order=120, text=_seat, holding=each(_seat_holds), audience=anybody, for_all=True
)
register_notice(
    MemberNoticeKind.DELEGATED,
    order=130,
    text=_delegation,
    holding=each(lambda row, recipient: row.ended_at is None and row.valid_until >= recipient.today),
    for_all=True,
)
register_notice(
    MemberNoticeKind.DUTY_VACANT,
    order=55,
    text=_vacancy,
    holding=_still_vacant,
    audience=board_and_supervisors,
    for_all=True,
)
register_notice(MemberNoticeKind.ROLE_ENDING, order=160, text=_role, holding=each(_role_holds), for_all=True)


# Days before its last one from which the end of a role is shown.
ENDING_DAYS = 30


def _invitations(worker: Worker) -> Any:
    portals = roles_of(worker.user, on=worker.today).administered
    if not portals:
        return []
    return Invitation.objects.open(at=worker.now).filter(portal__in=portals).order_by("invited_at", "pk")


def _invitation(worker: Worker, row: Invitation) -> Entry:
    return Entry(
        title=f"{row.full_name} – {row.offer}",
        url=reverse(ROLES, args=[row.portal_id]),
        portal=worker.name_of_key(row.portal_id),
        since=row.invited_at,
        until=timezone.localdate(row.expires_at),
    )


def _ending_roles(worker: Worker) -> Any:
    portals = roles_of(worker.user, on=worker.today).administered
    if not portals:
        return []
    rows = Membership.objects.in_force(on=worker.today).filter(portal__in=portals, user__is_active=True)
    rows = rows.filter(valid_until__lte=worker.today + timedelta(days=ENDING_DAYS))
    return rows.select_related("user").order_by("valid_until", "pk")


def _ending_role(worker: Worker, row: Membership) -> Entry:
    return Entry(
        title=f"{row.user} – {row.get_role_display()}",
        url=reverse(ROLES, args=[row.portal_id]),
        portal=worker.name_of_key(row.portal_id),
        until=row.valid_until,
    )


def _unattended(worker: Worker) -> list[BoardFacts]:
    """Opened portals where nobody does a duty: of the own ones; of all for who oversees them."""
    return [facts for facts in facts_shown_to(worker.user, on=worker.today) if unattended_duties(facts)]


def _unattended_duties(worker: Worker, facts: BoardFacts) -> Entry:
    key = facts.portal_id
    gives_roles = can_operate(worker.user, on=worker.today)
    gives_roles |= key in roles_of(worker.user, on=worker.today).administered
    supervised = supervised_portals(worker.user, on=worker.today)
    oversees = supervised is None or key in supervised
    return Entry(
        title=_in_words(unattended_duties(facts)),
        url=reverse(ROLES if gives_roles else PEOPLE, args=[key]),
        portal=facts.portal_name if oversees else worker.name_of_key(key),
    )


register_task_list(MemberTaskList.VACANT_DUTIES, order=60, rows=_unattended, entries=one_by_one(_unattended_duties))
register_task_list(
    MemberTaskList.INVITATIONS, order=130, rows=_invitations, entries=one_by_one(_invitation), is_dated=True
)
register_task_list(MemberTaskList.ENDING_ROLES, order=140, rows=_ending_roles, entries=one_by_one(_ending_role))
