"""Base of the screens about the translation of one page."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.models import Page

from home.models import BasePage
from home.translations.queries import read_side_by_side
from home.translations.side_by_side import SideBySide
from home.translations.versions.queries import is_version
from members.views.base import AdminView


class TranslationView(AdminView):
    """A screen about one English page; for those who may edit it."""

    header_icon = "globe"

    @cached_property
    def version(self) -> BasePage:
        page: BasePage = get_object_or_404(Page, pk=self.kwargs["page_id"]).specific
        return page

    def has_permission(self) -> bool:
        return is_version(self.version) and bool(self.version.permissions_for_user(self.request.user).can_edit())

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.version.pk])
        return [{"url": edit, "label": self.version.get_admin_display_title()}]

    def get_page_subtitle(self) -> str:
        return str(self.version.get_admin_display_title())

    @cached_property
    def pages(self) -> SideBySide:
        try:
            return read_side_by_side(self.version)
        except Page.DoesNotExist as error:
            # A page that was written in English alone, or whose Vietnamese page was deleted.
            raise Http404 from error

    @property
    def screen_url(self) -> str:
        return reverse("translate_page", args=[self.version.pk])
