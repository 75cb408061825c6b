"""Pages in other languages as versions of Vietnamese pages: which there are, how far each is, and which are behind."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, Subquery, TextChoices
from django.db.models.functions import Cast, Substr
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, WorkflowState
from wagtail.query import PageQuerySet

from home.models import BasePage
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.tree import content_type_of, in_public_branch


def public_source_of(version: Page) -> Page | None:
    """The public Vietnamese page of a version; None where there is none."""
    return public_sources().filter(translation_key=version.translation_key).exclude(pk=version.pk).first()


def public_sources() -> PageQuerySet:
    """Vietnamese pages that the public reads."""
    return Page.objects.live().filter(in_public_branch(), locale__language_code=settings.LANGUAGE_CODE)


def is_version(page: Page) -> bool:
    """Whether a page is in another language than Vietnamese, and so a version of a Vietnamese page."""
    return isinstance(page, BasePage) and page.language != settings.LANGUAGE_CODE


def versions_behind() -> PageQuerySet:
    """Public versions in other languages whose Vietnamese page was changed since, or is not public: since when
    (`changed_at`), with the title of the public page (`source_title`; None: there is none) and the number of its texts
    that are to be translated (`open_segments`)."""
    sources = public_sources().filter(translation_key=OuterRef("translation_key"))
    versions = Page.objects.live().filter(in_public_branch(), version_basis__isnull=False)
    dated = versions.annotate(
        changed_at=F("version_basis__changed_at"),
        open_segments=F("version_basis__open_segments"),
        source_title=Subquery(sources.values("title")[:1]),
    )
    return dated.filter(Q(source_title=None) | Q(changed_at__isnull=False))


def versions_missing() -> PageQuerySet:
    """Public Vietnamese pages of which the board wants an English version that is not public yet: since when
    (`chosen_at`), with the key of the draft (`draft`; None: there is none)."""
    others = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=OuterRef("locale"))
    wanted = public_sources().filter(wanted_version__isnull=False)
    return wanted.annotate(chosen_at=F("wanted_version__chosen_at"), draft=Subquery(others.values("pk")[:1])).exclude(
        Exists(others.live().filter(in_public_branch()))
    )


class EnglishState(TextChoices):
    """Progress of the English version of a page."""

    NONE = "none", pgettext_lazy("state of an English version", "None yet")
    DRAFT = "draft", pgettext_lazy("state of an English version", "A draft")
    IN_REVIEW = "in_review", pgettext_lazy("state of an English version", "In review")
    PUBLIC = "public", pgettext_lazy("state of an English version", "Public")
    BEHIND = "behind", pgettext_lazy("state of an English version", "Behind the Vietnamese page")


def versions_of(pages: Iterable[Page]) -> dict[UUID, tuple[int, EnglishState]]:
    """Key and state of the English versions of some pages, by translation key; pages without one are left out."""
    reviews = WorkflowState.objects.filter(
        base_content_type=content_type_of(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    others = Page.objects.filter(translation_key__in={page.translation_key for page in pages})
    rows = others.exclude(locale__language_code=settings.LANGUAGE_CODE).annotate(
        in_review=Exists(reviews), changed_at=F("version_basis__changed_at")
    )
    found = {}
    for key, pk, live, in_review, changed_at in rows.values_list(
        "translation_key", "pk", "live", "in_review", "changed_at"
    ):
        if in_review:
            state = EnglishState.IN_REVIEW
        elif live:
            state = EnglishState.PUBLIC if changed_at is None else EnglishState.BEHIND
        else:
            state = EnglishState.DRAFT
        found[key] = pk, state
    return found


def count_by_portal(pages: PageQuerySet) -> dict[int, int]:
    """Number of pages on each portal, by its key."""
    counts = dict(pages.order_by().values_list(Substr("path", 1, CONTAINER_PATH_LENGTH)).annotate(Count("pk")))
    records = {record.container_path: record.id for record in get_directory().records}
    return {records[path]: count for path, count in counts.items() if path in records}
