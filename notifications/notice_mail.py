"""The daily mail: one for each person who has something to hear, with what still holds."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.mail import send_rendered
from accounts.models import User
from adminviews.request_cache import keep_answers
from members.access.roles import keep_role_sets
from notifications.enums import NoticeDropped
from notifications.models import Notice
from notifications.notice_types import notice_type, notice_types
from notifications.notices import Recheck, note_the_day
from sites.directory import get_directory

logger = logging.getLogger(__name__)

TEMPLATE = "email/sites/digest"
# Lines of one kind on one portal; of more the mail says how many, and "My work" shows them.
LINES = 20


@dataclass
class Outcome:
    """What came of one run."""

    mailed: int = 0
    # Addresses' mail that the server did not take; it goes with the next run.
    refused: list[OSError] = field(default_factory=list)


def send_digests(*, at: datetime) -> Outcome:
    """Mail everybody what is pending. A mail that the server does not take is kept for the next run."""
    note_the_day(at=at)
    outcome = Outcome()
    for key in sorted(set(Notice.objects.pending().order_by().values_list("user", flat=True))):
        try:
            outcome.mailed += send_digest(key, at=at)
        except OSError as error:
            logger.warning("digest of account %s was not sent: %s", key, error)
            outcome.refused.append(error)
    return outcome


def send_digest(user_id: int, *, at: datetime) -> bool:
    """Mail one person what still holds; whether there was anything. Two runs at once never mail the same notice.

    What is to be mailed is marked before the mail goes, so that it goes once; the mark is taken off where the server
    refuses it. A process that is killed between the two has lost the mail, not the work: that is on the dashboard.

    Raises:
        OSError: the mail server did not take it.
    """
    user, notices = _claim(user_id, at=at)
    if not notices:
        return False
    try:
        _mail(user, notices, on=timezone.localdate(at))
    except OSError:
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(sent_at=None)
        raise
    return True


@transaction.atomic
def _claim(user_id: int, *, at: datetime) -> tuple[User, list[Notice]]:
    """Drop what holds no more and mark the rest as mailed. The row of the person is the lock."""
    user = User.objects.select_for_update(no_key=True).get(pk=user_id)
    rows = Notice.objects.pending().filter(user=user).select_related("event").order_by("created_at", "pk")
    notices = list(rows.prefetch_related("item"))
    for notice in notices:
        # What the person may see is asked of this account, once (`_mail`).
        notice.user = user
    recheck = Recheck(user, notices, at=at)
    kept: list[Notice] = []
    dropped: dict[NoticeDropped, list[int]] = {}
    for notice in notices:
        reason = recheck.reason_to_drop(notice)
        if reason is None:
            kept.append(notice)
        else:
            dropped.setdefault(reason, []).append(notice.pk)
    for reason, keys in dropped.items():
        Notice.objects.filter(pk__in=keys).update(dropped_at=at, dropped_because=reason)
    Notice.objects.filter(pk__in=[notice.pk for notice in kept]).update(sent_at=at)
    return user, kept


def _mail(user: User, notices: list[Notice], *, on: date) -> None:
    keep_answers(user)
    with translation.override(settings.LANGUAGE_CODE), keep_role_sets():
        portals = _by_portal(_noted(notices, on=on), on=on)
        send_rendered(
            TEMPLATE,
            {
                "user": user,
                "portals": portals,
                "url": settings.ADMIN_BASE_URL + reverse("portals_admin:my_work"),
                "choice_url": settings.ADMIN_BASE_URL + reverse("wagtailadmin_account"),
                "count": sum(len(kind["lines"]) + kind["more"] for portal in portals for kind in portal["kinds"]),
            },
            user.email,
        )


def _noted(notices: list[Notice], *, on: date) -> list[tuple[Notice, str]]:
    """Notices with what is added to their lines, those of a kind in its order."""
    notes: dict[int, str] = {}
    for kind in notice_types():
        if kind.notes and (of_kind := [notice for notice in notices if notice.kind == kind.kind]):
            notes |= kind.notes(of_kind, on)
    order = {key: place for place, key in enumerate(notes)}
    ordered = sorted(notices, key=lambda notice: order.get(notice.pk, -1))
    return [(notice, notes.get(notice.pk, "")) for notice in ordered]


def _by_portal(notices: Iterable[tuple[Notice, str]], *, on: date) -> list[dict[str, Any]]:
    """Portals in the order of the directory, the city first; each with its kinds in theirs. A thing is named once."""
    lines: dict[int, dict[str, dict[tuple[int, str, str], dict[str, str]]]] = {}
    for notice, note in notices:
        here = lines.setdefault(notice.portal_id or 0, {}).setdefault(notice.kind, {})
        line = _line(notice, note, on=on)
        period = line["text"] if notice_type(notice.kind).is_told_by_period else ""
        here[notice.content_type_id, notice.object_id, period] = line
    records = get_directory().by_id
    order = {0: -1} | {key: place for place, key in enumerate(records)}
    return [
        {
            "name": records[key].name if key in records else "",
            "kinds": [
                {
                    "label": kind.kind.label,
                    "lines": list(lines[key][kind.kind].values())[:LINES],
                    "more": max(len(lines[key][kind.kind]) - LINES, 0),
                }
                for kind in notice_types()
                if kind.kind in lines[key]
            ],
        }
        for key in sorted(lines, key=lambda key: order.get(key, len(order)))
    ]


def _line(notice: Notice, note: str, *, on: date) -> dict[str, str]:
    text, address = notice_type(notice.kind).text(notice, on)
    text = f"{text} – {note}" if note else text
    return {"text": text, "url": settings.ADMIN_BASE_URL + address if address else ""}


__all__ = ["Outcome", "send_digest", "send_digests"]
