"""The steps of the review that a board follows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.forms.variant import ReviewVariantForm
from editorial.review.variants import change_review_variant
from members.access.permissions import can_change_review
from members.enums import ReviewVariant
from members.views.base import AdminFormMixin, portal_url
from members.views.board import BoardBaseView


class ReviewVariantView(AdminFormMixin, BoardBaseView):
    """The steps of the review: for the head of the board, and for operators."""

    form_class = ReviewVariantForm
    page_title = gettext_lazy("Steps of the review")
    introduction = (
        gettext_lazy(
            "Items that are submitted from now on take these steps. Those in review end as they began. "
            "Whatever the steps, nobody approves own work."
        ),
    )
    refusal_fields = {
        "reason_missing": "reason",
        "variant_held": "variant",
        "too_few_approvers": "variant",
    }

    def has_permission(self) -> bool:
        board = getattr(self.portal, "board", None)
        return board is not None and can_change_review(self.request.user, board, on=self.today)

    def get_success_url(self) -> str:
        return portal_url("board", self.portal.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"variant": self.board.review_variant}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        variant = ReviewVariant(data["variant"])
        change_review_variant(self.board, variant, by=self.request.user, at=self.now, reason=data["reason"])
        return self.succeed(_("From now on: %(steps)s.") % {"steps": variant.label})
