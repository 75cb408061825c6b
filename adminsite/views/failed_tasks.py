"""The list of background work that was lost: for operators."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column

from adminviews.filters import PeriodFilter
from audit.enums import TaskLoss
from audit.models import FailedTask
from members.views.base import NAMESPACE, AdminListView

# What kinds of errors say to an operator; others are named, for whoever reads the log.
ERROR_LABELS = {
    "CommandError": gettext_lazy("The command found something wrong; the log of the workers says what"),
    "OperationalError": gettext_lazy("The database did not answer"),
    "InterfaceError": gettext_lazy("The database did not answer"),
    "ConnectionError": gettext_lazy("Another system did not answer"),
    "ConnectionRefusedError": gettext_lazy("Another system did not answer"),
    "TimeoutError": gettext_lazy("It took too long"),
}


def error_label(name: str) -> str:
    """Explain the class of an exception, by its name, to an operator."""
    return str(ERROR_LABELS.get(name) or _("Error in the program: %(name)s") % {"name": name})


class FailedTaskFilterSet(WagtailFilterSet):
    """By how they were lost, and by day."""

    loss = django_filters.ChoiceFilter(
        label=gettext_lazy("How it was lost"),
        choices=TaskLoss.choices,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("lost tasks", "All"),
    )
    at = PeriodFilter(label=gettext_lazy("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = FailedTask
        fields = ["loss", "at"]


class FailedTaskListView(AdminListView):
    """What was lost in the last months, the newest first; numbers of rows only, never what they say."""

    page_title = gettext_lazy("Lost background work")
    index_url_name = f"{NAMESPACE}:failed_tasks"
    index_results_url_name = f"{NAMESPACE}:failed_tasks_results"
    filterset_class = FailedTaskFilterSet
    default_ordering = "-at"
    header_icon = "warning"
    verbose_name_plural = gettext_lazy("lost tasks")

    def has_permission(self) -> bool:
        return self.operates

    def get_base_queryset(self) -> QuerySet[FailedTask]:
        return FailedTask.objects.select_related("portal__kind")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column(
                "at",
                label=_("Lost at"),
                accessor=lambda row: date_format(timezone.localtime(row.at), "SHORT_DATETIME_FORMAT"),
                sort_key="at",
            ),
            Column("task", label=_("Background task"), sort_key="task"),
            Column("portal", label=_("Portal"), accessor=lambda row: row.portal.listed_name if row.portal else ""),
            Column(
                "numbers", label=_("Numbers of rows"), accessor=lambda row: ", ".join(str(key) for key in row.numbers)
            ),
            Column("get_loss_display", label=_("How it was lost"), sort_key="loss"),
            Column("error", label=_("Kind of error"), accessor=lambda row: error_label(row.error)),
        ]
