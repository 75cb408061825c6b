"""Wagtail's views of pages, those replaced that name people of other portals."""

from __future__ import annotations

from wagtail.admin.viewsets.pages import PageViewSet

from sites.filters import OwnPageFilterSet
from sites.views.pages import OwnEditView


class OwnPageViewSet(PageViewSet):
    """For every page type."""

    filterset_class = OwnPageFilterSet
    edit_view_class = OwnEditView
