"""A check of drafts that were made of contributions, before the board decides on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.review.findings import Finding, Level, Remedy, register_checks
from participation.contribution.accepting import PAGE_TYPES
from participation.enums import ContributionState
from participation.models import Contribution

ENDED = (ContributionState.WITHDRAWN, ContributionState.DECLINED)


def check_not_ended(page: Any) -> Iterator[Finding]:
    """Refuse a draft whose contribution was taken back or declined: its sender would not be told of a publication."""
    if not page.pk or page.live:
        return
    ended = Contribution.objects.filter(page=page.pk, state__in=ENDED).first()
    if ended is not None:
        yield Finding(
            code="contribution_ended",
            level=Level.BLOCKING,
            field="credits",
            place=capfirst(str(page._meta.get_field("credits").verbose_name)),
            message=_("The contribution of which this page was made was taken back or declined: it is not published."),
            remedy=Remedy(_("Contribution"), reverse("contributions:contribution", args=[ended.pk])),
        )


for _model in PAGE_TYPES.values():
    register_checks(_model)(check_not_ended)
