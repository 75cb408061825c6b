"""Words of a title that are wrong a month later. Pure."""

from __future__ import annotations

import re
from typing import Final

_VIETNAMESE: Final = (
    r"hôm (?:nay|qua|kia)|ngày (?:mai|hôm qua|hôm nay)"
    r"|(?:tuần|tháng|quý|năm) (?:này|nay|trước|qua|vừa qua|vừa rồi|tới|sau)"
    r"|năm ngoái|vừa qua|vừa rồi|sắp tới|thời gian (?:qua|tới)|mới đây|gần đây|hiện nay|những ngày qua"
)
_ENGLISH: Final = (
    r"today|yesterday|tomorrow|tonight|(?:this|last|next) (?:week|month|quarter|year)"
    r"|recently|lately|currently|upcoming|these days"
)
_AGEING: Final = re.compile(rf"(?<!\w)(?:{_VIETNAMESE}|{_ENGLISH})(?!\w)", re.IGNORECASE)


def ageing_words(title: str) -> list[str]:
    """Words that say when, seen from the day of writing: "tháng trước", "quý vừa qua". As they are written."""
    return [match[0] for match in _AGEING.finditer(title)]
