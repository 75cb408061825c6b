"""What a board says when it withdraws a page from the public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from adminviews.forms.text import CleanTextMixin
from audit.errors import PortalRefusal
from editorial.enums import TakedownReason
from editorial.errors import SuccessorRefused
from sites.registry import public_page_of


class TakeDownForm(CleanTextMixin, forms.Form):
    """Withdraw a page at once."""

    reason_class = forms.ChoiceField(
        label=_("class of the reason"),
        choices=TakedownReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Citizens read it at the address of the page, with the date."),
    )
    reason = forms.CharField(
        label=_("reason"),
        max_length=1000,
        widget=AdminAutoHeightTextInput,
        help_text=_("For the record; the city's supervisors read it, citizens do not."),
    )
    successor = forms.CharField(
        label=_("page that takes its place"),
        max_length=500,
        required=False,
        help_text=_(
            "The address of a public page of any portal of the city. Readers of the old address are led there."
        ),
    )
    with_versions = forms.BooleanField(label=_("Withdraw the versions in other languages as well"), required=False)
    with_pages_below = forms.BooleanField(
        label=_("I have seen that the public pages below this one go as well."),
        error_messages={"required": _("Confirm this to withdraw the page.")},
    )

    def __init__(self, *args: Any, has_versions: bool, has_pages_below: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_versions:
            self.fields["with_versions"].initial = True
        else:
            del self.fields["with_versions"]
        if not has_pages_below:
            del self.fields["with_pages_below"]

    def clean_successor(self) -> Page | None:
        """Return the page of the address."""
        address = self.cleaned_data["successor"]
        return page_of_successor(address, SuccessorRefused) if address else None


def page_of_successor(address: str, refusal: type[PortalRefusal]) -> Page:
    """The public page of an address that somebody pasted.

    Raises:
        ValidationError: there is none; in the words of the refusal.
    """
    try:
        page = public_page_of(address)
    except ValueError:
        page = None
    if page is None:
        raise forms.ValidationError(str(refusal.message), code=refusal.code)
    return page
