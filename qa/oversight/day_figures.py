"""What is counted of questions, day by day, for the measurement system (4.2.a). One query for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count as Number
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from adminviews.days import begins, ends
from qa.models import Question
from sites.figures import Count, Figure, register_figure


def received_on(portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Questions that came in, of the portals that received them."""
    rows = Question.objects.received_by(portals).filter(received_at__gte=begins(first), received_at__lte=ends(last))
    day = TruncDate("received_at", tzinfo=timezone.get_current_timezone())
    counted = rows.order_by().annotate(day=day).values_list("received_portal_id", "day")
    for portal, on, count in counted.annotate(Number("pk")):
        yield Count(portal, on, count)


def answered_on(portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Questions that got their first answer, of the portals that dealt with them: a correction is no other one."""
    rows = Question.objects.handled_by(portals).filter(answered_on__gte=first, answered_on__lte=last).order_by()
    counted = rows.values_list("responsible_portal_id", "answered_on").annotate(Number("pk"))
    for portal, on, count in counted:
        yield Count(portal, on, count)


register_figure(Figure("questions_received", _("Questions received"), 130, received_on))
register_figure(Figure("questions_answered", _("Questions answered"), 140, answered_on))
