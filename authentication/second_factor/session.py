"""What a session knows of the second factor: that a code was given, or that one is awaited after the password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils.crypto import constant_time_compare

from accounts.models import User
from authentication.enums import SignInWay

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

# In the session: of which second factor a code was given, by the moment it was switched on; whose code is awaited.
VERIFIED, AWAITED = "second_factor", "second_factor_awaited"
# In the session: a value of `SignInWay`; none where the password began it.
WAY: Final = "sign_in_way"
# From the password to the code. Who goes away in between leaves a computer that knows half of what it takes.
AWAITED_FOR: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Awaited:
    """Who gave the right password, or came from the city, and has to give a code: signed in nowhere meanwhile.

    Attributes:
        next_url: where the person wanted to go.
        remember: whether the session shall outlive the browser.
        way: value of a `SignInWay`; empty: the password.
    """

    account: User
    next_url: str
    remember: bool
    way: str


def mark_verified(session: SessionBase, account: User) -> None:
    """Keep that the session gave a code of the account's second factor."""
    session.pop(AWAITED, None)
    session[VERIFIED] = _mark(account)


def lacks_code(session: SessionBase, account: User) -> bool:
    """Whether the account has a second factor, and the session gave no code of the one it has now."""
    return account.second_factor_since is not None and session.get(VERIFIED) != _mark(account)


def is_honoured(session: SessionBase) -> bool:
    """Whether the session began with a second factor of the city that the operator says to honour."""
    return session.get(WAY) == SignInWay.CITY_SECOND_FACTOR


def await_code(
    session: SessionBase, account: User, *, next_url: str, remember: bool, at: datetime, way: str = ""
) -> None:
    """Begin a session in which nobody is signed in, and which waits for a code of an account."""
    session.flush()
    session[AWAITED] = {
        "user": account.pk,
        "hash": account.get_session_auth_hash(),
        "at": int(at.timestamp()),
        "next": next_url,
        "remember": remember,
        "way": way,
    }


def awaited_in(session: SessionBase, *, at: datetime) -> Awaited | None:
    """Whose code a session waits for; nobody's after a while, nor once the account is closed, or has another password,
    or no second factor any more."""
    kept: dict[str, Any] | None = session.get(AWAITED)
    if kept is None or at.timestamp() - kept["at"] >= AWAITED_FOR.total_seconds():
        return None
    account = User.objects.filter(pk=kept["user"], is_active=True, second_factor_since__isnull=False).first()
    if account is None or not constant_time_compare(kept["hash"], account.get_session_auth_hash()):
        return None
    return Awaited(account, next_url=kept["next"], remember=kept["remember"], way=kept.get("way", ""))


def _mark(account: User) -> str:
    return f"{account.second_factor_since.timestamp():.6f}" if account.second_factor_since else ""
