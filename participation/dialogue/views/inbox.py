"""The list of live events with questions."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from adminviews.tables import CardColumn
from formats.vietnamese.dates import vi_short_datetime
from information.models import LiveEventPage
from members.views.base import AdminListView
from participation.dialogue.views.base import NAMESPACE, DialogueBaseView, screen_url
from participation.enums.submissions import ModerationState
from sites.directory import get_directory


class EventsView(DialogueBaseView, AdminListView):
    """Public events of the own portals that take questions or have some, the newest at the head."""

    page_title = pgettext_lazy("admin menu", "Live questions")
    index_url_name = f"{NAMESPACE}:events"
    index_results_url_name = f"{NAMESPACE}:events_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("live events")
    is_exported = False

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[LiveEventPage]:
        places = Q(pk__in=[])
        for record in get_directory().records:
            if record.id in self.portals and record.container_path:
                places |= Q(path__startswith=record.container_path)
        rows = LiveEventPage.objects.live().filter(places, locale__language_code=settings.LANGUAGE_CODE)
        waiting = Q(live_questions__state=ModerationState.RECEIVED, live_questions__passed_on_code="")
        counted = rows.annotate(asked=Count("live_questions"), waiting=Count("live_questions", filter=waiting))
        return counted.filter(Q(takes_questions=True) | Q(asked__gt=0)).order_by("-starts_at", "-pk")

    def order_queryset(self, queryset: QuerySet[LiveEventPage]) -> QuerySet[LiveEventPage]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title", label=_("Live event"), accessor="title", get_url=lambda row: screen_url("event", row.pk)
            ),
            CardColumn("starts_at", label=_("Begins"), accessor=lambda row: vi_short_datetime(row.starts_at)),
            CardColumn("asked", label=pgettext("of a live event", "Questions"), accessor="asked"),
            CardColumn("waiting", label=_("Waiting for the board"), accessor="waiting"),
            CardColumn("portal", label=_("Portal"), accessor=_portal_of),
        ]


def _portal_of(row: LiveEventPage) -> str:
    record = get_directory().for_path(row.path)
    return record.listed_name if record else ""
