"""Who acts, for what is recorded below any view."""

from __future__ import annotations

from wagtail.log_actions import get_active_log_context

from accounts.models import User


def who_acts() -> User | None:
    """The person whose step in the admin runs; None: a command, or nobody who is signed in."""
    user = get_active_log_context().user
    return user if isinstance(user, User) else None
