"""Who is sent to which event, and which page it became."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput, AdminPageChooser
from wagtail.models import Page

from accounts.models import User
from adminviews.forms.text import CleanTextMixin, ReasonForm
from members.forms.people import ColleagueField
from oversight.errors import ItemElsewhere, PersonElsewhere

if TYPE_CHECKING:
    from django.db.models import QuerySet

# So far from today an event may be: further is a slip of the hand.
FARTHEST = timedelta(days=366)


class AssignCoverageForm(CleanTextMixin, forms.Form):
    """Send a person to an event (9.5)."""

    event = forms.CharField(label=_("event"), max_length=250)
    place = forms.CharField(label=_("place"), max_length=250)
    starts_at = forms.DateTimeField(label=_("begins"), widget=AdminDateTimeInput)
    person = ColleagueField(
        label=_("person sent"),
        queryset=User.objects.none(),
        error_messages={"invalid_choice": PersonElsewhere.message},
        help_text=_("Somebody who writes for this portal, or sits on its board."),
    )
    due_at = forms.DateTimeField(
        label=_("item due"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_(
            "Until then the item has to be public. Leave it blank for the time limit of news, counted from the event "
            "(Article 12.1.a)."
        ),
    )
    instruction = forms.CharField(
        label=_("instruction"), max_length=2000, required=False, widget=AdminAutoHeightTextInput
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people

    def clean_starts_at(self) -> datetime:
        return _near(self.cleaned_data["starts_at"])

    def clean_due_at(self) -> datetime | None:
        due = self.cleaned_data["due_at"]
        return _near(due) if due is not None else None


def _near(moment: datetime) -> datetime:
    if abs(moment - timezone.now()) > FARTHEST:
        raise forms.ValidationError(_("Give a time within a year from today."))
    return moment


class DeliverCoverageForm(forms.Form):
    """Choose the page that reports on the event."""

    page = forms.ModelChoiceField(
        label=_("item handed in"),
        queryset=Page.objects.none(),
        widget=AdminPageChooser,
        error_messages={"invalid_choice": ItemElsewhere.message},
        help_text=_("A page of this portal; a draft as well. It is in time if it is public before it is due."),
    )

    def __init__(self, *args: Any, pages: QuerySet[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = pages

    def full_clean(self) -> None:
        """What is refused is forgotten: the chooser would show the title of a page of another portal."""
        super().full_clean()
        if self.is_bound and "page" in self.errors:
            self.data = {**self.data.dict(), "page": ""}


class CancelCoverageForm(ReasonForm):
    """Call a person back."""

    reason_help = _("The person who was sent reads it.")
