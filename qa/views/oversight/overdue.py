"""Overdue questions one by one over the supervised portals, and the table of them: for supervisors (Regulation 7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.exports import exported_table
from adminviews.forms.text import TableExportForm
from adminviews.tables import CardColumn
from deadlines.queries import working_calendar
from deadlines.working_days import WorkingCalendar
from formats.vietnamese.dates import vi_date
from home.reports.portal_reports import PortalFilterSet
from members.views.base import AdminFormMixin, AdminListView, AdminView
from qa.mail.queue import public_url
from qa.models import AnsweringUnit, Question
from qa.models.question_lists import QuestionQuerySet
from qa.oversight.overdue import export_overdue, overdue_questions, title_to_tell
from qa.views.base import portal_name, question_url
from qa.views.bounded import BoundedPaginator, is_cut_off
from sites.models import Portal

CHUNK = 1_000


class OverdueFilterSet(PortalFilterSet):
    """By the portal that has to act and, once it is chosen, by its units."""

    portal = django_filters.ChoiceFilter(
        label=gettext_lazy("Portal"),
        field_name="responsible_portal",
        empty_label=pgettext_lazy("portal of an item", "All"),
    )
    unit = django_filters.ChoiceFilter(
        label=gettext_lazy("Answering unit"), empty_label=pgettext_lazy("answering units", "All")
    )

    class Meta:
        model = Question
        fields = ["portal", "unit"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = (self.data or {}).get("portal", "")
        if not any(chosen == str(record.id) for record in self.portals()):
            # Those of all portals are too many to choose from.
            del self.filters["unit"]
            return
        units = AnsweringUnit.objects.for_portals([int(chosen)]).exclude(name_vi="")
        self.filters["unit"].extra["choices"] = [(unit.pk, unit.name) for unit in units]


class OverdueView(AdminView):
    """For supervisors: of the portals that they supervise. Who sent a question, who answers it and what is not public
    stand in none."""

    header_icon = "warning"

    def has_permission(self) -> bool:
        return self.supervises_some

    def questions(self) -> QuestionQuerySet:
        """Those that portals have which the person supervises."""
        rows = overdue_questions(on=self.today)
        return rows if self.supervised is None else rows.filter(responsible_portal__in=self.supervised)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        return working_calendar()

    def days_late(self, row: Any) -> int:
        return self.calendar.days_late(row.due, self.today)


class OverdueListView(OverdueView, AdminListView):
    """The oldest first: which portal and unit has which question, since when, by how much."""

    page_title = gettext_lazy("Overdue questions")
    index_url_name = "questions_admin:overdue"
    index_results_url_name = "questions_admin:overdue_results"
    results_template_name = "qa/overdue_results.html"
    filterset_class = OverdueFilterSet
    paginator_class = BoundedPaginator
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("questions")
    is_exported = False

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("punctuality"), "label": _("Punctuality")}]

    def get_base_queryset(self) -> QuestionQuerySet:
        return self.questions()

    def order_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "code",
                label=_("Question"),
                accessor=lambda row: ": ".join(filter(None, [row.code, title_to_tell(row)])),
                get_url=_public_url,
            ),
            CardColumn("portal", label=_("Portal"), accessor=lambda row: portal_name(row.responsible_portal_id)),
            CardColumn("unit", label=_("Answering unit"), accessor=_unit_of),
            CardColumn("what", label=_("Not done"), accessor=_not_done),
            CardColumn("due", label=_("Last day"), accessor=lambda row: vi_date(row.due)),
            CardColumn("late_with", label=_("Last day passed at"), accessor=lambda row: portal_name(row.late_with)),
            CardColumn("days_late", label=_("Late by"), accessor=self._late_in_words),
            CardColumn("state", label=_("State"), accessor=lambda row: row.get_state_display()),
        ]

    def _late_in_words(self, row: Any) -> str:
        days = self.days_late(row)
        return ngettext("%(days)d working day", "%(days)d working days", days) % {"days": days}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        asked = self.request.GET.copy()
        asked.pop("p", None)
        address = question_url("overdue_export") + (f"?{asked.urlencode()}" if asked else "")
        return [HeaderButton(_("Export"), url=address, icon_name="download", priority=10)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        return context | {"shown": context["paginator"].most if is_cut_off(context) else 0}


class OverdueExportView(AdminFormMixin, OverdueView):
    """Export the list as it is filtered; who takes it and what for is recorded."""

    form_class = TableExportForm
    page_title = gettext_lazy("Export the list of overdue questions")
    submit_label = gettext_lazy("Export")
    header_icon = "download"

    @cached_property
    def filters(self) -> OverdueFilterSet:
        return OverdueFilterSet(self.request.GET, queryset=self.questions(), request=self.request)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": _("Overdue questions")}]

    def get_introduction(self) -> list[str]:
        if not self.filters.is_valid():
            return [_("The filter cannot be understood: go back and correct it.")]
        count = self.filters.qs.count()
        told = ngettext("%(count)d question is exported.", "%(count)d questions are exported.", count)
        return [told % {"count": count}]

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        if not self.filters.is_valid():
            return self.form_invalid(form)
        asked = {name: str(value) for name, value in self.filters.form.cleaned_data.items() if value}
        rows = export_overdue(
            self.filters.qs,
            portal=Portal.objects.get(pk=asked["portal"]) if "portal" in asked else None,
            by=self.request.user,
            at=self.now,
            reason=form.cleaned_data["reason"],
            asked=asked,
        )
        return exported_table(form, f"cau-hoi-qua-han-{self.today:%Y-%m-%d}", self._rows(rows))

    def get_success_url(self) -> str:
        return question_url("overdue")

    def _rows(self, rows: QuestionQuerySet) -> Iterator[list[Any]]:
        """The names of the columns first."""
        yield [
            _("Question"), _("Portal"), _("Answering unit"), _("Not done"), _("Last day"), _("Last day passed at"),
            _("Working days late"), _("State"), _("Title"), _("Address"),
        ]  # fmt: skip
        for row in rows.iterator(chunk_size=CHUNK):
            yield [
                row.code, portal_name(row.responsible_portal_id), _unit_of(row), _not_done(row), row.due.isoformat(),
                portal_name(row.late_with), self.days_late(row), row.get_state_display(), title_to_tell(row),
                _public_url(row) or "",
            ]  # fmt: skip


def _public_url(row: Question) -> str | None:
    """Return the address where citizens read it, in the language that every portal has; None of what is not public."""
    return public_url(row, language=settings.LANGUAGE_CODE) or None


def _not_done(row: Question) -> str:
    """Return the step that was not done in time: of two, the one due first."""
    if row.sorted_on is None:
        return pgettext("overdue question", "Not sorted")
    return pgettext("overdue question", "Not answered")


def _unit_of(row: Question) -> str:
    return row.unit.name if row.unit is not None else ""
