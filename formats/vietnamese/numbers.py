"""Numbers as Vietnamese writes them: dots between thousands, a comma before decimals. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

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
