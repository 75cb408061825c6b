"""What the board of a portal lets new pages of a section begin with."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models.portal_scoped import PortalScopedQuerySet
from home.blocks.starter import StarterStreamBlock
from home.fields import StreamField


class PageStarter(models.Model):
    """A title and a text with which a new page of a section begins, beside those that ship (`home.page_starters`)."""

    portal = models.ForeignKey(
        "portals.Portal", on_delete=models.PROTECT, related_name="page_starters", verbose_name=_("portal")
    )
    section = models.ForeignKey(
        "home.SectionPage", on_delete=models.CASCADE, related_name="page_starters", verbose_name=_("section")
    )
    page_type = models.CharField(_("Kind of page"), max_length=100)
    title = models.CharField(_("title"), max_length=150)
    lead = models.TextField(_("lead"), blank=True, max_length=600)
    body = StreamField(StarterStreamBlock(), verbose_name=_("text"), blank=True)
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        related_name="+",
        verbose_name=_("all who wrote it"),
        help_text=_("None of them approves a page that still says what the starter says."),
    )

    objects = PortalScopedQuerySet["PageStarter"].as_manager()

    # It shows no file and links to no page.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("of a page", "starter")
        verbose_name_plural = pgettext_lazy("of pages", "starters")
        ordering = ["portal", "section", "title", "pk"]

    def __str__(self) -> str:
        return self.title
