"""Forms of proposals: what a proposer or a board member says besides yes and no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from adminviews.forms.text import CleanTextMixin
from editorial.proposals.reviewed_models import city_items


class AskUnpublishForm(CleanTextMixin, forms.Form):
    """Why a page should no longer be public."""

    reason = forms.CharField(
        label=_("reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The editorial board reads it, and it stays in the record."),
    )
    with_versions = forms.BooleanField(
        label=_("Take the versions in other languages off as well"), required=False, initial=True
    )

    def __init__(self, *args: Any, has_versions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_versions:
            del self.fields["with_versions"]


class ProposeToCityForm(CleanTextMixin, forms.Form):
    """What the board of the city portal should know."""

    reason = forms.CharField(
        label=_("note for the board of the city portal"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TakeBackForm(forms.Form):
    """Nothing to fill in, only to confirm."""


class SectionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


def with_section(form_class: type[forms.Form], *, fixed: int | None = None) -> type[forms.Form]:
    """The form by which a board approves, with the section of the city portal an item will stand in.

    Args:
        fixed: key of the section for which the item was approved once; None: it can be any.
    """
    sections = city_items().sections()
    if fixed is not None:
        asked = SectionChoiceField(
            label=_("section of the city portal"),
            queryset=sections.filter(pk=fixed),
            initial=fixed,
            empty_label=None,
            help_text=_("Chosen with the first approval. If it should be another one, return the proposal."),
        )
    else:
        asked = SectionChoiceField(label=_("section of the city portal"), queryset=sections)

    class FormWithSection(form_class):  # type: ignore[valid-type]  # whatever form the review task has
        section = asked

    return FormWithSection
