"""What is a telephone number that readers can dial. Pure."""

from __future__ import annotations

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from formats.errors import FormatRefused

_SIGNS: Final = re.compile(r"[\d\s()+.-]+", re.ASCII)
# Emergency numbers have three digits, hotlines such as 1022 four; ITU-T E.164 knows none of more than fifteen.
_FEWEST_DIGITS: Final = 3
_MOST_DIGITS: Final = 15


class NoPhoneNumber(FormatRefused):
    """Something else stands where a telephone number belongs."""

    code = "no_phone_number"
    message = _(
        "This is not a telephone number: write one number in digits, with spaces, +, -, dots or parentheses, such as "
        "(028) 3829 1000 or 1022. Leave it blank if there is none."
    )


def is_phone_number(text: str) -> bool:
    """Whether a text is one telephone number, as people write it, and nothing else."""
    return bool(_SIGNS.fullmatch(text)) and _FEWEST_DIGITS <= sum(sign.isdigit() for sign in text) <= _MOST_DIGITS


def check_phone_number(text: str) -> None:
    """Refuse what is neither a telephone number nor blank.

    Raises:
        NoPhoneNumber: see above.
    """
    if text and not is_phone_number(text):
        raise NoPhoneNumber


def validate_phone_number(text: str) -> None:
    """Refuse what `check_phone_number` refuses, as fields of forms do it."""
    try:
        check_phone_number(text)
    except NoPhoneNumber as refusal:
        raise ValidationError(str(refusal), code=refusal.code) from refusal
