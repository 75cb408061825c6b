"""Legal documents in words: their numbers, citations, and what a comparison found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formats.vietnamese.dates import vi_date
from formats.vietnamese.text import clean_text
from home.publication.cited_documents import Documents, register_documents
from information.enums import DocumentState
from information.models import DocumentPage, LegalComparison, LegalDifference
from sites.directory import get_directory


def words_of(difference: LegalDifference) -> str:
    """What differs, field by field; else what to do."""
    told = _("%(field)s: %(ours)s here, %(theirs)s in the official source")
    fields = [
        told % {"field": _name_of(name), "ours": _shown(name, ours), "theirs": _shown(name, theirs)}
        for name, (ours, theirs) in difference.fields.items()
    ]
    if not fields and difference.official_id:
        return _("The official source calls it %(id)s.") % {"id": difference.official_id}
    return "; ".join(fields)


def summary_of(comparison: LegalComparison) -> str:
    """How much was compared and found, in a sentence."""
    told = _(
        "%(own)s compared with %(official)d of the file: %(different)d different, %(absent)d not in the official "
        "source, %(missing)d missing on portals, %(unnamed)d without an official source."
    )
    own = ngettext("%(count)d document of portals", "%(count)d documents of portals", comparison.own_count)
    return told % {
        "own": own % {"count": comparison.own_count},
        "official": comparison.official_count,
        "different": comparison.different_count,
        "absent": comparison.absent_count,
        "missing": comparison.missing_count,
        "unnamed": comparison.unnamed_count,
    }


def table_of(differences: Iterable[LegalDifference]) -> Iterator[list[str]]:
    """The differences for a spreadsheet, with a line of names."""
    columns = [LegalDifference._meta.get_field(name).verbose_name for name in ("portal", "kind", "number", "title")]
    yield [*(capfirst(str(name)) for name in columns), _("What differs"), _("Address in the official source")]
    names = {record.id: record.name_vi for record in get_directory().records}
    for one in differences:
        named = names.get(one.portal_id, "")
        yield [named, str(one.get_kind_display()), one.number, one.title, words_of(one), one.official_url]


def _name_of(name: str) -> str:
    if name == "issued_on":
        return _("Day of issue")
    return capfirst(str(DocumentPage._meta.get_field("national_id" if name == "source_id" else name).verbose_name))


def _shown(name: str, value: str) -> str:
    if not value:
        return _("(empty)")
    if name == "issued_on":
        return vi_date(date.fromisoformat(value))
    return str(DocumentState(value).label) if name == "state" else f"“{value}”"


register_documents(Documents(DocumentPage, lambda page: (page.number, page.trigger_date, page.title)))


_ISSUER: Final = r"[A-ZĐ0-9a-zđ&]+(?:[-–.][A-ZĐ0-9a-zđ&]+)*"
# The year inside the number tells a normative document from an individual one.
_NORMATIVE: Final = re.compile(
    rf"\d{{1,4}}(?:\.\d{{1,3}})?[a-z]?/(?:19|20)\d{{2}}/(?:(?:NĐ|NQ|QĐ|TT|TTLT|NQLT|CT|L|PL)-{_ISSUER}|(?:UBTV)?QH\d{{1,2}})"
)
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_AROUND_SIGNS: Final = re.compile(r"\s*([/-])\s*")
_LEADING_ZEROS: Final = re.compile(r"^0+(?=\d)")


def written_number(number: str) -> str:
    """A number in one way of writing: composed letters, plain hyphens, no blanks around "/" and "-"."""
    return _AROUND_SIGNS.sub(r"\1", _DASHES.sub("-", clean_text(number)))


def number_key(number: str) -> str:
    """Return one key for all ways of writing a document number: "05/2024/QĐ–UBND" and "5/2024/QĐ - UBND"."""
    return _LEADING_ZEROS.sub("", written_number(number))


def is_normative_number(number: str) -> bool:
    """Whether a number is one of legal normative documents."""
    return _NORMATIVE.fullmatch(written_number(number)) is not None
