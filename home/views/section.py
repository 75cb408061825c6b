"""Base of screens on which pages are made in a section."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property

from home.editing.drafts import draft_types
from home.editing.page_types import by_likelihood
from home.models import ContentPage, SectionPage
from members.views.base import AdminView


class SectionView(AdminView):
    """A screen on which pages are made in a section. Whoever may not is not told whether there is such a section."""

    @cached_property
    def section(self) -> SectionPage:
        return get_object_or_404(SectionPage.objects.select_related("locale"), pk=self.kwargs["parent_page_id"])

    @cached_property
    def types(self) -> dict[str, type[ContentPage]]:
        """Kinds of pages that the person may begin there, by their label, first what the section is for."""
        found = {model._meta.model_name: model for model in draft_types(self.section, by=self.request.user)}
        offered = by_likelihood(self.section, [("", "", name) for name in sorted(found)])
        return {found[name]._meta.label_lower: found[name] for *_row, name in (*offered.fitting, *offered.others)}

    @property
    def explorer_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.section.pk])

    def get_page_subtitle(self) -> str:
        return str(self.section.title)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.explorer_url, "label": self.section.title}]
