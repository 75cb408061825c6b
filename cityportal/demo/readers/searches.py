"""What citizens searched for and opened in the last weeks: the demo has no log of a server that could be counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from cityportal.demo.clock import DemoClock
from search.models import QueryCount
from search.oversight.statistics import examine_searches, keep_searches
from sites.models import Portal

DAYS: Final = 35
# Words, every how many days they are typed, and how often on such a day at most. The last ones are on no page.
TYPED: Final = (
    ("đăng ký khai sinh", 1, 14),
    ("giấy phép xây dựng", 2, 9),
    ("lịch tiếp công dân", 2, 8),
    ("sổ đỏ", 1, 11),
    ("chứng thực bản sao", 2, 7),
    ("đăng ký kết hôn", 2, 6),
    ("cúp nước", 3, 5),
    ("điểm thi lớp 10", 2, 8),
    ("học phí trường mầm non", 3, 6),
    ("hộ chiếu gắn chip", 4, 4),
    ("tiêm phòng chó mèo", 5, 3),
)
# How often on a day a result was opened on the city portal, by its place in the list.
OPENED: Final = (61, 24, 13, 8, 6, 4, 3, 2, 2, 1)
# Of what is typed on the city portal, the part that each other portal has.
PART_OF_OTHERS: Final = 3


@transaction.atomic
def add_searches(portals: Iterable[Portal], clock: DemoClock) -> None:
    """Count searches of the last weeks, unless some are counted already."""
    if QueryCount.objects.exists():
        return
    today, parts = timezone.localdate(clock.now), {portal.pk: PART_OF_OTHERS for portal in portals}
    parts |= {portal.pk: 1 for portal in portals if portal.is_city}
    for back in range(1, DAYS + 1):
        queries = {
            (key, "vi", text): 1 + (3 * back + 5 * place) % most // part
            for key, part in parts.items()
            for place, (text, every, most) in enumerate(TYPED)
            if (back + place) % (every * part) == 0
        }
        clicks = {
            (key, place): times // part + back % 3
            for key, part in parts.items()
            for place, times in enumerate(OPENED, start=1)
        }
        keep_searches(today - timedelta(days=back), queries, clicks)
    examine_searches(today=today)
