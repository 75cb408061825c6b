"""A section: the list of what stands below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from home.page_registry import answer

from .base import BasePage


class SectionKind(models.TextChoices):
    """How a section lists its pages."""

    NEWS = "news", pgettext_lazy("kind of section", "News: newest first")
    INFORMATION = "information", pgettext_lazy("kind of section", "Information: in the order of the board")
    PEOPLE = "people", pgettext_lazy("kind of section", "Organisation and people")
    GALLERY = "gallery", pgettext_lazy("kind of section", "Galleries")
    SCHEDULE = "schedule", pgettext_lazy("kind of section", "Work schedules: the week of today")
    PRESS = "press", pgettext_lazy("kind of section", "Press: contact, sign-up, newest first")


# Calendars of sections, by their kind.
_calendars: dict[str, Callable[[SectionPage], HttpResponse]] = {}


def register_calendar(kind: SectionKind, calendar: Callable[[SectionPage], HttpResponse]) -> None:
    """Let an app above answer at the address of the calendar of sections of a kind."""
    _calendars[kind] = calendar


class SectionPage(RoutablePageMixin, BasePage):
    """A section (chuyên mục): lists its pages, with filters and a feed."""

    # What may stand in a section says so itself: apps above bring kinds of pages of their own (`home.checks`).
    parent_page_types = ["home.PortalHomePage", "home.SectionPage"]
    page_description = _("A list of pages under one heading, with a place in the menu if wanted.")
    keeps_versions = False
    schema_type = "CollectionPage"

    kind = models.CharField(
        _("kind of list"), max_length=20, choices=SectionKind.choices, default=SectionKind.INFORMATION
    )
    short_title = models.CharField(
        _("short title"), max_length=40, blank=True, help_text=_("One to three words, for the menu.")
    )

    provides = models.ForeignKey(
        "deadlines.InformationCategory",
        to_field="code",
        on_delete=models.PROTECT,
        related_name="sections",
        verbose_name=_("category of information"),
        null=True,
        blank=True,
        help_text=_("What must be provided here (Regulation 10 and 12.1): decides which kinds of pages come first."),
    )

    subject_field = models.ForeignKey(
        "home.SubjectField",
        to_field="slug",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("subject field", "field of new pages"),
        null=True,
        blank=True,
        help_text=_("Filled in on pages that are made here (4.2); whoever writes may choose another one."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel(["kind", "provides"]),
        FieldRowPanel(["short_title", "subject_field"]),
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @property
    def menu_title(self) -> str:
        return self.short_title or self.title

    @path("")
    def listing(self, request: HttpRequest) -> HttpResponseBase:
        return answer(self, "listing", request)

    @path("rss/")
    def feed(self, request: HttpRequest) -> HttpResponseBase:
        return answer(self, "feed", request)

    @path("ics/")
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The calendar of a section of schedules.

        Raises:
            Http404: the section has none.
        """
        if self.kind not in _calendars:
            raise Http404
        return _calendars[self.kind](self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        feed_url = f"{self.get_url(request)}{self.reverse_subpage('feed')}"
        return super().get_context(request, *args, **kwargs) | {"feed_url": feed_url}
