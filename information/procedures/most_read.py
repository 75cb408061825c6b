"""Which procedures people read most: numbers of days that the access log has whole, kept for four weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Count, IntegerField, Min, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.models import InformationPage
from home.serving.addresses import url_parts
from home.serving.news import readable_now
from information.models import ProcedurePage, ProcedureViews
from information.models.procedure_views import COUNTED
from sites.directory import get_directory

_BATCH: Final = 500


def procedures() -> PageQuerySet:
    """Public pages of procedures, written as such or as plain information."""
    return Page.objects.live().exact_type(InformationPage, ProcedurePage)


@transaction.atomic
def keep_procedure_views(day: date, views: Mapping[tuple[int, str], int]) -> int:
    """Set, never add, how often procedures were read on a day that the log has whole, and delete what is older than
    four weeks. Returns of how many pages. No event: no portal changes.

    Args:
        views: numbers by key of the portal and address without host and query.
    """
    ProcedureViews.objects.filter(day=day).delete()
    ProcedureViews.objects.filter(day__lt=day - COUNTED).delete()
    portals = {portal_id for portal_id, _address in views}
    rows = []
    for key, path, url_path in procedures().values_list("pk", "path", "url_path").iterator():
        record, parts = get_directory().for_path(path), url_parts(path, url_path)
        if record is None or parts is None or record.id not in portals:
            continue
        if number := views.get((record.id, parts[2])):
            rows.append(ProcedureViews(page_id=key, portal_id=record.id, day=day, number=number))
    ProcedureViews.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def most_read_first(pages: PageQuerySet, portal_id: int, *, today: date) -> PageQuerySet:
    """Pages of procedures of one portal, those first that were read most in the last four weeks, then as the board
    ordered them."""
    lately = ProcedureViews.objects.for_portal(portal_id).lately(on=today).filter(page=OuterRef("pk"))
    number = lately.order_by().values("page").annotate(total=Sum("number")).values("total")
    counted = Coalesce(Subquery(number, output_field=IntegerField()), Value(0))
    return pages.annotate(views=counted).order_by("-views", "path")


def most_read_of_all(*, language: str, today: date, limit: int) -> list[tuple[str, str]]:
    """Codes and titles of procedures that can be read in a language, those first that were read most on all portals in
    the last four weeks, then those that most portals do."""
    # A code with a stroke stands in no address.
    coded = readable_now(ProcedurePage.objects.exclude(code="").exclude(code__contains="/"), language)
    lately = ProcedureViews.objects.lately(on=today).filter(page__procedurepage__code=OuterRef("code"))
    number = lately.order_by().values("page__procedurepage__code").annotate(total=Sum("number"))
    counted = Coalesce(Subquery(number.values("total"), output_field=IntegerField()), Value(0))
    grouped = coded.order_by().values("code").annotate(views=counted, places=Count("pk"), first_title=Min("title"))
    rows = grouped.order_by("-views", "-places", "code").values_list("code", "first_title")
    return list(rows[:limit])
