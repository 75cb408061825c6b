"""The inbox: what waits for who looks, and everything else that the person handles."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.tables import CardColumn
from formats.vietnamese.dates import vi_short_datetime
from members.access.scope import scope_of_request
from members.views.base import AdminListView
from qa.core.receiving import as_typed
from qa.desk.inbox import by_last_day, desk_of, time_left
from qa.enums import QuestionState
from qa.models import AnsweringUnit, Question, QuestionTopic
from qa.models.question_lists import QuestionQuerySet
from qa.permissions import handled_questions, kept_desks
from qa.views.base import NAMESPACE, DeskView, portal_name, question_url
from qa.views.bounded import MOST_PAGES, BoundedPaginator, is_cut_off

MINE, OPEN, TO_PUBLISH, EVERYTHING = "", "open", "to_publish", "all"
# Not read for a list: what a question says.
LONG = ("text", "asked_back", "public_text", "public_folded")
WORK = [
    (OPEN, pgettext_lazy("questions", "All that are open")),
    (TO_PUBLISH, pgettext_lazy("questions", "Sorted, and not public yet")),
    (EVERYTHING, pgettext_lazy("questions", "All, the newest first")),
]
WAITS = pgettext_lazy("questions", "What waits for you")


class QuestionFilterSet(WagtailFilterSet):
    """By what is to be done, state, unit, topic, day, and where it came from. Names nothing of other portals."""

    work = django_filters.ChoiceFilter(
        label=pgettext_lazy("questions", "Show"),
        choices=WORK,
        empty_label=WAITS,
        method="leave",
        widget=forms.RadioSelect,
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=QuestionState.choices, empty_label=pgettext_lazy("state", "All")
    )
    unit = django_filters.ChoiceFilter(
        label=gettext_lazy("Answering unit"), empty_label=pgettext_lazy("answering units", "All")
    )
    topic = django_filters.ChoiceFilter(label=gettext_lazy("Topic"), empty_label=pgettext_lazy("topics", "All"))
    due = django_filters.ChoiceFilter(
        label=gettext_lazy("Last day"),
        choices=[("late", gettext_lazy("Overdue")), ("today", gettext_lazy("Today is the last day"))],
        empty_label=pgettext_lazy("last days", "All"),
        method="by_day",
        widget=forms.RadioSelect,
    )
    elsewhere = django_filters.ChoiceFilter(
        label=gettext_lazy("Forwarded"),
        choices=[
            ("in", gettext_lazy("Received by another portal")),
            ("out", gettext_lazy("Forwarded to another portal")),
        ],
        empty_label=pgettext_lazy("forwarded questions", "All"),
        method="by_way",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Question
        fields = ["work", "state", "unit", "topic", "due", "elsewhere"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = timezone.localdate()
        self.desk = desk_of(self.request.user, on=self.on)
        units = AnsweringUnit.objects.for_portals(self.desk.boards) | AnsweringUnit.objects.filter(
            pk__in=self.desk.units
        )
        self.filters["unit"].extra["choices"] = [(unit.pk, str(unit)) for unit in units]
        self.filters["topic"].extra["choices"] = [(topic.pk, str(topic)) for topic in QuestionTopic.objects.all()]

    def leave(self, rows: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        """The screen begins with these rows."""
        return rows

    def by_day(self, rows: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        if value == "late":
            return rows.late(on=self.on) | rows.sort_late(on=self.on)
        return rows.due_on(on=self.on) | rows.to_sort().filter(classify_due=self.on)

    def by_way(self, rows: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        forwarded = rows.exclude(received_portal=F("responsible_portal"))
        if value == "out":
            return forwarded.received_by(self.desk.boards)
        return forwarded.exclude(received_portal__in=self.desk.boards)


class InboxView(DeskView, AdminListView):
    """What waits for who looks, the nearest last day first; found by its code, whatever is shown."""

    page_title = pgettext_lazy("admin menu", "Questions")
    index_url_name = f"{NAMESPACE}:inbox"
    index_results_url_name = f"{NAMESPACE}:inbox_results"
    results_template_name = "qa/inbox_results.html"
    filterset_class = QuestionFilterSet
    is_searchable = True
    paginator_class = BoundedPaginator
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("questions")

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def shown(self) -> str:
        """Which rows the list begins with. Whoever asks for a code or a state asks all."""
        asked = self.request.GET.get("work", MINE)
        narrowed = self.is_searching or self.request.GET.get("state")
        return EVERYTHING if asked == MINE and narrowed else asked

    @property
    def narrows(self) -> bool:
        """Whether some of the rows are looked for, which may be old."""
        named = [name for name in QuestionFilterSet.base_filters if name != "work"]
        return self.is_searching or any(map(self.request.GET.get, named))

    def get_base_queryset(self) -> QuerySet[Question]:
        if self.shown == EVERYTHING and not self.narrows:
            rows = self.desk.newest(MOST_PAGES * self.paginate_by)
        else:
            rows = handled_questions(self.request.user, on=self.today)
        rows = rows.order_by("-received_at", "-pk")
        if self.shown == MINE:
            rows = by_last_day(self.desk.mine())
        elif self.shown == OPEN:
            rows = by_last_day(rows.open())
        elif self.shown == TO_PUBLISH:
            rows = by_last_day(self.desk.to_publish())
        return rows.select_related("unit", "officer", "topic").defer(*LONG)

    def order_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return queryset

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """By the code or its end alone: words of citizens do not stand in addresses."""
        if not self.is_searching:
            return queryset
        if code := as_typed(self.search_query):
            return queryset.filter(code=code)
        number = self.search_query.strip()
        is_number = number.isascii() and number.isdigit() and len(number) <= 6
        return queryset.filter(code__endswith=f"-{int(number):06d}") if is_number else queryset.none()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "code",
                label=_("Question"),
                accessor=lambda row: f"{row.code}: {row.title}",
                get_url=lambda row: question_url("question", row.pk),
            ),
            CardColumn("state", label=_("State"), accessor=lambda row: row.get_state_display()),
            CardColumn("due", label=_("Last day"), accessor=self._left),
            CardColumn("unit", label=_("Answering unit"), accessor=self._who_answers),
            CardColumn("topic", label=_("Topic"), accessor=lambda row: str(row.topic) if row.topic else ""),
            CardColumn("received_at", label=_("Received"), accessor=lambda row: vi_short_datetime(row.received_at)),
            CardColumn("way", label=_("Portal"), accessor=_way),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context | {
            "choices": [
                {
                    "label": label,
                    "url": f"{self.index_url}?work={name}" if name else self.index_url,
                    "is_current": self.shown == name,
                }
                for name, label in [(MINE, WAITS), *WORK]
            ],
            "waits": self.shown == MINE and not self.narrows,
            "shown": context["paginator"].most if is_cut_off(context) else 0,
        }

    def _who_answers(self, row: Question) -> str:
        """The unit; the officer where it is one of the own portals."""
        is_own = scope_of_request(self.request).has_portal(row.responsible_portal_id)
        return " – ".join(str(one) for one in (row.unit, row.officer if is_own else None) if one is not None)

    def _left(self, row: Question) -> str:
        return time_left(row, today=self.today, calendar=self.calendar)

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        found = [
            HeaderButton(_("Canned responses"), url=question_url("canned_responses"), icon_name="copy", priority=10)
        ]
        if kept_desks(self.request.user, on=self.today):
            found.append(HeaderButton(_("Answering units"), url=question_url("units"), icon_name="group", priority=20))
        return found


def _way(row: Question) -> str:
    names = dict.fromkeys([portal_name(row.received_portal_id), portal_name(row.responsible_portal_id)])
    return " → ".join(names)
