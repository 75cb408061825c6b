"""Comparison of the public legal documents of all portals with an official source (13.1.e)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.locking import atomic_refusing_deadlocks
from formats.tables.errors import RowError
from information.enums import LegalDifferenceKind, OfficialSource
from information.errors import ComparisonForbidden
from information.legal.legal_file import MAX_BYTES, read_legal_file
from information.legal.legal_matching import Found, OfficialDocument, OwnDocument, differences, words_key
from information.models import DocumentPage, LegalComparison, LegalDifference
from information.permissions import can_compare_documents
from information.states import force_of
from members.access.actor import lock_actor
from sites.directory import get_directory
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from accounts.models import User


class LegalSource(Protocol):
    """A national database or a gazette. `name` and `digest` stand in the record of comparisons."""

    @property
    def source(self) -> OfficialSource: ...

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    def documents(self) -> list[OfficialDocument]:
        """All that it has of the agencies of the city.

        Raises:
            SourceUnread: it cannot be reached.
            SourceMistaken: what it gives cannot be understood.
        """


class SourceUnread(Exception):
    """A source cannot be reached; its words say why, in the active language."""


class SourceMistaken(Exception):
    """What a source gives cannot be understood: each mistake with its line."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(len(errors))
        self.errors = errors


@dataclass(frozen=True)
class FileSource:
    """An export of the source as a CSV or Excel file; columns: see `information.legal.legal_file`."""

    path: Path
    source: OfficialSource = OfficialSource.NATIONAL

    @property
    def name(self) -> str:
        return self.path.name[-255:]

    @property
    def digest(self) -> str:
        return sha256(self._content).hexdigest()

    @cached_property
    def _content(self) -> bytes:
        """No more than a byte past the limit is read."""
        try:
            with self.path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            told = _("The file %(file)s cannot be read: %(reason)s")
            raise SourceUnread(told % {"file": self.path, "reason": error.strerror}) from error

    def documents(self) -> list[OfficialDocument]:
        file = read_legal_file(self._content)
        if file.errors:
            raise SourceMistaken(file.errors)
        return file.documents


# Rows in one statement.
CHUNK: Final = 500
# A page names one of the sources, as the Regulation asks.
NAMES: Final = ("national_id", "national_url", "gazette_number", "gazette_url")
COLUMNS: Final = (
    *("pk", "path", "number", "title", "trigger_date", "issuer", "state", "effective_on", "expires_on"),
    *NAMES,
)


def compare_legal_documents(source: LegalSource, *, by: User, at: datetime) -> LegalComparison:
    """Compare, and keep what differs in the place of what the last comparison with the source found.

    No page is changed. The comparison is a row that is never changed: it is its own record.

    Raises:
        ComparisonForbidden: the person does not read the documents of all portals.
        AccessEnded: the person's access was taken away meanwhile.
        SourceUnread, SourceMistaken: see `LegalSource.documents`; the last comparison stays.
    """
    official = source.documents()
    with atomic_refusing_deadlocks():
        lock_actor(by)
        if not can_compare_documents(by, on=timezone.localdate(at)):
            raise ComparisonForbidden
        own = own_documents(source.source, on=timezone.localdate(at))
        found = list(differences(own, official, agencies=agencies()))
        counts = Counter(one.kind for one in found)
        comparison = LegalComparison.objects.create(
            source=source.source,
            file_name=source.name,
            file_hash=source.digest,
            compared_at=at,
            compared_by=by,
            official_count=len(official),
            own_count=len(own),
            **{f"{kind.value}_count": counts[kind] for kind in LegalDifferenceKind},
        )
        LegalDifference.objects.filter(comparison__source=source.source).delete()
        LegalDifference.objects.bulk_create((_row(comparison, one) for one in found), batch_size=CHUNK)
    return comparison


def own_documents(source: OfficialSource, *, on: date) -> list[OwnDocument]:
    """The legal normative documents that citizens read, in Vietnamese, of portals that are open."""
    pages = DocumentPage.objects.live().filter(
        in_public_branch(), is_normative=True, locale__language_code=settings.LANGUAGE_CODE
    )
    found = []
    for row in pages.order_by("path").values(*COLUMNS):
        record = get_directory().for_path(row["path"])
        if record is None or not record.is_live:
            continue
        state = force_of(row["state"], effective_on=row["effective_on"], expires_on=row["expires_on"], today=on)
        found.append(
            OwnDocument(
                page_id=row["pk"],
                portal_id=record.id,
                number=row["number"],
                title=row["title"],
                issued_on=row["trigger_date"],
                issuer=row["issuer"],
                state=state,
                # Many documents stand in one issue of the Gazette: its number tells none of them.
                source_id=row["national_id"] if source == OfficialSource.NATIONAL else "",
                names_source=any(row[name] for name in NAMES),
            )
        )
    return found


def agencies() -> dict[str, int]:
    """The open portal of each agency, by the words of its name. No body governs two portals."""
    return {
        words_key(record.governing_body_vi): record.id
        for record in get_directory().records
        if record.is_live and record.governing_body_vi
    }


def _row(comparison: LegalComparison, found: Found) -> LegalDifference:
    own, official = found.own, found.official
    named = own or official
    return LegalDifference(
        comparison=comparison,
        portal_id=found.portal_id,
        page_id=own.page_id if own else None,
        kind=found.kind,
        number=named.number if named else "",
        title=named.title if named else "",
        official_id=official.official_id if official else "",
        official_url=official.url if official else "",
        fields={name: list(values) for name, values in found.fields.items()},
    )
