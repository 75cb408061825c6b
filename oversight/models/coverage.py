"""Who is sent to an event to report on it, and until when (Regulation 9.5)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from audit.models.portal_scoped import PortalScopedQuerySet
from members.enums import WRITING_ROLES
from members.models.board import BoardSeat
from members.models.membership import Membership
from oversight.enums import CoverageState

if TYPE_CHECKING:
    from accounts.models import User

# Nothing was handed in, or what was is gone.
_OPEN = Q(state=CoverageState.ASSIGNED) | Q(state=CoverageState.DELIVERED, page=None)
# Or it was never public.
_NEVER_PUBLIC = Q(page=None) | Q(page__first_published_at=None)
# Of rows that `served` annotated.
_LEFT = Q(state=CoverageState.ASSIGNED, is_served=False)


class CoverageAssignmentQuerySet(PortalScopedQuerySet["CoverageAssignment"]):
    """Verbs that chain."""

    def unfinished(self) -> Self:
        """Those that were not cancelled and whose item was never public: they can still be cancelled."""
        return self.exclude(state=CoverageState.CANCELLED).filter(_NEVER_PUBLIC)

    def served(self, *, on: date) -> Self:
        """With `is_served`: whether the person writes for the portal, by a role or a seat."""
        here = {"user": OuterRef("person"), "portal": OuterRef("portal")}
        roles = Membership.objects.in_force(on=on).filter(**here, role__in=WRITING_ROLES).order_by()
        seats = BoardSeat.objects.in_force(on=on).filter(user=OuterRef("person"), board__portal=OuterRef("portal"))
        return self.annotate(is_served=Q(Exists(roles) | Exists(seats.order_by()), person__is_active=True))

    def left(self, *, on: date) -> Self:
        """Those that wait for nobody: no item handed in, and the person does not write for the portal any more."""
        return self.served(on=on).filter(_LEFT)

    def late(self, *, at: datetime) -> Self:
        """Those whose item became public after it was due, or is due and not public yet."""
        after = Q(page__first_published_at__gt=F("due_at")) | (_NEVER_PUBLIC & Q(due_at__lt=at))
        return self.exclude(state=CoverageState.CANCELLED).filter(after)

    def waiting(
        self, user: User, *, writes_for: Collection[int], reviews: Collection[int], at: datetime, on: date
    ) -> Self:
        """What waits for a person, what is due first first.

        With `waits_for_person`: the person was sent there and has handed nothing in; with `waits_for_board`: due and
        not public yet, or waiting for nobody, on a portal whose items the person reviews; and with `is_served`.
        """
        rows = self.unfinished().served(on=on)
        rows = rows.annotate(
            waits_for_person=Q(_OPEN, person=user, portal__in=writes_for),
            waits_for_board=Q(Q(due_at__lt=at) | _LEFT, portal__in=reviews),
        )
        return rows.filter(Q(waits_for_person=True) | Q(waits_for_board=True)).order_by("due_at", "pk")


class CoverageAssignment(models.Model):
    """One person who covers one event. Never deleted; what was handed in before stands in the record of events."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="coverage", verbose_name=_("portal")
    )
    event = models.CharField(_("event"), max_length=250)
    place = models.CharField(_("place"), max_length=250)
    starts_at = models.DateTimeField(_("begins"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coverage", verbose_name=_("person sent")
    )
    due_at = models.DateTimeField(_("item due"), help_text=_("Until then the item has to be public."))
    instruction = models.TextField(_("instruction"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CoverageState.choices, default=CoverageState.ASSIGNED)
    assigned_at = models.DateTimeField(_("assigned at"))
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("assigned by")
    )
    page = models.ForeignKey(
        Page,
        on_delete=models.SET_NULL,
        related_name="coverage",
        verbose_name=_("item handed in"),
        null=True,
        blank=True,
        help_text=_("Empty as well where it was deleted as a draft."),
    )
    delivered_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("cancelled by"),
        null=True,
        blank=True,
    )
    cancelled_reason = models.CharField(_("reason of the cancellation"), max_length=250, blank=True)

    # Of rows that were asked for with `served` or `waiting`.
    is_served: bool
    waits_for_person: bool
    waits_for_board: bool

    objects = CoverageAssignmentQuerySet.as_manager()

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("assignment to cover an event")
        verbose_name_plural = _("assignments to cover an event")
        ordering = ["-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["portal", "state", "due_at"]),
            models.Index(fields=["person", "state"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gte=F("starts_at")), name="oversight_coverage_due_after_event"),
        ]

    def __str__(self) -> str:
        return self.event

    @property
    def is_unfinished(self) -> bool:
        """Whether it was not cancelled and its item was never public. Reads the page."""
        return self.state != CoverageState.CANCELLED and (self.page is None or self.page.first_published_at is None)

    def is_late(self, *, at: datetime) -> bool:
        """Whether its item became public after it was due, or is due and not public yet. Reads the page."""
        if self.state == CoverageState.CANCELLED:
            return False
        return ((self.page and self.page.first_published_at) or at) > self.due_at
