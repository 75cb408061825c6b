"""Wagtail's screens that move or delete pages, where they must say why one stays."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.bulk_action import index
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.move import MoveChooseDestinationView, MoveConfirmView
from wagtail.models import Page

from adminsite.visible_rows import references_to_show, shown_references
from adminviews.hidden_inputs import numbers
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.enums import NOT_DELETED, LockedReason
from editorial.errors import PageCrosses, PageStays
from editorial.review.locking import lock_places
from editorial.withdrawal.immovable import crosses_portals, immovable_pages, why_kept, why_stays
from members.access.scope import scope_of_request

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

# Bulk actions by which a page leaves its place, and why one stays all the same.
KEPT_FOR: Final[dict[str, Container[LockedReason]]] = {"move": frozenset(LockedReason), "delete": NOT_DELETED}


class KeepsPageMixin:
    """Says why a page stays and goes back to the list: the permission refuses it in any case.

    What is sent is done while nobody else submits, approves or moves the page or anything below it, and asked about
    only then.
    """

    page_kwarg = "page_to_move_id"
    kept_for: Container[LockedReason] = frozenset(LockedReason)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self._ask(kwargs[self.page_kwarg])
        if self.why in self.kept_for:
            # Wagtail's first screen of a move would refuse here already, without a word.
            View.setup(self, request, *args, **kwargs)
        else:
            super().setup(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return self._dispatch(request, *args, **kwargs)
        try:
            with atomic_refusing_deadlocks():
                lock_places([self.cacheable.pk], beside=[kwargs.get("destination_id", 0)])
                self._ask(self.cacheable.pk)
                return self._dispatch(request, *args, **kwargs)
        except PortalRefusal as refusal:
            return self._refused(refusal)

    def _ask(self, key: int) -> None:
        self.cacheable = get_object_or_404(Page, pk=key)
        # Of the root, Wagtail says it.
        self.why = None if self.cacheable.is_root() else why_stays(self.cacheable)

    def _dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.why is None or self.why not in self.kept_for:
            return super().dispatch(request, *args, **kwargs)
        return self._refused(PageStays(self.cacheable.get_admin_display_title(), self.why))

    def _refused(self, refusal: PortalRefusal) -> HttpResponse:
        messages.error(self.request, str(refusal))
        return redirect("wagtailadmin_explore", self.cacheable.get_parent().pk)


class KeptMoveView(KeepsPageMixin, MoveChooseDestinationView):
    """The choice of another place."""


class KeptMoveConfirmView(KeepsPageMixin, MoveConfirmView):
    """The question whether to move it there: not to another portal, and Wagtail would not say why."""

    def dispatch(self, request: HttpRequest, page_to_move_id: int, destination_id: int, **kwargs: Any) -> HttpResponse:
        destination = get_object_or_404(Page, pk=destination_id)
        if self.why is None and crosses_portals(self.cacheable.path, destination.path):
            messages.error(request, str(PageCrosses(self.cacheable.get_admin_display_title())))
            return redirect("wagtailadmin_pages:move", self.cacheable.pk)
        return super().dispatch(request, page_to_move_id=page_to_move_id, destination_id=destination_id, **kwargs)


class KeptDeleteView(KeepsPageMixin, DeleteView):
    """The question whether to delete it. What was returned to its author can be deleted.

    Drafts of other portals are not counted among what refers to it; what prevents the deletion does, whosever it is.
    """

    page_kwarg = "page_id"
    kept_for = NOT_DELETED

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = shown_references(self.page, self.request).group_by_source_object()
        return super().get_context_data(**kwargs) | {"usage_count": shown.count()}


class CountedDeleteAction(DeleteBulkAction):
    """Deletion of several pages, with the number of what refers to each."""

    def annotate_items(self, items: Any) -> Any:
        items = super().annotate_items(items)
        shown = references_to_show(list(items), self.request).group_by_source_object_in_bulk()
        self.shown = {key: groups.count() for (_kind, key), groups in shown.items()}
        return items

    def object_context(self, item: Page) -> dict[str, Any]:
        return super().object_context(item) | {"usage_count": self.shown.get(str(item.pk), 0)}


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Wagtail's answer to what is done with several rows at once. Pages that are moved or deleted are held meanwhile;
    of those that stay it is said why, and the others go.

    "all" of a list are the pages that the list showed: Wagtail would take those of every portal.
    """
    request.GET = _read_list(request, app_label, model_name, action)
    if request.method != "POST" or model_name != Page._meta.model_name or action not in KEPT_FOR:
        return index(request, app_label, model_name, action)
    try:
        with atomic_refusing_deadlocks():
            keys = sorted(numbers(request.GET.getlist("id")) or ())
            lock_places(keys, beside=numbers([request.POST.get("chooser") or 0]) or ())
            for refusal in _refusals(keys, kept_for=KEPT_FOR[action]):
                messages.error(request, str(refusal))
            return index(request, app_label, model_name, action)
    except PortalRefusal as refusal:
        messages.error(request, str(refusal))
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")


def _read_list(request: HttpRequest, app_label: str, model_name: str, action: str) -> QueryDict:
    """What was asked: each page of a list by its key, and no place where none is named."""
    asked = request.GET.copy()
    if not asked.get("childOf"):
        asked.pop("childOf", None)
    chosen = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if chosen is not None and model_name == Page._meta.model_name and asked.getlist("id") == ["all"]:
        listed = chosen(request, Page).get_all_objects_in_listing_query(asked.get("childOf"))
        own = Page.objects.filter(scope_of_request(request).pages(), pk__in=[*listed])
        keys = _uppermost(own) if action in KEPT_FOR else list(own.values_list("pk", flat=True))
        asked.setlist("id", [str(key) for key in keys])
    return asked


def _uppermost(pages: PageQuerySet) -> list[int]:
    """Keys of those of some pages above which none of them stands: what is below goes along."""
    keys, above = [], ""
    for key, path in pages.order_by("path").values_list("pk", "path"):
        if not above or not path.startswith(above):
            keys.append(key)
            above = path
    return keys


def _refusals(keys: list[int], *, kept_for: Container[LockedReason]) -> list[PageStays]:
    """Why some pages stay."""
    pages = list(Page.objects.filter(pk__in=keys))
    among = Q(pk__in=[])
    for page in pages:
        among |= Q(path__startswith=page.path)
    kept = immovable_pages(among)
    reasons = [(page, why_kept(page.path, kept)) for page in pages]
    return [PageStays(page.get_admin_display_title(), why) for page, why in reasons if why and why in kept_for]
