"""What the board approved, and the review task that asks it (Regulation 13.1.g)."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Revision

from audit.models.append_only import AppendOnlyModel, kept_then_set_null
from audit.models.portal_scoped import PortalAppendOnlyQuerySet
from editorial.enums import ApprovalKind
from members.enums import Seat


class Approval(AppendOnlyModel):
    """The board's decision that one revision of one item may be public. Never edited, never deleted.

    The opening of a portal approves each page of its starter tree: pages nobody edited have no revision.
    """

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="approvals", verbose_name=_("portal")
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, verbose_name=_("content type"))
    object_id = models.CharField(_("object id"), max_length=255)
    content_object = GenericForeignKey("content_type", "object_id")
    revision = models.ForeignKey(
        Revision,
        on_delete=kept_then_set_null,
        related_name="approvals",
        verbose_name=_("version"),
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ApprovalKind.choices, default=ApprovalKind.REVIEW)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="approvals", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"))
    seat = models.CharField(_("seat"), max_length=10, choices=Seat.choices)
    authority = models.CharField(
        _("authority"),
        max_length=150,
        blank=True,
        editable=False,
        help_text=_("By which it was given: it counts as one of two as long as the person holds exactly this."),
    )
    content_hash = models.CharField(
        _("hash of the content"),
        max_length=64,
        blank=True,
        help_text=_("SHA-256 of what was approved; empty only where it was approved before hashes were kept."),
    )
    files = models.JSONField(
        _("files"),
        default=list,
        blank=True,
        help_text=_("Pictures and documents that it refers to, each by its kind and number."),
    )
    provisional = models.BooleanField(
        pgettext_lazy("approval", "provisional"),
        default=False,
        help_text=_("Of a picture or document: seen by the first of two persons, before the other approved."),
    )
    checklist = models.JSONField(_("answers to the checklist"), default=dict, blank=True)
    findings = models.JSONField(_("findings of the checks"), default=list, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    objects: ClassVar[models.Manager[Approval]] = PortalAppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-approved_at"]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.approved_at:%Y-%m-%d %H:%M}"
