"""Mailboxes and telephone numbers as something to tap. Pure."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString

_MAILBOX: Final = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>()]+")
# A number at the beginning, alone or before what is said of it: "(028) 3829 1000", "1022, trực cả ngày".
_NUMBER: Final = re.compile(r"[+(]?\d[\d\s().]*\d(?=\s*(?:$|[,;–(]))")
_FEWEST_DIGITS: Final = 3


def tel_address(number: str) -> str:
    """ "(028) 3829 1000" becomes "tel:02838291000"; of several the first."""
    return "tel:" + re.sub(r"[^\d+]", "", re.split("[,;–]", number)[0])


def contact_link(text: str) -> SafeString | str:
    """A mailbox or a number as a link, whatever else as it is."""
    text = text.strip()
    if _MAILBOX.fullmatch(text):
        return format_html('<a href="mailto:{0}">{0}</a>', text)
    number = _NUMBER.match(text)
    if number is None or sum(sign.isdigit() for sign in number[0]) < _FEWEST_DIGITS:
        return text
    return format_html('<a href="{}">{}</a>{}', tel_address(number[0]), number[0], text[number.end() :])


def web_link(address: str) -> SafeString | str:
    """An address of the web as a link."""
    return format_html('<a href="{0}" rel="noopener">{0}</a>', address) if address else ""
