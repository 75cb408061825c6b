"""Reads of versions in other languages: behind their Vietnamese page, or wanted and missing (12.1.h)."""

from __future__ import annotations

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.translations.english import public_sources
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.tree import in_public_branch


def versions_behind() -> PageQuerySet:
    """Public versions in other languages whose Vietnamese page says something else by now, or is not public: since when
    (`changed_at`), with the title of the public page (`source_title`; None: there is none). One query."""
    sources = public_sources().filter(translation_key=OuterRef("translation_key"))
    versions = Page.objects.live().filter(in_public_branch(), version_basis__isnull=False)
    dated = versions.annotate(
        changed_at=F("version_basis__changed_at"), source_title=Subquery(sources.values("title")[:1])
    )
    return dated.filter(Q(source_title=None) | Q(changed_at__isnull=False))


def versions_missing() -> PageQuerySet:
    """Public Vietnamese pages of which the board wants an English version, and has none in public: since when
    (`chosen_at`), with the key of the draft (`draft`; None: there is none). One query."""
    others = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=OuterRef("locale"))
    wanted = public_sources().filter(wanted_version__isnull=False)
    return wanted.annotate(chosen_at=F("wanted_version__chosen_at"), draft=Subquery(others.values("pk")[:1])).exclude(
        Exists(others.live().filter(in_public_branch()))
    )


def count_by_portal(pages: PageQuerySet) -> dict[int, int]:
    """How many of some pages stand on each portal, by its key. One query."""
    place = Substr("path", 1, CONTAINER_PATH_LENGTH)
    counts = dict(pages.order_by().values_list(place).annotate(Count("pk")))
    records = {record.container_path: record.id for record in get_directory().records}
    return {records[path]: count for path, count in counts.items() if path in records}
