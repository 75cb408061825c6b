"""Choosers of pages and links: of pages of another portal they tell what citizens see."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.chooser import (
    BrowseView,
    ChosenMultipleView,
    ExternalLinkView,
    PageTitleColumn,
    SearchView,
    page_models_from_string,
)
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.editing.compared import hide_work, public_data
from members.access.scope import Scope, scope_of_request


class PublicTitleColumn(PageTitleColumn):
    """The title of a page. The first that shows something of a row, it makes all rows of its table ready."""

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        table = parent_context["table"]
        if not hasattr(table, "scope_of_rows"):
            table.scope_of_rows = scope_of_request(parent_context["request"])
            make_ready(table.data, table.scope_of_rows)
        return super().get_cell_context_data(instance, parent_context)


def make_ready(pages: Sequence[Page], scope: Scope) -> None:
    """Hide what people of other portals work at, and give pages their parents."""
    for page in pages:
        if not scope.has_path(page.path) and not page.is_parent_page:
            # Wagtail asks whether there are pages below, drafts among them: here, whether there could be.
            page.can_descend = bool(page.specific_class.allowed_subpage_models())
        hide_work(page, scope)
    keep_parents(pages, scope)


def keep_parents(pages: Sequence[Page], scope: Scope) -> None:
    """Give pages their parents, as `get_parent` keeps them: those that are own or public."""
    rows = [page for page in pages if page.depth > 1]
    places = {row.path[: -Page.steplen] for row in rows}
    # What may be named by its public title: the root too, which is nobody's.
    visible = Q() if scope.everything else Q(depth=1) | scope.linkable_pages()
    parents = {page.path: page for page in Page.objects.filter(visible, path__in=places)}
    for parent in parents.values():
        hide_work(parent, scope)
    for row in rows:
        # treebeard, under Wagtail 8.0: private (`tests/house/test_private_api.py`); drop when the chooser asks at once.
        row._cached_parent_obj = parents.get(row.path[: -Page.steplen])


class PublicTitles:
    """Puts that column in the place of Wagtail's."""

    @property
    def columns(self) -> list[Any]:
        columns = super().columns  # mixed into a view
        for column in columns:
            if type(column) is PageTitleColumn:
                column.__class__ = PublicTitleColumn
        return columns


class PageBrowseView(PublicTitles, BrowseView):
    """One level of the tree."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Wagtail's, which begins where all pages of the asked types stand together, on whatever portal.

        Here, where those stand that may be chosen.
        """
        asked = request.GET.get("page_type")
        if parent_page_id is None and asked:
            parent_page_id = _common_place(asked, scope_of_request(request))
        return super().get(request, parent_page_id)

    def get_object_list(self) -> PageQuerySet:
        """The level, after Wagtail has read the page above it, and before it looks at that one's versions and place."""
        pages = super().get_object_list()
        if not scope_of_request(self.request).has_path(self.parent_page.path):
            # It leads neither to its versions nor to what it stands below, which are not public.
            root = Page.objects.filter(depth=1)
            self.parent_page.get_ancestors = lambda inclusive=False: root
            # Of no other page: Wagtail would offer versions in other languages, drafts among them.
            self.parent_page.translation_key = None
        return pages


class PageSearchView(PublicTitles, SearchView):
    """Pages found by words."""


class SeveralPagesView(ChosenMultipleView):
    """Several pages that were chosen at once."""

    def render_chosen_response(self, result: list[dict[str, Any]]) -> HttpResponse:
        """Wagtail's, with what the page editor is told of each (`home.editing.compared`)."""
        scope = scope_of_request(self.request)
        pages = Page.objects.in_bulk([found["id"] for found in result])
        return super().render_chosen_response([found | public_data(pages[found["id"]], scope) for found in result])


def _common_place(page_types: str, scope: Scope) -> int:
    """Key of the page below which all pages of some types stand that may be chosen.

    Raises:
        Http404: there is no such type.
    """
    try:
        models = page_models_from_string(page_types)
    except (ValueError, LookupError) as error:
        raise Http404 from error
    root = Page.get_first_root_node()
    if models == (Page,):
        return root.pk
    place = Page.objects.filter(scope.linkable_pages()).type(*models).first_common_ancestor()
    return place.pk if place.is_root() or scope.may_link(place) else root.pk


class ScopedExternalLinkView(ExternalLinkView):
    """Wagtail's, which finds pages of suspended portals as well, and calls each by its latest draft."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """What Wagtail found, asked again: of another portal only what is public, by its public title."""
        answer = super().post(request)
        told = json.loads(answer.content)
        found = told.get("internal") or told.get("result") or {}
        if "id" not in found:
            return answer
        scope = scope_of_request(request)
        page = Page.objects.get(pk=found["id"])
        if scope.has_path(page.path):
            return answer
        if not scope.may_link(page):
            return self.render_chosen_response(self.get_result_data())
        public = found | public_data(page, scope)
        if "internal" not in told:
            return self.render_chosen_response(public)
        return self._ask(page, told | {"internal": public})

    def _ask(self, page: Page, told: dict[str, Any]) -> HttpResponse:
        """Whether the link shall lead to the page, though the address is not quite its own."""
        return render_modal_workflow(
            self.request,
            "wagtailadmin/chooser/confirm_external_to_internal.html",
            None,
            {
                "submitted_url": told["external"]["url"],
                "internal_url": page.specific.get_full_url(self.request),
                "page": told["internal"]["adminTitle"],
            },
            json_data={name: told[name] for name in ("step", "external", "internal")},
        )
