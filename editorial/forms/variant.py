"""The form of the steps of the review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from adminviews.forms.text import ReasonForm
from members.enums import ReviewVariant


class ReviewVariantForm(ReasonForm):
    """Choose the steps of the review (28.3)."""

    field_order = ("variant", "reason")
    reason_help = _("The rules of the board or the decision that asks for it.")
    variant = forms.ChoiceField(label=_("steps of the review"), choices=ReviewVariant.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, variant: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["variant"].initial = variant
