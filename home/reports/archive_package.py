"""An archive package (Regulation 8.11, 12.2): what a portal showed in a year, with its files, dates and checksums.

Versions are read in batches and files are copied in pieces; what grows with the portal is the list of its versions.
What was withdrawn is listed without its words and files: why it had to go holds for copies, too.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audit.errors import ReasonMissing
from audit.events import record_event
from deadlines.models import RetentionPeriod
from deadlines.retention import kept_until
from editorial.integrity.references import references_of
from editorial.models import Approval
from formats.tables.spreadsheets import csv_lines
from home.editing.correction_forms import UNSEEN
from home.enums import ContentEventKind
from home.models import PublicVersion
from home.publication.public_versions import is_as_published
from home.timeliness.freshness import category_of
from library.models import PortalDocument, PortalImage

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from sites.models import Portal

# Versions that are read at once, and bytes of a file.
BATCH: Final = 50
PIECE: Final = 1024 * 1024
MANIFEST, LIST = "manifest-sha256.txt", "danh-muc.csv"


@dataclass
class Package:
    """What was written: names in the package with their checksums, and files that the storage did not have."""

    versions: int = 0
    sums: dict[str, str] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


def versions_to_archive(portal: Portal, *, year: int | None = None, page: int | None = None) -> QuerySet[PublicVersion]:
    """Versions of a portal's pages that became public in a year of the city, or those of one page of it."""
    versions = PublicVersion.objects.filter(page__path__startswith=portal.container.path)
    if year is not None:
        first, after = (datetime(one, 1, 1, tzinfo=timezone.get_current_timezone()) for one in (year, year + 1))
        versions = versions.filter(published_at__gte=first, published_at__lt=after)
    if page is not None:
        versions = versions.filter(page=page)
    return versions.order_by("pk")


@transaction.atomic
def export_archive(
    portal: Portal,
    *,
    to: IO[bytes],
    by: User | None,
    at: datetime,
    reason: str,
    year: int | None = None,
    page: int | None = None,
    step: Callable[[str], None] = lambda title: None,
) -> Package:
    """Write the package of a portal into a file; that it was taken away, by whom and why stands in its record.

    `step` is told the title of each.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    package, valid = Package(), RetentionPeriod.objects.valid(on=timezone.localdate(at)).select_related("category")
    periods = {row.category.code: row for row in valid}
    versions = versions_to_archive(portal, year=year, page=page).select_related(
        "revision", "page", "page__content_type", "takedown"
    )
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        rows: list[list[Any]] = [[*_columns()]]
        for version in versions.iterator(chunk_size=BATCH):
            rows.append(_write_version(archive, package, portal, version, periods))
            step(rows[-1][2])
        _write(archive, package, LIST, "".join(csv_lines(rows)).encode())
        sums = "".join(f"{checksum}  {name}\n" for name, checksum in package.sums.items())
        archive.writestr(MANIFEST, sums)
    record_event(
        ContentEventKind.ARCHIVE_EXPORTED,
        portal=portal,
        at=at,
        by=by,
        reason=reason.strip(),
        year=year,
        page=page,
        count=package.versions,
        files=len(package.sums) - package.versions - 1,
        manifest=hashlib.sha256(sums.encode()).hexdigest(),
    )
    return package


def _columns() -> tuple[str, ...]:
    return (
        _("File"), _("Address"), _("Title"), _("Language"), _("Version"), _("Public from"), _("Public until"),
        _("What was changed"), _("Approved on"), _("Editorial board"), _("Category of information"), _("Kept"),
        _("Kept until"), pgettext("archive list", "Withdrawn"), _("Files"),
    )  # fmt: skip


def _write_version(
    archive: zipfile.ZipFile,
    package: Package,
    portal: Portal,
    version: PublicVersion,
    periods: Mapping[str, RetentionPeriod],
) -> list[Any]:
    """One version as a file, with the files that it shows; returns its row of the list."""
    page, content = version.page.specific, version.revision.content
    withdrawn = version.takedown is not None
    name = f"phien-ban/{page.pk}-{version.number:03}.json"
    code = category_of(page)
    period = periods.get(code)
    ended = timezone.localdate(version.ended_at) if version.ended_at else None
    files = [] if withdrawn else _write_files(archive, package, portal, version)
    approvals = Approval.objects.filter(portal=portal, revision=version.revision_id).order_by("pk")
    approved = [timezone.localtime(one).isoformat() for one in approvals.values_list("approved_at", flat=True)]
    last = kept_until(ended, period.years) if ended and period else None
    facts = {
        "title": str(content.get("title", page.title)) if not withdrawn else "",
        # The address has the words of the title.
        "address": page.url_path if not withdrawn else "",
        "type": page.content_type.model,
        "portal": portal.code,
        "language": version.language,
        "version": version.number,
        "public_from": timezone.localtime(version.published_at).isoformat(),
        "public_until": timezone.localtime(version.ended_at).isoformat() if version.ended_at else "",
        "note": version.note if not withdrawn else "",
        "approved_at": approved,
        "board": portal.name_vi,
        "category": code,
        "kept": str(period) if period else "",
        "kept_until": last.isoformat() if last else "",
        "withdrawn": withdrawn,
        "as_published": is_as_published(version),
        "files": files,
    }
    shown = page.content_shown({key: value for key, value in content.items() if key not in UNSEEN})
    said = facts | {"content": None if withdrawn else shown}
    _write(archive, package, name, json.dumps(said, ensure_ascii=False, indent=1, default=str).encode())
    package.versions += 1
    return [
        name, facts["address"], facts["title"], facts["language"], facts["version"], facts["public_from"],
        facts["public_until"], facts["note"], "; ".join(approved), facts["board"], code, facts["kept"],
        facts["kept_until"], _("yes") if withdrawn else "", "; ".join(files),
    ]  # fmt: skip


def _write_files(archive: zipfile.ZipFile, package: Package, portal: Portal, version: PublicVersion) -> list[str]:
    """Files of the portal's own library that a version refers to, as they are now; each once in a package."""
    keys: dict[type, set[int]] = defaultdict(set)
    for model, key, _field in references_of(version.revision.as_object()):
        keys[model].add(key)
    names = []
    for model in (PortalDocument, PortalImage):
        for row in model.objects.filter(pk__in=keys[model], collection=portal.collection_id).order_by("pk"):
            name = f"tep/{model._meta.model_name}-{row.pk}/{PurePosixPath(row.file.name).name}"
            names.append(name)
            if name not in package.sums and name not in package.lost:
                _copy(archive, package, name, row.file)
    return names


def _copy(archive: zipfile.ZipFile, package: Package, name: str, file: Any) -> None:
    """Copy a file in pieces; one that the storage does not have is named as lost."""
    checksum = hashlib.sha256()
    try:
        source = file.storage.open(file.name, "rb")
    except OSError:
        package.lost.append(name)
        return
    with source, archive.open(name, "w", force_zip64=True) as target:
        while piece := source.read(PIECE):
            checksum.update(piece)
            target.write(piece)
    package.sums[name] = checksum.hexdigest()


def _write(archive: zipfile.ZipFile, package: Package, name: str, content: bytes) -> None:
    archive.writestr(name, content)
    package.sums[name] = hashlib.sha256(content).hexdigest()
