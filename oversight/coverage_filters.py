"""Which assignments to cover an event a person sees, and how their list is narrowed."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet

from accounts.models import User
from members.access.roles import roles_of
from oversight.enums import CoverageState
from oversight.models import CoverageAssignment
from oversight.models.coverage import CoverageAssignmentQuerySet

LATE, LEFT = "late", "left"


def seen_by(request: HttpRequest) -> QuerySet[CoverageAssignment]:
    """Assignments that a person sees: those of portals whose record the person reads, and the own ones."""
    standing = roles_of(request.user, on=timezone.localdate())
    own = Q(person=request.user.pk, portal__in=standing.writes_for)
    return CoverageAssignment.objects.filter(Q(portal__in=standing.answers_for) | own)


def people_seen(request: HttpRequest) -> QuerySet[User]:
    """Those who were sent, as far as a person sees it."""
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
        if value == LATE:
            return rows.late(at=timezone.now())
        return rows.left(on=timezone.localdate())
