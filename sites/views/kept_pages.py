"""Wagtail's screens that move or delete a page, where they must say why it stays."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.move import MoveChooseDestinationView, MoveConfirmView
from wagtail.models import Page

from sites.enums import NOT_DELETED, StaysInPlace
from sites.errors import PageCrosses, PageStays
from sites.kept_pages import crosses_portals, why_stays


class KeepsPageMixin:
    """Says why a page stays and goes back to the list: the permission refuses it in any case. One query more."""

    page_kwarg = "page_to_move_id"
    kept_for: Container[StaysInPlace] = frozenset(StaysInPlace)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.kept_page = get_object_or_404(Page, pk=kwargs[self.page_kwarg])
        # Of the root, Wagtail says it.
        self.why = None if self.kept_page.is_root() else why_stays(self.kept_page)
        if self.why in self.kept_for:
            # Wagtail's first screen of a move would refuse here already, without a word.
            View.setup(self, request, *args, **kwargs)
        else:
            super().setup(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.why is None or self.why not in self.kept_for:
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, str(PageStays(self.kept_page.get_admin_display_title(), self.why)))
        return redirect("wagtailadmin_explore", self.kept_page.get_parent().pk)


class KeptMoveView(KeepsPageMixin, MoveChooseDestinationView):
    """The choice of another place."""


class KeptMoveConfirmView(KeepsPageMixin, MoveConfirmView):
    """The question whether to move it there: not to another portal, and Wagtail would not say why."""

    def dispatch(self, request: HttpRequest, page_to_move_id: int, destination_id: int, **kwargs: Any) -> HttpResponse:
        destination = get_object_or_404(Page, pk=destination_id)
        if self.why is None and crosses_portals(self.kept_page.path, destination.path):
            messages.error(request, str(PageCrosses(self.kept_page.get_admin_display_title())))
            return redirect("wagtailadmin_pages:move", self.kept_page.pk)
        return super().dispatch(request, page_to_move_id=page_to_move_id, destination_id=destination_id, **kwargs)


class KeptDeleteView(KeepsPageMixin, DeleteView):
    """The question whether to delete it. What was returned to its author can be deleted."""

    page_kwarg = "page_id"
    kept_for = NOT_DELETED
