"""Content of another portal, shown with its origin (Regulation 14.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from home.editing.compared import ScopedPageChooser
from home.editing.forms import LinkedItemForm
from home.serving.addresses import PlainPage
from home.serving.routing import declare_named, may_be_named_by
from sites.directory import PortalRecord, get_directory
from sites.tree import in_public_branch

from .base import BasePage

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpRequest


class LinkedItemPage(BasePage):
    """An item that stands on another portal: listed here with its origin, read there. Never copied."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    page_description = _("An item that stands on another official portal: listed here with its origin, read there.")
    schema_type = "WebPage"

    target = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        related_name="linked_items",
        verbose_name=_("page of another portal"),
        null=True,
        blank=True,
    )
    target_url = models.URLField(
        _("address"), blank=True, help_text=_("Of an item on an official site outside this installation.")
    )
    source_agency = models.CharField(_("source agency"), max_length=250)
    origin_published_at = models.DateTimeField(_("published there at"), null=True, blank=True)

    # What the form knows and the row does not: whether a draft is saved, and where a new page will stand.
    needs_target = True
    parent_path = ""

    base_form_class = LinkedItemForm
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("target", widget=ScopedPageChooser), "target_url"], heading=_("The item")),
        MultiFieldPanel(["source_agency", "origin_published_at"], heading=pgettext_lazy("of an item", "Origin")),
    ]

    class Meta:
        verbose_name = _("linked item")
        verbose_name_plural = _("linked items")

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Keep surrounding blanks out of the source, which is quoted."""
        self.source_agency = self.source_agency.strip()
        super().clean_fields(exclude)

    def clean(self) -> None:
        """Ask for one target, never one's own portal's; a draft may wait for it."""
        super().clean()
        if self.target_id and self.target_url:
            raise ValidationError({"target": _("Choose a page or give an address, one of the two.")})
        if self.needs_target and not self.target_id and not self.target_url:
            raise ValidationError({"target": _("Choose a page or give an address.")})
        own = get_directory().for_path(self.path or self.parent_path)
        if own is not None and self.origin == own:
            raise ValidationError(
                {"target": _("This page stands on this portal itself. Choose a page of another portal.")}
            )

    def structured_facts(self) -> dict[str, Any]:
        return {"sourceOrganization": {"@type": "Organization", "name": self.source_agency}}

    @property
    def origin(self) -> PortalRecord | None:
        """The portal the item stands on; None for an address outside."""
        return get_directory().for_path(self.target.path) if self.target else None

    def get_target_url(self, request: HttpRequest | None = None) -> str:
        """Where the item is read; empty where it is no longer public, or its portal cannot be read now."""
        if self.target_url:
            return self.target_url
        public = Page.objects.live().filter(in_public_branch(), may_be_named_by(self.path))
        target = public.filter(pk=self.target_id).first()
        declare_named([self.target_id or 0], [target] if target else [], path=self.path)
        return PlainPage.of(target).get_url(request) if target else ""

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"target_url": self.get_target_url(request)}
