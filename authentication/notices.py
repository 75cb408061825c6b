"""Notices of accounts that nobody uses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from authentication.enums import AccountNoticeKind
from notifications.models import Notice
from notifications.notice_types import Recipient, each, operators, register_notice


def _own(notice: Notice, recipient: Recipient) -> bool:
    """The person of the account, whatever the rights."""
    return notice.object_id == str(recipient.user.pk)


def _administrators(notice: Notice, recipient: Recipient) -> bool:
    return notice.portal_id in recipient.standing.administered or operators(notice, recipient)


def _still_unused(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    """Those since which nobody has signed in."""
    last = recipient.user.last_login
    return {
        notice.pk
        for notice in notices
        if notice.event is not None
        and (last is None or timezone.localdate(last) <= date.fromisoformat(notice.event.data["since"]))
    }


def _unused_text(notice: Notice, on: date) -> tuple[str, str]:
    until = date.fromisoformat(notice.event.data["until"]) if notice.event is not None else on
    text = gettext("Sign in before %(day)s, or the account %(account)s is suspended on that day.")
    told = {"day": date_format(until, "SHORT_DATE_FORMAT"), "account": notice.user.get_username()}
    return text % told, reverse("wagtailadmin_home")


def _suspended_text(notice: Notice, on: date) -> tuple[str, str]:
    account: Any = notice.item
    return str(account), reverse("portals_admin:accounts")


register_notice(
    AccountNoticeKind.UNUSED, order=5, text=_unused_text, holding=_still_unused, audience=_own, for_all=True
)
register_notice(
    AccountNoticeKind.SUSPENDED,
    order=165,
    text=_suspended_text,
    holding=each(lambda account, recipient: not account.is_active),
    audience=_administrators,
    for_all=True,
)
