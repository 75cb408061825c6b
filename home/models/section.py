"""A section: the list of what stands below it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from .base import BasePage


class SectionKind(models.TextChoices):
    """How a section lists its pages."""

    NEWS = "news", pgettext_lazy("kind of section", "News: newest first")
    INFORMATION = "information", pgettext_lazy("kind of section", "Information: in the order of the board")
    PEOPLE = "people", pgettext_lazy("kind of section", "Organisation and people")
    GALLERY = "gallery", pgettext_lazy("kind of section", "Galleries")


class SectionPage(RoutablePageMixin, BasePage):
    """A section (chuyên mục): lists its pages, with filters and a feed."""

    # What may stand in a section says so itself: apps above bring kinds of pages of their own (`home.checks`).
    parent_page_types = ["home.PortalHomePage", "home.SectionPage"]
    page_description = _("A list of pages under one heading, with a place in the menu if wanted.")
    keeps_versions = False

    kind = models.CharField(
        _("kind of list"), max_length=20, choices=SectionKind.choices, default=SectionKind.INFORMATION
    )
    short_title = models.CharField(
        _("short title"), max_length=40, blank=True, help_text=_("One to three words, for the menu.")
    )

    content_panels = [*BasePage.content_panels, "short_title", "kind"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @property
    def menu_title(self) -> str:
        return self.short_title or self.title

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponse:
        from home.listing import section_listing  # noqa: PLC0415 -- reads the page types of this package

        return self.render(request, context_overrides=section_listing(self, request))

    @path("rss/")
    def feed(self, request: HttpRequest) -> HttpResponse:
        from home.feeds import SectionFeed  # noqa: PLC0415 -- reads the page types of this package

        return SectionFeed()(request, section=self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["feed_url"] = f"{self.get_url(request)}{self.reverse_subpage('feed')}"
        return context
