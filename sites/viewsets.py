"""Wagtail's views of pages, those replaced that name people of other portals or do not say why a page stays."""

from __future__ import annotations

from wagtail.admin.viewsets.pages import PageViewSet

from sites.filters import OwnPageFilterSet
from sites.views.explorer import OwnExplorerView
from sites.views.kept_pages import KeptDeleteView, KeptMoveConfirmView, KeptMoveView
from sites.views.pages import OwnEditView


class OwnPageViewSet(PageViewSet):
    """For every page type."""

    filterset_class = OwnPageFilterSet
    index_view_class = OwnExplorerView
    edit_view_class = OwnEditView
    delete_view_class = KeptDeleteView
    move_view_class = KeptMoveView
    move_confirm_view_class = KeptMoveConfirmView
