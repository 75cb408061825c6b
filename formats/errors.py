"""What every refusal of a text or file by these rules is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class FormatRefused(Exception):
    """A text or file is not taken. `code` is stable for tests and logs; `message` is shown to the person."""

    code = "format_refused"
    message = _("This is not taken.")

    def __str__(self) -> str:
        return str(self.message)
