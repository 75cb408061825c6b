"""Marks by which ratings and votes count once a day from a network; nobody learns who gave them."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.crypto import salted_hmac

from audit.throttling import network_of
from participation.models import DayMark


@transaction.atomic
def is_first_today(what: str, *, address: str | None, today: date) -> bool:
    """Note that a network rates something or votes. False: it did today already.

    What is kept is a digest of the network with the day in it, deleted on the next day. Where no address is known, all
    would share one: nothing is kept, and everything counts.

    Args:
        what: kind and key of what is rated, such as "qa.question:17".
    """
    forget_day_marks(today=today)
    if not address:
        return True
    salt = f"participation.sent_forms.day_marks.{today.isoformat()}"
    digest = salted_hmac(salt, f"{what} {network_of(address)}", algorithm="sha256").hexdigest()
    _mark, is_new = DayMark.objects.get_or_create(digest=digest, defaults={"day": today})
    return is_new


def forget_day_marks(*, today: date) -> int:
    """Delete the digests of former days. Returns how many."""
    return DayMark.objects.filter(day__lt=today).delete()[0]
