"""Text as the reader's language writes it: dates, file sizes, telephone numbers, words that stay on one line."""

from __future__ import annotations

import re
from collections.abc import Container
from datetime import date, datetime
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template.defaultfilters import stringfilter
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from formats.vietnamese.contact_links import contact_link, tel_address
from formats.vietnamese.dates import in_city_time, vi_date, vi_datetime, vi_short_datetime, vi_time, weekday_and_date
from sites.directory import PortalRecord
from sites.other_names import name_with_words

register = template.Library()

NO_BREAK_SPACE = "\u00a0"

# Words that read badly when a line ends between them.
PHRASES = (
    "Thành phố", "TP. Hồ Chí Minh", "Hồ Chí Minh", "Ho Chi Minh City", "điện tử", "lãnh đạo", "công tác", "hành chính",
    "Ủy ban", "nhân dân", "Hội đồng", "chính thức", "thông tin",
)  # fmt: skip
UNITS = (
    "ngày", "tháng", "năm", "giờ", "phút", "tuần", "tin", "cổng", "kết quả", "đồng", "triệu", "tỷ", "km", "m",
    "KB", "MB",
)  # fmt: skip
NUMBERED = ("Quận", "Phường", "Điều", "Khoản", "Điểm", "Chương", "District", "Ward", "số", "Số")

_KEPT_TOGETHER = re.compile(
    "|".join(
        [
            rf"\b(?:{'|'.join(map(re.escape, PHRASES))})\b",
            rf"\b\d[\d.,]* (?:{'|'.join(map(re.escape, UNITS))})\b",
            rf"\b(?:{'|'.join(NUMBERED)}) \d+\b",
            r" [·–](?= )",
        ]
    ),
    re.IGNORECASE,
)

# The number of a document, or its end: 05/2024/QĐ-UBND, 812/QĐ-UBND, QĐ-UBND.
_DOCUMENT_NUMBER = re.compile(r"(?:\b\d+(?:/\d{4})?/)?\b[A-ZĐ]{1,8}(?:-[A-ZĐ]{1,8}){1,3}\b")

_FIGURE = re.compile(r"[+\-–]?\d[\d.,\s]*\s?%?|[–-]")


@register.filter(is_safe=True)
@stringfilter
def nbsp(text: str) -> str:
    """Join words that belong together with no-break spaces; the character itself, so escaping is not touched."""
    return _KEPT_TOGETHER.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), text)


@register.filter
def whole_numbers(text: str) -> SafeString:
    """Let no line end within the number of a document. The hyphen stays one, for whoever copies the number."""
    escaped = conditional_escape(text)
    if "<" in escaped:  # markup of ours, whose attributes are no text
        return escaped
    return SafeString(_DOCUMENT_NUMBER.sub(lambda match: f'<span class="unbroken">{match[0]}</span>', escaped))


@register.filter
def found_as(record: PortalRecord, query: str) -> str:
    """The other name by which a portal was found; empty where its name says it, or nothing was looked for."""
    says_it = name_with_words((record.name_vi, record.name_en), query)
    return "" if says_it else name_with_words(record.also_known_as, query)


@register.filter(is_safe=True)
@stringfilter
def as_sentence(text: str) -> str:
    """End a text that something follows with a full stop, unless it ends with a mark of its own."""
    return text if not text or text.endswith((".", "!", "?", "…", ":", ".”")) else f"{text}."


@register.filter
@stringfilter
def map_url(address: str) -> str:
    """Where a postal address is found on a map: a link that readers follow, nothing that the page loads."""
    return f"https://www.openstreetmap.org/search?{urlencode({'query': address})}" if address else ""


@register.filter
def in_vietnamese(text: str | None, english: str = "") -> SafeString | str:
    """Mark Vietnamese words where the page around them is not, so that they are read aloud right (WCAG 3.1.2).

    With `english`: only where there are no English words, which then are what `text` holds.
    """
    if not text or english or get_language() == "vi":
        return text or ""
    return format_html('<span lang="vi">{}</span>', conditional_escape(text))


@register.filter
def home_among(record: PortalRecord, containers: Container[str]) -> str:
    """Address of the home of a portal: in the language of the page where its container is among some, else in
    Vietnamese."""
    language = get_language()
    is_there = language != settings.LANGUAGE_CODE and record.container_path in containers
    return f"{record.root_url}/{language}/" if is_there else record.root_url


for written in (vi_date, vi_time, vi_short_datetime, vi_datetime, weekday_and_date, contact_link):
    register.filter(written)
register.filter("tel", tel_address)


@register.simple_tag
def timestamp(value: date | None, *, style: str = "date") -> SafeString | str:
    """Render a <time> element. `style` is "date", "short" (with the time) or "long" (with time and weekday)."""
    formats = {"date": vi_date, "short": vi_short_datetime, "long": vi_datetime}
    if not value:
        return ""
    local = in_city_time(value)
    machine = local.isoformat(timespec="minutes") if isinstance(local, datetime) else local.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, formats[style](value))


@register.filter
def file_size(size: int | None) -> str:
    """Write "412 KB" or "1,1 MB" for a number of bytes; nothing where the size is not known."""
    if not size:
        return ""
    kilobytes = size / 1024
    if kilobytes < 1000:
        return f"{number_format(max(1, round(kilobytes)))} KB"
    return f"{number_format(kilobytes / 1024, decimal_pos=1)} MB"


def is_figure(cell: str) -> bool:
    """Whether a cell of a table holds a figure, which is set flush right: "1.204", "96,2 %", "–"."""
    return bool(_FIGURE.fullmatch(cell.strip()))
