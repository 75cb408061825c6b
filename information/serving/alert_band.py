"""Urgent alerts on the homes of their portal and of those below it, while they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, Q, Value, When
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.serving.addresses import PlainPage
from home.serving.homes.band_registry import Band, PagesOfBand, register_band
from information.models import PublicAlertPage
from information.states import alert_holds
from sites.directory import get_directory
from sites.tree import below, in_public_branch

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from home.serving.homes.sections import HomeFacts
    from sites.directory import PortalRecord

MOST_SHOWN: Final = 3


def portals_above(portal: PortalRecord) -> list[PortalRecord]:
    """The portal and those above it that can be read; of every portal the city's."""
    found, record = [portal], portal.parent
    while record is not None and record not in found:
        found.append(record)
        record = record.parent
    city = get_directory().city
    if city is not None and city not in found:
        found.append(city)
    return [one for one in found if one == portal or one.is_readable]


def _in_force(pages: PageQuerySet, facts: HomeFacts) -> PageQuerySet:
    """Those that hold now, as `information.states.alert_holds` says: of the own portal first, the newest before the
    others."""
    now = localtime(facts.now)
    is_not_over = Q(until__gt=now.date()) | Q(until=now.date(), until_time=None)
    is_not_over |= Q(until=now.date(), until_time__gt=now.time())
    places = [one.container_path for one in portals_above(facts.portal) if one.container_path]
    rows = pages.filter(
        Q(holds_from=None) | Q(holds_from__lte=facts.now),
        is_not_over,
        in_public_branch(),
        below(places),
        is_urgent=True,
        locale__language_code=facts.page.language,
    )
    is_own = Case(When(path__startswith=facts.portal.container_path, then=Value(1)), default=Value(0))
    return rows.order_by(is_own.desc(), "-first_published_at", "-pk")[:MOST_SHOWN]


def _alerts(facts: HomeFacts) -> dict[str, Any] | None:
    rows = [row for row in facts.pages_of(PublicAlertPage) if _is_shown(row, facts)]
    rows.sort(key=lambda row: not row.path.startswith(facts.portal.container_path))
    alerts = [
        {
            "page": PlainPage.of(row),
            "affected": row.publicalertpage_affected,
            "lead": row.publicalertpage_lead,
            "until": row.publicalertpage_until,
            "until_time": row.publicalertpage_until_time,
            "origin": get_directory().for_path(row.path),
        }
        for row in rows[:MOST_SHOWN]
    ]
    return {"alerts": alerts} if alerts else None


def _is_shown(row: Any, facts: HomeFacts) -> bool:
    """Whether one that was read for any band is urgent and holds now. Without a last day none is urgent for good."""
    until, until_time = row.publicalertpage_until, row.publicalertpage_until_time
    holds = alert_holds(row.publicalertpage_holds_from, until, until_time, now=facts.now)
    return bool(row.publicalertpage_is_urgent and until is not None and holds)


register_band(
    Band(
        code="alerts",
        label=pgettext_lazy("band of a home page", "Urgent alerts"),
        description=_("Urgent alerts of this portal and of those above it, while they hold."),
        icon="warning",
        build=_alerts,
        template="pages/information/bands/alerts.html",
        is_fixed=True,
        is_plain=True,
        pages=(
            PagesOfBand(
                PublicAlertPage,
                _in_force,
                columns=("is_urgent", "holds_from", "until", "until_time", "affected", "lead"),
            ),
        ),
    )
)
