"""Screens of boards: pages that did not help, with the words of readers, and words on the portal as a whole."""

from __future__ import annotations

from typing import Any, Final

import django_filters
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.tables import CardColumn
from audit.errors import ChangedMeanwhile
from home.reports.periods import offered_periods
from home.reports.portal_reports import portal_column
from members.views.base import AdminFormMixin, AdminListView, AdminView
from participation.enums.ratings import FeedbackState, RatingAxis
from participation.models import PageFeedback, RatingRemark
from participation.permissions import board_portals
from participation.rating.board_actions import BEFORE, move_feedback
from participation.rating.figures import period_in_words
from participation.rating.forms import DoneForm, SeenForm
from sites.directory import get_directory

NAMESPACE: Final = "ratings_admin"
ON_A_PAGE: Final = 50


def ratings_url(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class FeedbackFilterSet(WagtailFilterSet):
    """By month, and by where the board stands."""

    month = django_filters.ChoiceFilter(
        label=gettext_lazy("Month"), empty_label=pgettext_lazy("months of feedback", "All")
    )
    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=FeedbackState.choices,
        method="in_state",
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("state of feedback", "All"),
    )

    class Meta:
        model = PageFeedback
        fields = ["month", "standing"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        (_name, months), *_rest = offered_periods(timezone.localdate())
        self.filters["month"].extra["choices"] = months

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.in_state(FeedbackState(value))


class RatingsView(AdminView):
    """For the board of a portal, whose readers wrote to it alone."""

    header_icon = "comment"

    @cached_property
    def portals(self) -> frozenset[int]:
        return board_portals(self.request.user, on=self.today)

    def feedback(self) -> QuerySet[PageFeedback]:
        return PageFeedback.objects.for_portals(self.portals).lacking_something()

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []


class FeedbackListView(RatingsView, AdminListView):
    """Those that did not help most readers first, by month."""

    page_title = pgettext_lazy("admin menu", "Pages that did not help")
    index_url_name = f"{NAMESPACE}:pages"
    index_results_url_name = f"{NAMESPACE}:pages_results"
    filterset_class = FeedbackFilterSet
    verbose_name_plural = gettext_lazy("pages that did not help")
    table_classname = "listing listing--cards"

    def get_base_queryset(self) -> QuerySet[PageFeedback]:
        return self.feedback().annotate(said=Count("remarks")).order_by("-month", "-lacking", "-partly", "path", "pk")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Page"), accessor=str, get_url=lambda row: ratings_url("page", row.pk)),
            CardColumn("month", label=_("Month"), accessor=lambda row: period_in_words(row.month)),
            CardColumn("lacking", label=pgettext("whether a page helped", "No"), sort_key="lacking"),
            CardColumn("partly", label=pgettext("whether a page helped", "Partly"), sort_key="partly"),
            CardColumn("helped", label=pgettext("whether a page helped", "Yes"), sort_key="helped"),
            CardColumn("said", label=pgettext("feedback on pages", "With words")),
            CardColumn("standing", label=_("State"), accessor=lambda row: row.standing.label),
            portal_column(),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = ratings_url("words")
        return [HeaderButton(_("Words on the portal"), url=url, icon_name="comment", priority=10)]


class FeedbackBaseView(RatingsView):
    """A screen about one page in one month. Whoever may not see it is not told whether it exists."""

    @cached_property
    def held(self) -> Any:
        return self.feedback().select_related("changed_by").filter(pk=self.kwargs["feedback_id"]).first()

    def has_permission(self) -> bool:
        return self.held is not None

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": ratings_url("pages"), "label": pgettext("admin menu", "Pages that did not help")}]

    def get_page_subtitle(self) -> str:
        return str(self.held)


class FeedbackView(FeedbackBaseView, TemplateView):
    """The answers of readers about one page, with the verbs of the board."""

    template_name = "participation/page_feedback.html"
    page_title = gettext_lazy("Page that did not help")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held, record = self.held, get_directory().by_id.get(self.held.portal_id)
        labels = {FeedbackState.SEEN: _("Note it as seen"), FeedbackState.DONE: _("It is dealt with")}
        acts = [
            (ratings_url(state.value, held.pk), labels[state])
            for state in BEFORE
            if held.standing in BEFORE[state] and not (record and record.is_archived)
        ]
        page = Paginator(held.remarks.all(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            held=held,
            portal=record,
            month=period_in_words(held.month),
            address=f"{record.root_url}{held.path}" if record else "",
            page_of_words=page,
            acts=acts,
            **kwargs,
        )


class FeedbackFormView(AdminFormMixin, FeedbackBaseView):
    """A form that notes a state and leads back to the feedback."""

    state: FeedbackState

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.held.standing not in BEFORE[self.state]:
            messages.info(request, str(ChangedMeanwhile.message))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def portal_held(self) -> int | None:
        return self.held.portal_id

    def move(self, **values: Any) -> None:
        person: Any = self.request.user
        move_feedback(self.held, self.state, by=person, at=self.now, **values)

    def get_success_url(self) -> str:
        return ratings_url("page", self.held.pk)


class SeenView(FeedbackFormView):
    form_class = SeenForm
    state = FeedbackState.SEEN
    page_title = submit_label = gettext_lazy("Note it as seen")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        self.move()
        return self.succeed(_("It is noted as seen."))


class DoneView(FeedbackFormView):
    form_class = DoneForm
    state = FeedbackState.DONE
    page_title = submit_label = gettext_lazy("It is dealt with")
    introduction = (gettext_lazy("If the page does not help others after this, it stands in the list anew."),)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"initial": {"shown": self.held.unhelped}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        self.move(**form.cleaned_data)
        return self.succeed(_("It is noted as dealt with."))


class WordsView(RatingsView, TemplateView):
    """Words that came with points for a portal, the newest first."""

    template_name = "participation/rating_words.html"
    page_title = gettext_lazy("Words on the portal")

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": ratings_url("pages"), "label": pgettext("admin menu", "Pages that did not help")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        remarks = RatingRemark.objects.for_portals(self.portals).filter(feedback=None)
        page = Paginator(remarks, ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = [(row, get_directory().by_id.get(row.portal_id), points_in_words(row)) for row in page]
        return super().get_context_data(page_of_words=page, rows=rows, **kwargs)


def points_in_words(remark: RatingRemark) -> str:
    """The points that came with words, by axis."""
    given = [(axis.label, getattr(remark, axis.value)) for axis in RatingAxis]
    return ", ".join(f"{label}: {number}" for label, number in given if number)
