"""What a session knows of an account of the city that was proved, and not linked to an account here yet."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from authentication.city_identity.provider import Identity

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

PROVED: Final = "city_identity_proved"
# What an identity is proved for; of an account the key follows, of an invitation the hash of its token.
SIGNING_IN, ACCOUNT, INVITATION = "sign_in", "account", "invitation"
PROVED_FOR: Final = timedelta(minutes=10)


def keep_proved(session: SessionBase, identity: Identity, *, purpose: str, at: datetime) -> None:
    """Keep an identity until it is linked.

    Args:
        purpose: to what it may be linked, and nothing else: an account, an invitation.
    """
    session[PROVED] = {"identity": asdict(identity), "purpose": purpose, "at": int(at.timestamp())}


def proved_in(session: SessionBase, *, purpose: str, at: datetime) -> Identity | None:
    """The identity that was proved for a purpose a short while ago."""
    kept: dict[str, Any] | None = session.get(PROVED)
    if kept is None or kept["purpose"] != purpose or at.timestamp() - kept["at"] >= PROVED_FOR.total_seconds():
        return None
    return Identity(**kept["identity"])


def purpose_in(session: SessionBase) -> str:
    """The purpose for which the identity of a session was proved; empty where there is none."""
    return session.get(PROVED, {"purpose": ""})["purpose"]


def forget_proved(session: SessionBase) -> None:
    session.pop(PROVED, None)
