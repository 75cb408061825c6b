"""What a person is to be told of by mail, and whether the person wants to be."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from notifications.enums import Digest, NoticeDropped


class NoticeQuerySet(PortalScopedQuerySet["Notice"]):
    def pending(self) -> Self:
        """Neither mailed nor dropped."""
        return self.filter(sent_at=None, dropped_at=None)


class Notice(models.Model):
    """One thing that one person is told of. It is mailed with others of its day, if it still holds then."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    portal = models.ForeignKey(
        "portals.Portal",
        on_delete=models.CASCADE,
        related_name="notices",
        verbose_name=_("portal"),
        null=True,
        blank=True,
        help_text=_("Where the person works; empty: the whole city."),
    )
    kind = models.CharField(_("kind"), max_length=20)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, verbose_name=_("content type"))
    object_id = models.CharField(_("object id"), max_length=255)
    item = GenericForeignKey("content_type", "object_id")
    event = models.ForeignKey(
        "audit.PortalEvent",
        on_delete=models.PROTECT,
        related_name="notices",
        verbose_name=_("event"),
        null=True,
        blank=True,
        help_text=_("Empty only for what comes with the day: a role that ends."),
    )
    created_at = models.DateTimeField(_("time"))
    sent_at = models.DateTimeField(_("mailed at"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)
    dropped_because = models.CharField(
        _("reason"), max_length=20, choices=NoticeDropped.choices, blank=True, editable=False
    )

    objects = NoticeQuerySet.as_manager()

    # It names things without using them.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(
                fields=["user"],
                condition=models.Q(sent_at=None, dropped_at=None),
                name="notifications_notice_pending",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "user"], name="notifications_notice_once_for_event"),
            models.UniqueConstraint(
                fields=["user", "kind", "content_type", "object_id"],
                condition=models.Q(event=None),
                name="notifications_notice_once_for_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"


class NoticePreference(models.Model):
    """How often a person wants mail; whoever chose nothing gets one a day."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notice_preference",
        verbose_name=_("person"),
    )
    digest = models.CharField(_("mail"), max_length=10, choices=Digest.choices, default=Digest.DAILY)

    class Meta:
        verbose_name = _("choice of mail")
        verbose_name_plural = _("choices of mail")

    def __str__(self) -> str:
        return f"{self.user}: {self.get_digest_display()}"
