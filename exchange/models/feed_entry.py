"""Items as other systems are told of them, and where they stand in both lists (Regulation 4.2.c)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models.portal_scoped import PortalScopedQuerySet
from editorial.enums import TakedownReason


class FeedEntry(models.Model):
    """One item that is public or was: what others were told last, and when something of it changed for them.

    It orders the list of items and that of changes, both along an index. What an answer says is read from the page, and
    whether it may be read is asked of the page each time. Closing a portal is told of the portal as a whole.

    The row outlives its page: whoever follows the list and asks after the page was deleted is told that it is gone.
    Numbers of pages are never given twice.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="feed_entry",
        verbose_name=_("page"),
        help_text=_("It may have been deleted since."),
    )
    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="feed_entries", verbose_name=_("portal")
    )
    kind = models.SlugField(_("kind of item"), max_length=30, db_index=False)
    published_at = models.DateTimeField(_("first published"))
    changed_at = models.DateTimeField(_("last changed"))
    is_public = models.BooleanField(_("public"))
    url_path = models.TextField(_("place in the addresses of the portal"))
    withdrawn_as = models.CharField(
        _("class of the reason"),
        max_length=20,
        choices=TakedownReason.choices,
        blank=True,
        help_text=_("Of a page that was withdrawn and then deleted: its withdrawal does not name it any more."),
    )

    # It names a page without using it.
    wagtail_reference_index_ignore = True

    objects = PortalScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the change feed")
        verbose_name_plural = _("entries of the change feed")
        indexes = [
            models.Index(fields=["changed_at", "page"], name="exchange_told_change"),
            models.Index(fields=["portal", "changed_at", "page"], name="exchange_told_portal_change"),
            models.Index(fields=["published_at", "page"], name="exchange_feed_entry"),
            models.Index(fields=["portal", "published_at", "page"], name="exchange_told_portal_item"),
            models.Index(fields=["kind", "published_at", "page"], name="exchange_told_kind_item"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.page_id}"
