"""Forms and filters of coverage: who is sent to which event, and which page it became."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput, AdminPageChooser
from wagtail.models import Page

from accounts.models import User
from adminviews.forms.text import CleanTextMixin, ReasonForm
from members.forms.people import ColleagueField
from oversight.enums import CoverageState
from oversight.errors import ItemElsewhere, PersonElsewhere
from oversight.models import CoverageAssignment
from oversight.queries import assignments_seen_by

if TYPE_CHECKING:
    from oversight.models.coverage import CoverageAssignmentQuerySet

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
        """Forget what is refused: the chooser would show the title of a page of another portal."""
        super().full_clean()
        if self.is_bound and "page" in self.errors:
            self.data = {**self.data.dict(), "page": ""}


class CancelCoverageForm(ReasonForm):
    """Call a person back."""

    reason_help = _("The person who was sent reads it.")


LATE, LEFT = "late", "left"


def seen_by(request: HttpRequest) -> CoverageAssignmentQuerySet:
    """Assignments that the person who asks sees."""
    return assignments_seen_by(request.user, on=timezone.localdate())


def people_seen(request: HttpRequest) -> QuerySet[User]:
    """Return the persons who were sent, as far as one sees it."""
    keys = seen_by(request).order_by().values("person")
    return User.objects.filter(pk__in=keys).order_by("last_name", "first_name", "username")


class CoverageFilterSet(WagtailFilterSet):
    """By person, state, and what the board has to look after."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=CoverageState.choices,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("state of an assignment", "All"),
    )
    trouble = django_filters.ChoiceFilter(
        label=gettext_lazy("To look after"),
        method="filter_trouble",
        choices=[
            (LATE, pgettext_lazy("coverage", "Late")),
            (LEFT, pgettext_lazy("coverage", "Waits for nobody")),
        ],
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("assignments", "All"),
    )
    person = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Person sent"), queryset=people_seen, empty_label=pgettext_lazy("people", "All")
    )

    class Meta:
        model = CoverageAssignment
        fields = ["state", "trouble", "person"]

    def filter_trouble(self, rows: CoverageAssignmentQuerySet, name: str, value: str) -> CoverageAssignmentQuerySet:
        return rows.late(at=timezone.now()) if value == LATE else rows.left(on=timezone.localdate())
