"""Whom a portal sends its press packs, and what was sent when (4.2.b)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from information.enums import DeliveryState

# A mail server that takes longer has been left.
HANDED_OVER_WITHIN: Final = timedelta(minutes=10)


class PressSubscriberQuerySet(PortalScopedQuerySet["PressSubscriber"]):
    """Verbs that chain."""

    def receiving(self) -> Self:
        """Those on the list, who were not taken off it."""
        return self.filter(ended_at=None, is_waiting=False)

    def waiting(self) -> Self:
        """Those that ask to be on the list."""
        return self.filter(ended_at=None, is_waiting=True)

    def open(self) -> Self:
        """Those on the list and those who ask to be."""
        return self.filter(ended_at=None)

    def to_be_sent(self, page_id: int) -> Self:
        """Those to whose address a pack has not gone, nor is it on its way."""
        gone = PressDelivery.objects.of_page(page_id).exclude(state=DeliveryState.DROPPED)
        here = gone.filter(subscriber__portal=OuterRef("portal"), subscriber__email__iexact=OuterRef("email"))
        return self.receiving().exclude(Exists(here))


class PressSubscriber(models.Model):
    """A press agency that a portal sends its packs, or that asks for them.

    The list is for those who work on the portal: no part is public.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="press_subscribers", verbose_name=_("portal")
    )
    agency = models.CharField(_("press agency"), max_length=200)
    person = models.CharField(_("contact person"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"))
    is_waiting = models.BooleanField(
        _("asks to be added"),
        default=False,
        editable=False,
        help_text=_("It gets nothing until it is put on the list."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("added by"),
        null=True,
        help_text=_("Empty: nobody yet; it asked for it."),
    )
    added_at = models.DateTimeField(_("added at"))
    ended_at = models.DateTimeField(_("taken off at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("taken off by"),
        null=True,
        blank=True,
        help_text=_("Empty: the agency itself, by the link in a mail."),
    )

    objects = PressSubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("press agency on the list")
        verbose_name_plural = _("press agencies on the list")
        constraints = [
            models.UniqueConstraint(
                "portal",
                Lower("email"),
                condition=Q(ended_at=None, is_waiting=False),
                name="information_press_subscriber_once",
            ),
        ]

    def __str__(self) -> str:
        return self.agency


class PressMailing(models.Model):
    """A pack as it was sent on one occasion; what it consisted of stays, whatever becomes of the page."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="press_mailings", verbose_name=_("portal")
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        related_name="press_mailings",
        verbose_name=_("page"),
        null=True,
    )
    title = models.CharField(_("title"), max_length=255)
    content = models.JSONField(_("content"), help_text=_("Lead and address of the pack; its pages, in their order."))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    sent_at = models.DateTimeField(_("sent at"))

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailing of a press pack")
        verbose_name_plural = _("mailings of press packs")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class PressDeliveryQuerySet(models.QuerySet["PressDelivery"]):
    """Verbs that chain."""

    def of_page(self, page_id: int) -> Self:
        return self.filter(mailing__page=page_id)

    def open(self, *, at: datetime) -> Self:
        """Those that the mail server has not taken yet, nor is being handed now: whoever began that is gone by then."""
        stuck = Q(state=DeliveryState.SENDING, sent_at__lt=at - HANDED_OVER_WITHIN)
        return self.filter(Q(state__in=[DeliveryState.WAITING, DeliveryState.FAILED]) | stuck)


class PressDelivery(models.Model):
    """One mail of a mailing to one agency: where it went, and whether the mail server took it."""

    mailing = models.ForeignKey(
        PressMailing, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("mailing")
    )
    subscriber = models.ForeignKey(
        PressSubscriber, on_delete=models.PROTECT, related_name="deliveries", verbose_name=_("press agency")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING, editable=False
    )
    sent_at = models.DateTimeField(
        _("sent at"), null=True, blank=True, help_text=_("Or when it was begun to be handed over.")
    )

    objects = PressDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail of a press pack")
        verbose_name_plural = _("mails of press packs")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], name="information_press_delivery_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.get_state_display()}"
