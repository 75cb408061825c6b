"""What an approval covers: the item as it stands, and the files that it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, F, Max, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from wagtail.models import CollectionMember, Page, Revision

from editorial.enums import ApprovalKind, ProposalKind
from editorial.errors import FilesElsewhere
from editorial.integrity.content_hash import content_hash_of, page_hashes
from editorial.integrity.references import references_of
from editorial.integrity.shown_files import Files, ShownFiles
from editorial.models import Approval, ProposedChange
from sites.models import Portal
from sites.tree import content_type_of

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.review.checklist import Answers


def approve_row(
    row: Model,
    *,
    portal: Portal,
    kind: ApprovalKind,
    revision: Revision | None,
    by: User,
    at: datetime,
    seat: str,
    checklist: Answers,
    findings: list[dict[str, Any]] | None = None,
    remark: str = "",
    authority: str = "",
    others_follow: bool = False,
    content_hash: str | None = None,
    shown: ShownFiles | None = None,
) -> Approval:
    """Record that the board approves a row, or a version given as an object, and the files that it refers to.

    Files whose latest approval covers them as they are need no new one. Where others have to approve as well, the files
    are provisional until the review has ended (`settle_files`).

    Args:
        content_hash: hash of the row, where the verb has read it already.
        shown: the files that it refers to, where the verb has read them under a lock.

    Raises:
        FilesElsewhere: one of them is of another portal.
    """
    # The hash first: whoever looks into the blocks of a row for what they refer to lets them write themselves again.
    content_hash = content_hash_of(row) if content_hash is None else content_hash
    shown = shown or ShownFiles(files_of(row))
    files = shown.keys
    if shown.elsewhere(portal.pk):
        raise FilesElsewhere
    approval = Approval.objects.create(
        portal=portal,
        content_type=content_type_of(type(row)),
        object_id=str(row.pk),
        kind=kind,
        revision=revision,
        approved_by=by,
        approved_at=at,
        seat=seat,
        authority=authority,
        content_hash=content_hash,
        files=[f"{model._meta.label_lower}:{key}" for model, keys in files.items() for key in sorted(keys)],
        checklist=checklist,
        findings=findings or [],
        remark=remark,
    )
    _approve_files(shown, _without_target(row, files), by=approval, provisional=others_follow)
    return approval


def settle_files(row: Model, *, by: Approval, shown: ShownFiles) -> None:
    """Record that the board has decided on the files of a row that it approved: the last approval it needed is given.

    None where the latest approval covers them already.
    """
    _approve_files(shown, _without_target(row, shown.keys), by=by, provisional=False)


def _without_target(row: Model, files: Files) -> Files:
    """Of a proposed change of a file, not the file itself: who approves it has seen what changes, and nothing else."""
    if not isinstance(row, ProposedChange):
        return files
    target = _model(row.content_type_id), row.object_id
    return {model: {key for key in keys if (model, str(key)) != target} for model, keys in files.items()}


def _approve_files(shown: ShownFiles, files: Files, *, by: Approval, provisional: bool) -> None:
    Approval.objects.bulk_create(
        Approval(
            portal_id=by.portal_id,
            content_type=content_type_of(model),
            object_id=str(key),
            kind=by.kind,
            revision_id=by.revision_id,
            approved_by_id=by.approved_by_id,
            approved_at=by.approved_at,
            seat=by.seat,
            content_hash=content_hash,
            provisional=provisional,
        )
        for model, key, content_hash in shown.unapproved(files, provisional=provisional)
    )
    shown.forget_approvals()


def approve_as(
    approval: Approval,
    row: Model,
    *,
    portal: Portal,
    revision: Revision | None,
    others_follow: bool = False,
    content_hash: str | None = None,
    shown: ShownFiles | None = None,
) -> Approval:
    """Record that an approval of a proposal covers what came of it: the row as it stands now. Or one of a version the
    same words in another; where the review asks for several, their files are decided on at its end (`approve_row`)."""
    return approve_row(
        row,
        portal=portal,
        kind=ApprovalKind(approval.kind),
        revision=revision,
        by=approval.approved_by,
        at=approval.approved_at,
        seat=approval.seat,
        checklist=approval.checklist,
        findings=approval.findings,
        remark=approval.remark,
        authority=approval.authority,
        others_follow=others_follow,
        content_hash=content_hash,
        shown=shown,
    )


def approve_starters(
    pages: Iterable[Page],
    *,
    portal: Portal,
    kind: ApprovalKind,
    by: User,
    at: datetime,
    seat: str,
    checklist: Answers,
) -> None:
    """Record the approval of pages that nobody edited, which have no version and refer to no file."""
    types = {page.pk: page.content_type_id for page in pages}
    content_hashes = page_hashes({key: _model(number) for key, number in types.items()})
    content_type = content_type_of(Page)
    Approval.objects.bulk_create(
        Approval(
            portal=portal,
            content_type=content_type,
            object_id=str(key),
            kind=kind,
            approved_by=by,
            approved_at=at,
            seat=seat,
            content_hash=content_hash,
            checklist=checklist,
        )
        for key, content_hash in content_hashes.items()
    )


def _model(content_type_id: int) -> type[Model] | None:
    return ContentType.objects.get_for_id(content_type_id).model_class()


def latest_content_hashes(model: type[Model], keys: Iterable[object]) -> dict[str, str]:
    """Hash in the latest approval of each row, by its key as text; empty where none was kept yet.

    Of a picture or document, in the latest of the portal in whose library it lies. Provisional approvals, which others
    had to follow, do not count.
    """
    rows: QuerySet[Approval] = Approval.objects.filter(
        content_type=content_type_of(model), object_id__in=[str(key) for key in keys], provisional=False
    )
    if issubclass(model, CollectionMember):
        # The board of the portal in whose library a file lies now: what another's approved, it did not approve here.
        lies_in = model._base_manager.filter(pk=Cast(OuterRef("object_id"), BigIntegerField())).values("collection")
        rows = rows.alias(lies_in=Subquery(lies_in[:1]))
        # Of one that is gone, what was approved of it says that it is.
        rows = rows.filter(Q(lies_in=None) | Q(portal__collection=F("lies_in")))
    latest = rows.order_by().values("object_id").annotate(latest=Max("pk")).values("latest")
    return dict(Approval.objects.filter(pk__in=latest).order_by().values_list("object_id", "content_hash"))


def carry_over_to_cleaned(row: CollectionMember, *, former: str) -> list[Approval]:
    """Record that what the board of its library approved of a picture or document covers the same without its metadata.

    The persons and times are those of the approvals; that nobody approved anew is said by their kind and by the event
    that the caller writes.

    Args:
        former: hash of the row with its former file.
    """
    content_hash = content_hash_of(row)
    given = Approval.objects.filter(
        content_type=content_type_of(type(row)),
        object_id=str(row.pk),
        content_hash=former,
        portal__collection=row.collection_id,
    )
    columns = ("portal_id", "content_type_id", "object_id", "revision_id", "approved_by_id", "approved_at", "seat")
    return Approval.objects.bulk_create(
        Approval(
            **{name: getattr(approval, name) for name in (*columns, "authority", "provisional")},
            kind=ApprovalKind.CLEANED,
            content_hash=content_hash,
        )
        for approval in given.order_by("pk")
    )


def files_of(row: Model) -> Files:
    """Keys of the pictures and documents that a row, or a version as an object, refers to; of a change that is
    proposed, those that it would show, too."""
    files: dict[type[Model], set[int]] = defaultdict(set)
    for model, key, _field in references_of(row):
        if issubclass(model, CollectionMember):
            files[model].add(key)
    if isinstance(row, ProposedChange):
        for model, keys in proposed_files(row).items():
            files[model] |= keys
    return files


def proposed_files(change: ProposedChange) -> dict[type[Model], set[int]]:
    """Keys of the pictures and documents that a row would show if a change of it were made, as a logo."""
    files: dict[type[Model], set[int]] = defaultdict(set)
    changed = _model(change.content_type_id) if change.kind == ProposalKind.CHANGE else None
    for field in changed._meta.concrete_fields if changed is not None else ():
        key = change.values.get(field.name)
        if key and isinstance(field.related_model, type) and issubclass(field.related_model, CollectionMember):
            files[field.related_model].add(key)
    return files


def files_named(marks: Iterable[str]) -> dict[type[Model], set[int]]:
    """Keys of the pictures and documents that an approval names, by model."""
    files: dict[type[Model], set[int]] = defaultdict(set)
    for mark in marks:
        label, key = mark.split(":")
        files[apps.get_model(label)].add(int(key))
    return files


def are_files_as_approved(approval: Approval, *, shown: ShownFiles) -> bool:
    """Whether the pictures and documents of an approved item are what they were then.

    Args:
        shown: files that the verb or screen has read already; others that the approval names are read here.
    """
    files = files_named(approval.files)
    if any(not keys <= shown.keys.get(model, set()) for model, keys in files.items()):
        shown = ShownFiles(files)
    for file in ((model, key) for model, keys in files.items() for key in keys):
        then = shown.approved(file, until=approval.approved_at, provisional=True)
        if then and then != shown.hashes.get(file):
            return False
    return True


def unapproved_files(files: Files) -> list[tuple[type[Model], int, str]]:
    """Return the files that their latest approval does not cover as they are now, each with its hash."""
    return ShownFiles(files).unapproved(files)
