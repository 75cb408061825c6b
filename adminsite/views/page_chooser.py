"""What Wagtail's choosers of pages offer to a person."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from adminsite.guard import MOVED
from adminviews.hidden_inputs import parse_pk
from editorial.withdrawal.immovable import on_portal_of
from members.access.scope import scope_of_request


def offered_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Of the pages of every portal, which Wagtail would list, those that are the person's own or public."""
    scope = scope_of_request(request)
    # By key: a search knows few fields to filter by.
    offered = Page.objects.filter(scope.linkable_pages())
    if moved := list(filter(None, map(parse_pk, request.GET.getlist(MOVED)))):
        offered = offered.filter(on_portal_of(moved, scope))
    pages = pages.filter(pk__in=offered.order_by().values_list("pk", flat=True))
    # The state of each row, asked for all of them at once.
    return pages.annotate_approved_schedule().prefetch_workflow_states().prefetch_related("locale")
