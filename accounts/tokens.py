"""The secret in the link for a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.tokens import PasswordResetTokenGenerator

if TYPE_CHECKING:
    from accounts.models import User


class ResetTokens(PasswordResetTokenGenerator):
    """Django's, which end with a suspension: a link that was asked for before is dead while it holds and after it."""

    key_salt = "accounts.tokens.ResetTokens"

    def check_token(self, user: User | None, token: str | None) -> bool:
        """Whether a token is right; of a closed account none is."""
        return user is not None and user.is_active and super().check_token(user, token)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        # Django names this method as the one to override, underscore or not.
        return f"{user.session_epoch}:{super()._make_hash_value(user, timestamp)}"


reset_tokens = ResetTokens()
