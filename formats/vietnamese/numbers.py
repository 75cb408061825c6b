"""Numbers: read as Vietnamese writes them, dots between thousands and a comma before decimals; written as the active
language does."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _

# Where a figure is not known.
UNKNOWN: Final = "–"
# "1204", "1.204", "1.204,5", "-3,2". Spaces may stand between thousands too.
_NUMBER: Final = re.compile(r"[-−]?(?:\d{1,3}(?:[. \u00a0]\d{3})+|\d+)(?:,\d+)?", re.ASCII)


def read_number(text: str) -> Decimal | None:
    """The number that a text is; None where it is none.

    "1.204" is a thousand two hundred and four, "1.2" is nothing: decimals have a comma.
    """
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return None
    digits = re.sub(r"[. \u00a0]", "", text).replace("−", "-").replace(",", ".")
    return Decimal(digits)


def written_number(number: int | Decimal) -> str:
    """A number with all its digits: "1.204,5"."""
    separators = {",": get_format("THOUSAND_SEPARATOR"), ".": get_format("DECIMAL_SEPARATOR")}
    return f"{number:,}".translate(str.maketrans(separators))


def in_dong(amount: int | None) -> str:
    """An amount of VND; empty for None."""
    return "" if amount is None else _("%(amount)s VND") % {"amount": written_number(amount)}


def percent(share: float | None) -> str:
    """ "97%"; a dash for None."""
    return UNKNOWN if share is None else f"{number_format(round(share * 100))}%"


def one_decimal(value: float | None) -> str:
    """ "1,5"; a dash for None."""
    return UNKNOWN if value is None else number_format(round(value, 1), decimal_pos=1)
