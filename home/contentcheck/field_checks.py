"""The fields of an item, looked at before the board decides (Regulation 4.2). At most one query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.review.findings import Finding, Level, register_checks
from home.models import ContentPage

BY_FIELD: Final = "4.2"


@register_checks(ContentPage)
def check_fields(page: ContentPage) -> Iterator[Finding]:
    """News, directions, guidance on law and documents stand under at least one field. A draft may wait for it."""
    if page.needs_field and not page.subject_fields.all():
        yield Finding(
            code="field_missing",
            level=Level.BLOCKING,
            field="subject_fields",
            place=capfirst(str(page._meta.get_field("subject_fields").verbose_name)),
            message=_("Choose at least one field, so that readers find it by its subject."),
            article=BY_FIELD,
        )
