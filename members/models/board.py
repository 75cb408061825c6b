"""The editorial board of a portal (Regulation 6.4, 9, 15)."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from audit.private_files import private_storage
from members.enums import APPROVING_SEATS, Engagement, ReviewVariant, Seat


class Board(models.Model):
    """The board that answers for a portal's content: who founded it, by which decision, for which term."""

    portal = models.OneToOneField(
        "portals.Portal", on_delete=models.PROTECT, related_name="board", verbose_name=_("portal")
    )
    founding_number = models.CharField(_("number of the founding decision"), max_length=100, blank=True)
    founding_date = models.DateField(_("date of the founding decision"), null=True, blank=True)
    signatory = models.CharField(
        _("signatory"), max_length=200, blank=True, help_text=_("Who founded the board (Article 6.4.a, b).")
    )
    founding_file = models.FileField(
        _("file of the founding decision"),
        upload_to="boards/",
        storage=private_storage,
        max_length=250,
        blank=True,
        help_text=_("PDF, or a scan as JPEG or PNG. Read by those who see the board in the admin, not by the public."),
    )
    term_from = models.DateField(_("term from"), null=True, blank=True)
    term_until = models.DateField(_("term until"), null=True, blank=True, help_text=_("Last day; empty: no end."))
    term_epoch = models.PositiveIntegerField(
        _("term epoch"), default=0, editable=False, help_text=_("How often the term was changed.")
    )
    review_variant = models.CharField(
        _("steps of the review"), max_length=10, choices=ReviewVariant.choices, default=ReviewVariant.ONE_APPROVAL
    )

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("editorial board")
        verbose_name_plural = _("editorial boards")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(term_from=None)
                | models.Q(term_until=None)
                | models.Q(term_until__gte=models.F("term_from")),
                name="members_board_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} – {self.portal}"


class BoardSeatQuerySet(models.QuerySet["BoardSeat"]):
    def in_force(self, *, on: date) -> Self:
        """Seats held on a day, on a board whose term has not ended. Both ends count, but for a seat ended at once."""
        return self.filter(
            models.Q(valid_until=None) | models.Q(valid_until__gte=on),
            models.Q(board__term_until=None) | models.Q(board__term_until__gte=on),
            models.Q(board__term_from=None) | models.Q(board__term_from__lte=on),
            valid_from__lte=on,
            ended_at=None,
        )

    def in_order(self) -> Self:
        """The head, deputies, members; among equals whoever sits longest."""
        places = [models.When(seat=seat, then=place) for place, seat in enumerate(Seat.values)]
        return self.order_by(models.Case(*places, output_field=models.SmallIntegerField()), "valid_from", "pk")

    def held_from(self, day: date) -> Self:
        """Seats that hold on a day or begin later."""
        return self.filter(models.Q(valid_until=None) | models.Q(valid_until__gte=day), ended_at=None)

    def approving(self, *, on: date) -> Self:
        """Seats that can approve on a day. Nobody does on a suspended portal that is closed to its staff (8.9)."""
        return self.with_right_to_approve(on=on).filter(board__portal__access_revoked=False)

    def with_right_to_approve(self, *, on: date) -> Self:
        """Head, deputy, and a member to whom one of them has delegated (15.2), on a day; on a portal that is closed to
        its staff too.

        Only persons with an active account approve, and only they lend the right, to a member of their own board.
        """
        in_office = self.model.objects.in_force(on=on).filter(seat__in=APPROVING_SEATS, user__is_active=True)
        delegated = models.Exists(
            Delegation.objects.in_force(on=on).filter(
                to_seat=models.OuterRef("pk"),
                from_seat__board=models.OuterRef("board"),
                from_seat__in=in_office,
            )
        )
        return self.in_force(on=on).filter(models.Q(seat__in=APPROVING_SEATS) | delegated, user__is_active=True)


class BoardSeat(models.Model):
    """A person's place on a board, with its period. One person may sit on several boards (15.2)."""

    board = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="seats", verbose_name=_("board"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="board_seats", verbose_name=_("person")
    )
    seat = models.CharField(_("seat"), max_length=10, choices=Seat.choices)
    engagement = models.CharField(_("engagement"), max_length=20, choices=Engagement.choices, blank=True)
    decision_ref = models.CharField(
        _("decision"), max_length=100, blank=True, help_text=_("Empty: the decision that founded the board.")
    )
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day; empty: no end."))
    ended_at = models.DateTimeField(
        _("ended at"), null=True, blank=True, help_text=_("Only where a seat ended before its first day was over.")
    )

    objects = BoardSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat on a board")
        verbose_name_plural = _("seats on boards")
        ordering = ["board", "seat"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "user"], condition=models.Q(valid_until=None), name="members_boardseat_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="members_boardseat_period",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_seat_display()}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def in_force(self, *, on: date) -> Self:
        """Delegations that hold on a day as far as they themselves say. Both ends count."""
        return self.filter(valid_from__lte=on, valid_until__gte=on, ended_at=None)

    def open(self, *, on: date) -> Self:
        """Delegations that hold on a day or begin later."""
        return self.filter(valid_until__gte=on, ended_at=None)


class Delegation(models.Model):
    """A head or deputy lets a member of the same board approve for a period. It lapses with either seat."""

    from_seat = models.ForeignKey(
        BoardSeat, on_delete=models.PROTECT, related_name="delegations_given", verbose_name=_("from")
    )
    to_seat = models.ForeignKey(
        BoardSeat, on_delete=models.PROTECT, related_name="delegations_received", verbose_name=_("to")
    )
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    reason = models.CharField(_("reason"), max_length=250)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, help_text=_("Empty: not taken back."))

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")), name="members_delegation_period"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_seat=models.F("to_seat")), name="members_delegation_not_to_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_seat} → {self.to_seat}"
