"""A check of drafts that were made of contributions, before the board decides on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.review.findings import Finding, Level, Remedy, register_checks
from participation.contribution.accepting import PAGE_TYPES
from participation.enums.contributions import ENDED_CONTRIBUTIONS, ContributionStepKind
from participation.models import Contribution, ContributionStep


def check_contribution(page: Any) -> Iterator[Finding]:
    """Refuse a draft whose contribution was taken back or declined, as its sender would not be told of a publication;
    and a translation that would be public before the page in the language of the contribution, which the sender can
    still take back."""
    if not page.pk or page.live:
        return
    published = ContributionStep.objects.filter(contribution=OuterRef("pk"), kind=ContributionStepKind.PUBLISHED)
    made_of: Any = Contribution.objects.filter(page_key=page.translation_key).annotate(was_published=Exists(published))
    for contribution in made_of:
        if contribution.state in ENDED_CONTRIBUTIONS:
            message = _("The contribution of which this page was made was taken back or declined: it is not published.")
            yield _finding("contribution_ended", page, contribution, message)
        elif contribution.page_id != page.pk and not contribution.was_published:
            message = _(
                "Publish the page that was made of the contribution first, and this version in another language then."
            )
            yield _finding("contribution_not_published", page, contribution, message)


def _finding(code: str, page: Any, contribution: Contribution, message: str) -> Finding:
    return Finding(
        code=code,
        level=Level.BLOCKING,
        field="credits",
        place=capfirst(str(page._meta.get_field("credits").verbose_name)),
        message=message,
        remedy=Remedy(_("Contribution"), reverse("contributions:contribution", args=[contribution.pk])),
    )


def has_unpublished_contribution(page: Page, *, with_subpages: bool) -> bool:
    """Whether a page, in any language, was made of a contribution that the public has never read: its sender can take
    it back, and would not be told what became of a copy.

    Args:
        with_subpages: also ask it of the pages below.
    """
    pages = Page.objects.filter(path__startswith=page.path) if with_subpages else Page.objects.filter(pk=page.pk)
    made_of = Contribution.objects.filter(page_key__in=pages.values("translation_key"))
    return made_of.exclude(steps__kind=ContributionStepKind.PUBLISHED).exists()


for _model in PAGE_TYPES.values():
    register_checks(_model)(check_contribution)
