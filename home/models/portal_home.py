"""The first page of a portal in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from home.blocks import TaskStreamBlock
from home.fields import StreamField
from home.permissions import FixedPagePermissionTester
from home.pictures import prefetch_item_pictures
from sites.directory import get_directory

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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from home.home_sections import news_of_city, procedures_below, sections_of  # noqa: PLC0415 -- read the page types
        from home.queries import city_news, latest_items, portals_by_kind  # noqa: PLC0415 -- read the page types

        context = super().get_context(request, *args, **kwargs)
        context["news"] = latest_items(self, limit=7)
        context["sections"] = sections = sections_of(self)
        directory = get_directory()
        if self.portal is not None and self.portal.is_city:
            context["city_news"] = city_news(self.language, limit=6)
            prefetch_item_pictures(context["city_news"], "card")
            context["portals_by_kind"] = portals_by_kind(directory)
        elif self.portal is not None:
            procedures = sections.procedures
            context["procedures"] = procedures_below(procedures, limit=12) if procedures else []
            context["news_of_city"] = news_of_city(directory.city, self.language, limit=3) if directory.city else []
        return context
