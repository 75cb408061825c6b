"""Checks of legal documents before the board decides (13.1.e)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from editorial.review.findings import Finding, Level, register_checks
from information.legal.legal_words import is_normative_number
from information.models import DocumentPage

IN_STEP: Final = "13.1.e"


@register_checks(DocumentPage)
def check_official_record(page: DocumentPage) -> Iterator[Finding]:
    """Warnings: a document is public here before the national database or the Gazette has it."""
    if page.is_normative and not page.names_official_record:
        yield _warning(
            page,
            "official_record_missing",
            "national_id",
            _("Name the document's number or address in the national database of legal documents, or its Gazette."),
        )
    if page.is_normative != is_normative_number(page.number):
        words = (
            _("Numbers of legal normative documents have the year in them, as 05/2024/QĐ-UBND. Look at the original.")
            if page.is_normative
            else _("This is the number of a legal normative document. Mark it as one, so that it is compared.")
        )
        yield _warning(page, "kind_of_number", "number" if page.is_normative else "is_normative", words)


def _warning(page: DocumentPage, code: str, field: str, message: str) -> Finding:
    return Finding(
        code=code,
        level=Level.WARNING,
        field=field,
        place=capfirst(str(page._meta.get_field(field).verbose_name)),
        message=message,
        article=IN_STEP,
    )
