"""How long a password may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from accounts.models import User

# Characters. More than any sentence somebody remembers, and little work to look at.
LONGEST = 256


def check_length(password: str) -> None:
    """Look at the length before any work is done with a password. The browser is not told: it would cut it unseen.

    Raises:
        ValidationError: it is too long.
    """
    if len(password) > LONGEST:
        message = _("A password has at most %(longest)d characters.")
        raise ValidationError(message, code="password_too_long", params={"longest": LONGEST})


class MaximumLengthValidator:
    """Stands among the password validators: every form that sets a password asks them."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Refuse what is too long; see `check_length`."""
        check_length(password)

    def get_help_text(self) -> str:
        return _("At most %(longest)d characters.") % {"longest": LONGEST}
