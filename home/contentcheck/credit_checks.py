"""A check of the shares by which royalties are computed, before the board reads a page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.review.findings import Finding, Level, register_checks
from home.blocks.credits import roles_without_whole
from home.models import ContentPage


@register_checks(ContentPage)
def check_shares(page: ContentPage) -> Iterator[Finding]:
    """Refuse shares of one part of the work that are not one hundred percent together. Without any, all are alike."""
    for role in roles_without_whole(page.credits):
        yield Finding(
            code="credit_shares",
            level=Level.BLOCKING,
            field="credits",
            place=capfirst(str(page._meta.get_field("credits").verbose_name)),
            message=_("The shares of “%(role)s” are not 100 percent together. Enter all of them, or none.")
            % {"role": role.label},
        )
