"""How long information of each category is kept: read by supervisors, kept by operators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView

from deadlines.forms.deadlines import RetentionForm
from deadlines.models import InformationCategory, RetentionPeriod
from deadlines.retention import set_retention
from members.views.base import AdminFormMixin, AdminView, portal_url


class RetentionView(AdminView, TemplateView):
    """Every category with its periods, the newest first."""

    header_icon = "history"
    page_title = gettext_lazy("Retention periods")
    template_name = "sites/retention.html"

    def has_permission(self) -> bool:
        return self.supervises

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("time_limits"), "label": _("Time limits")}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        categories = InformationCategory.objects.prefetch_related("retention_periods")
        return super().get_context_data(
            rows=[
                {
                    "category": category,
                    "periods": category.retention_periods.all(),
                    "change_url": portal_url("change_retention", category.pk) if self.operates else "",
                }
                for category in categories
            ],
            operates=self.operates,
            **kwargs,
        )


class ChangeRetentionView(AdminFormMixin, AdminView):
    """Another period from a day on; or, of the same beginning and length, that somebody compared it with the act."""

    header_icon = "history"
    form_class = RetentionForm
    page_title = gettext_lazy("Change a retention period")
    introduction = (
        gettext_lazy(
            "The period so far ends the day before the new one begins. To mark it as verified without changing it, "
            "leave everything else as it is."
        ),
    )
    refusal_fields = {"decision_missing": "source", "rule_begins_earlier": "valid_from"}

    def has_permission(self) -> bool:
        return self.operates

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("retention"), "label": _("Retention periods")}]

    @cached_property
    def category(self) -> InformationCategory:
        return get_object_or_404(InformationCategory.objects, pk=self.kwargs["category_id"])

    def get_page_subtitle(self) -> str:
        return str(self.category)

    def get_success_url(self) -> str:
        return portal_url("retention")

    def get_form_kwargs(self) -> dict[str, Any]:
        latest: RetentionPeriod | None = self.category.retention_periods.order_by("-valid_from").first()
        if latest is None:
            return {}
        names = ("years", "source", "valid_from", "is_verified")
        return {"initial": {name: getattr(latest, name) for name in names}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        period = set_retention(self.category, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("“%(category)s” is kept: %(period)s.") % {"category": self.category, "period": period})
