"""What screens share on which pages are made in a section."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from home.models import SectionPage
from members.views.base import AdminView


class SectionView(AdminView):
    """A screen on which pages are made in a section. Whoever may not is not told whether there is such a section."""

    @cached_property
    def section(self) -> SectionPage:
        return get_object_or_404(SectionPage.objects.select_related("locale"), pk=self.kwargs["parent_page_id"])

    @property
    def explorer_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.section.pk])

    def get_page_subtitle(self) -> str:
        return str(self.section.title)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.explorer_url, "label": self.section.title}]
