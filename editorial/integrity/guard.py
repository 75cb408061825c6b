"""The last door: a row of a public page, or of what it shows, is written as the board approved it, or not at all
(13.1.g).

Whatever the way (a screen, a command, a package, `save()` in a shell), Django announces that it is going to write.
Statements that name no objects (`QuerySet.update`, SQL) pass by; `editorial.integrity.invariants` finds what they did.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef
from wagtail.models import Page, Revision, TaskState

from audit.sealing.seals import stored_json
from editorial.enums import ApprovalKind
from editorial.errors import NotApproved
from editorial.integrity.approvals import files_named
from editorial.integrity.content_hash import PAGE_BOOKKEEPING, content_hash_of, is_content
from editorial.integrity.portal_files import refuse_files_elsewhere
from editorial.models import Approval, Takedown
from editorial.proposals.reviewed_models import reviewed_model
from editorial.review.quorum import lacks_steps
from editorial.review.submission import Submission
from sites.directory import CONTAINER_PATH_LENGTH, get_directory


def refuse_unapproved(page: Page, *, written: Iterable[str] | None) -> None:
    """Refuse to write a public page otherwise than approved.

    Args:
        written: the fields that are written; None: all.

    Raises:
        NotApproved: no approval of this portal's board is of this content, or the board withdrew the page since.
        FilesElsewhere: it shows a picture or document of another portal.
    """
    if not page.live or (written is not None and not _touches_content(page, written)):
        return
    if page.pk is None:
        raise NotApproved
    # What a board withdrew at once comes back by an approval of its own, not by that of former days.
    withdrawn = Takedown.objects.standing().filter(page=page.pk, at__gt=OuterRef("approved_at"))
    approvals = Approval.objects.filter(
        ~Exists(withdrawn),
        content_type=ContentType.objects.get_for_model(Page),
        object_id=str(page.pk),
        portal__container__path=page.path[:CONTAINER_PATH_LENGTH],
    )
    if page.live_revision_id is not None:
        approvals = approvals.filter(revision=page.live_revision_id)
    else:
        approvals = approvals.filter(revision=None, kind=ApprovalKind.OPENING)
    shown = dict(approvals.values_list("content_hash", "files"))
    if "" in shown:
        shown[_hash_without_record(page)] = shown.pop("")
    content_hash = content_hash_of(_whole(page)) if shown else ""
    if content_hash not in shown or _lacks_steps(page, content_hash):
        raise NotApproved
    record = get_directory().for_path(page.path)
    refuse_files_elsewhere(files_named(shown[content_hash]), portal_id=record.id if record else None)


def refuse_unapproved_schedule(revision: Revision) -> None:
    """Refuse to give a version of a page a time to become public that the board has not approved.

    Raises:
        NotApproved: see above.
    """
    if revision.approved_go_live_at is None or not _is_of_page(revision):
        return
    if not is_approved_as_it_is(revision):
        raise NotApproved


class StoredVersion(NamedTuple):
    """A version as the database has it.

    Attributes:
        is_kept: whether it was submitted or decided on, or the public reads it.
    """

    content: Any
    is_kept: bool


def stored_version(key: int) -> StoredVersion | None:
    """A version as the database has it; None: it is not there."""
    is_kept = (
        Exists(Approval.objects.filter(revision=OuterRef("pk")))
        | Exists(TaskState.objects.filter(revision=OuterRef("pk")))
        | Exists(Page.objects.filter(live_revision=OuterRef("pk")))
    )
    row = Revision.objects.filter(pk=key).annotate(is_kept=is_kept).values_list("content", "is_kept").first()
    return StoredVersion(*row) if row is not None else None


def refuse_rewriting(revision: Revision, *, stored: StoredVersion) -> None:
    """Refuse to write other content into a version that somebody decided on or the public reads.

    Wagtail's editor saves again into the version that it saved last, if nobody else saved since. What was submitted,
    checked, approved or published must stay what it was: whoever changes it makes another version.

    Raises:
        NotApproved: see above.
    """
    if stored.is_kept and stored_json(revision.content) != stored.content:
        raise NotApproved


def refuse_unapproved_file(row: Model, *, written: Iterable[str] | None) -> None:
    """Refuse to write what the public sees of a picture or document while something public shows it, or a board looks
    at it.

    Raises:
        NotApproved: no verb writes there what a board approved: one that does says so on the row (`is_as_approved`).
    """
    rule = reviewed_model(type(row))
    if rule is None or getattr(row, "is_as_approved", False):
        return
    names = [name for name in rule.fields if written is None or name in written]
    stored = type(row)._base_manager.filter(pk=row.pk).first() if names else None
    if stored is None or (rule.read(stored, names) == rule.read(row, names) and not _holds_other_bytes(row, stored)):
        return
    if rule.is_public(stored):
        raise NotApproved


def _holds_other_bytes(row: Any, stored: Any) -> bool:
    # Under the same name. Empty: nobody asked for the hash yet.
    return bool(stored.file_hash and row.file_hash) and row.file_hash != stored.file_hash


def is_approved_as_it_is(revision: Revision, *, submission: Submission | None = None) -> bool:
    """Whether the board approved this version of a page with the content it has today."""
    if revision.pk is None or revision.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return False
    submission = submission or Submission(revision)
    content_hashes = {row.content_hash for row in submission.approvals if row.revision_id == revision.pk}
    if "" not in content_hashes and (not content_hashes or submission.content_hash not in content_hashes):
        return False
    return not lacks_steps(revision, submission=submission)


def _lacks_steps(page: Page, content_hash: str) -> bool:
    """Whether too few approved what is going to be written, by its hash."""
    revision = page.live_revision
    if revision is None:
        return False
    return lacks_steps(revision, submission=Submission(revision, content_hash=content_hash))


def _touches_content(page: Page, written: Iterable[str]) -> bool:
    # A page becomes public by these two, without a word changed.
    return any(name in {"live", "live_revision", "live_revision_id"} or _is_content(page, name) for name in written)


def _is_content(page: Model, name: str) -> bool:
    name = name.removesuffix("_id")
    return name not in PAGE_BOOKKEEPING and is_content(type(page), name)


def _whole(page: Page) -> Page:
    """The page of its own type, with what is going to be written where only the common columns are at hand."""
    if type(page) is not Page:
        return page
    whole = page.specific_class._default_manager.get(pk=page.pk)
    for field in Page._meta.concrete_fields:
        setattr(whole, field.attname, getattr(page, field.attname))
    return whole


def _hash_without_record(page: Page) -> str:
    """For approvals from before hashes were kept: the hash of the version, or of the row as it stands."""
    if page.live_revision_id is not None:
        return content_hash_of(Revision.objects.get(pk=page.live_revision_id).as_object())
    return content_hash_of(Page.objects.get(pk=page.pk))


def _is_of_page(revision: Revision) -> bool:
    model = revision.base_content_type.model_class() if revision.base_content_type_id else None
    return model is not None and issubclass(model, Page)
