"""Which account an e-mail address belongs to. Capitals do not count, and of other letters every one does."""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase
from typing import TYPE_CHECKING

from accounts.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

FOLDED = str.maketrans(ascii_uppercase, ascii_lowercase)


def folded(address: str) -> str:
    """An address to compare, and to keep.

    Only A to Z are folded: what Unicode makes of `ı` in capitals is `I`, and of the sign for kelvin in small letters
    `k`, so that two domains of two owners would be one.
    """
    return address.translate(FOLDED)


def account_at(address: str, *, among: QuerySet[User] | None = None) -> User | None:
    """The account of an address, if there is one.

    Args:
        among: where to look; None: all accounts.
    """
    accounts = User.objects.all() if among is None else among
    # PostgreSQL compares capitals as Unicode makes them: it finds too many, never too few.
    found = accounts.filter(email__iexact=address).order_by("pk")
    return next((account for account in found if folded(account.email) == folded(address)), None)
