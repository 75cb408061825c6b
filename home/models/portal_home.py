"""The first page of a portal in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from home.blocks import TaskStreamBlock
from home.fields import StreamField
from home.permissions import FixedPagePermissionTester

from .base import BasePage

if TYPE_CHECKING:
    from accounts.models import User


class PortalHomePage(BasePage):
    """The first page of a portal: what citizens come to do, then news, then the sections.

    Its slug is the language code, which is how addresses know their language without a query.
    """

    parent_page_types = ["home.PortalContainerPage"]
    subpage_types = ["home.SectionPage", "home.ContactPage", "home.InformationPage"]
    keeps_versions = False

    notice_title = models.CharField(_("title of the notice"), max_length=150, blank=True)
    notice_text = models.TextField(
        _("text of the notice"), max_length=500, blank=True, help_text=_("Only what is urgent; empty on most days.")
    )
    tasks = StreamField(
        TaskStreamBlock(), verbose_name=_("what citizens come to do"), blank=True, help_text=_("Four to six.")
    )

    content_panels = [
        "title",
        "lead",
        FieldPanel("tasks"),
        MultiFieldPanel(["notice_title", "notice_text"], heading=_("Urgent notice")),
    ]
    promote_panels = [MultiFieldPanel(["seo_title", "search_description"], heading=_("Search engines"))]

    class Meta:
        verbose_name = _("portal home")
        verbose_name_plural = _("portal homes")

    def permissions_for_user(self, user: User) -> FixedPagePermissionTester:
        return FixedPagePermissionTester(user, self)
