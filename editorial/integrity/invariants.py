"""Conditions that hold at any time, as queries: run after every test and by `manage.py doctor`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, Model, OuterRef
from django.db.models.functions import Cast
from wagtail.models import CollectionMember, Page, ReferenceIndex, TaskState, WorkflowTask
from wagtail.query import PageQuerySet

from editorial.enums import ApprovalKind
from editorial.integrity.approvals import latest_content_hashes
from editorial.integrity.content_hash import content_hashes_of_rows, page_hashes
from editorial.models import Approval, ProposedChange
from editorial.proposals.reviewed_models import reviewed_model, reviewed_models
from editorial.review.quorum import lacks_steps
from editorial.review.submission import Submission
from formats.batches import batched
from sites.directory import CONTAINER_DEPTH, get_directory
from sites.enums import READABLE_STATES
from sites.tree import content_type_of

# Rows that are read and hashed at once.
CHUNK = 500
# Stands for the hash in an approval of a board that has no say.
ELSEWHERE = "elsewhere"


def public_without_approval() -> PageQuerySet:
    """Live pages that no board approved: empty on a sound installation (13.1.g).

    A page made public from a version needs an approval of exactly that version; a starter page that nobody edited has
    no version, and needs the approval of the portal's opening.
    """
    approvals = Approval.objects.filter(
        content_type=ContentType.objects.get_for_model(Page), object_id=Cast(OuterRef("pk"), CharField())
    )
    of_version = approvals.filter(revision=OuterRef("live_revision"))
    of_opening = approvals.filter(kind=ApprovalKind.OPENING, revision=None)
    # Root is not a page anybody reads; containers and what stands below them must be approved to be live.
    live = Page.objects.live().filter(depth__gte=CONTAINER_DEPTH)
    return live.exclude(Exists(of_version)).exclude(Exists(of_opening), live_revision=None)


@dataclass(frozen=True, slots=True)
class Difference:
    """Something public that is not what the board approved last: its kind, its key, its name."""

    model: type[Model]
    pk: int
    name: str

    def __str__(self) -> str:
        return f"{self.model._meta.verbose_name} “{self.name}”"


def public_that_differs() -> Iterator[Difference]:
    """Find what is public with other content than was approved, or by fewer than its review asks for: none on a sound
    installation (13.1.g).

    Live pages; pictures and documents that they refer to; what opened with a portal (facts, branding). What was
    approved before hashes were kept is passed over, and pages without an approval are found by
    `public_without_approval`. Reads everything that is public, a chunk at a time.
    """
    checked: set[str] = set()
    for pages in batched(_live_pages().iterator(chunk_size=CHUNK), CHUNK):
        approved = _approved(pages)
        content_hashes = page_hashes({page.pk: page.cached_content_type.model_class() for page in pages})
        files: set[str] = set()
        of_several = _decided_by_several(pages)
        for page in pages:
            approvals = approved.get(page.pk, {})
            if approvals and "" not in approvals:
                content_hash = content_hashes.get(page.pk, "")
                if content_hash not in approvals or (
                    page.live_revision_id in of_several and _lacks_steps(page, content_hash)
                ):
                    yield Difference(Page, page.pk, page.title)
                files.update(approvals.get(content_hash, ()))
        for label, keys in sorted(_by_label(files - checked).items()):
            model = apps.get_model(label)
            yield from _rows_that_differ(model, latest_content_hashes(model, keys), keys)
        checked |= files
    yield from _other_rows_that_differ()


def rows_without_approval() -> Iterator[Difference]:
    """Find what is public besides pages and was approved by no board of its own: none on a sound installation (13.1.g).

    Kinds of things that say which rows are public (`ReviewedModel.public_rows`).
    """
    for rule in reviewed_models():
        if (public := rule.public_rows()) is not None:
            approvals = Approval.objects.filter(
                content_type=content_type_of(rule.model), object_id=Cast(OuterRef("pk"), CharField())
            )
            for row in public.exclude(Exists(approvals)).order_by("pk").iterator(chunk_size=CHUNK):
                yield Difference(rule.model, row.pk, str(row))


def unknown_to_the_index() -> Iterator[Page]:
    """Live pages approved with pictures or documents that the index of references does not know of.

    None while workers keep up: documents of such pages are handed out to nobody.
    """
    for pages in batched(_live_pages().iterator(chunk_size=CHUNK), CHUNK):
        approved, known = _approved(pages), _known_to_the_index(pages)
        for page in pages:
            if not known[page.pk].issuperset(chain.from_iterable(approved.get(page.pk, {}).values())):
                yield page


def public_with_files_elsewhere() -> Iterator[Page]:
    """Live pages that show a picture or document of another portal, by their approval or by the index of references:
    none on a sound installation."""
    directory = get_directory()
    for pages in batched(_live_pages().iterator(chunk_size=CHUNK), CHUNK):
        approved, known = _approved(pages), _known_to_the_index(pages)
        shown = {page.pk: known[page.pk].union(*approved.get(page.pk, {}).values()) for page in pages}
        owners = _portals_of_files(chain.from_iterable(shown.values()))
        for page in pages:
            record = directory.for_path(page.path)
            here = record.id if record else None
            if any(owners.get(name, here) != here for name in shown[page.pk]):
                yield page


def _portals_of_files(names: Iterable[str]) -> dict[str, int | None]:
    """Key of the portal in whose library each picture or document lies, by its kind and number; those that are gone are
    left out."""
    owners: dict[str, int | None] = {}
    for label, keys in _by_label(names).items():
        model = apps.get_model(label)
        if issubclass(model, CollectionMember):
            for key, collection in model._default_manager.filter(pk__in=keys).values_list("pk", "collection_id"):
                record = get_directory().for_collection(collection)
                owners[f"{label}:{key}"] = record.id if record else None
    return owners


def _known_to_the_index(pages: Iterable[Page]) -> dict[int, set[str]]:
    """List what pages refer to by the index, each by its kind and number as in approvals."""
    rows = ReferenceIndex.objects.filter(
        base_content_type=content_type_of(Page), object_id__in=[str(page.pk) for page in pages]
    )
    known: dict[int, set[str]] = defaultdict(set)
    for page, kind, key in rows.values_list("object_id", "to_content_type", "to_object_id"):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            known[int(page)].add(f"{model._meta.label_lower}:{key}")
    return known


def _live_pages() -> PageQuerySet:
    """With what is asked of them here: a city has tens of thousands."""
    pages = Page.objects.live().filter(depth__gte=CONTAINER_DEPTH).order_by("pk")
    return pages.only("title", "path", "depth", "content_type", "live_revision")


def _decided_by_several(pages: Iterable[Page]) -> set[int]:
    """Keys of the public versions of pages that were in a review of more steps than one approval."""
    steps = WorkflowTask.objects.order_by().values("workflow").annotate(number=Count("pk"))
    several = TaskState.objects.filter(
        revision__in=[page.live_revision_id for page in pages if page.live_revision_id],
        workflow_state__workflow__in=steps.filter(number__gt=1).values("workflow"),
    )
    return set(several.order_by().values_list("revision", flat=True).distinct())


def _lacks_steps(page: Page, content_hash: str) -> bool:
    revision = page.live_revision
    return lacks_steps(revision, submission=Submission(revision, item=page, content_hash=content_hash))


def _approved(pages: Iterable[Page]) -> dict[int, dict[str, list[str]]]:
    """Of each page, the hashes that its board approved for the public version, each with the files it refers to."""
    by_key = {str(page.pk): page for page in pages}
    found: dict[int, dict[str, list[str]]] = {}
    rows = Approval.objects.filter(content_type=content_type_of(Page), object_id__in=by_key).order_by()
    columns = ("object_id", "portal__container__path", "revision_id", "kind", "content_hash", "files")
    for key, path, revision, kind, content_hash, files in rows.values_list(*columns):
        page = by_key[key]
        if revision == page.live_revision_id and (revision is not None or kind == ApprovalKind.OPENING):
            # The word of another portal's board counts for nothing here.
            is_of_board = page.path.startswith(path)
            found.setdefault(page.pk, {})[content_hash if is_of_board else ELSEWHERE] = files
    return found


def _by_label(files: Iterable[str]) -> dict[str, set[str]]:
    by_label: dict[str, set[str]] = {}
    for name in files:
        label, _colon, key = name.partition(":")
        by_label.setdefault(label, set()).add(key)
    return by_label


def _other_rows_that_differ() -> Iterator[Difference]:
    """List what opened with a portal, as the latest approval has it."""
    rows = Approval.objects.filter(portal__state__in=READABLE_STATES).exclude(content_hash="").order_by()
    for content_type in rows.values_list("content_type", flat=True).distinct():
        model = ContentType.objects.get_for_id(content_type).model_class()
        if model is not None and not issubclass(model, (Page, CollectionMember)):
            keys = rows.filter(content_type=content_type).values_list("object_id", flat=True).distinct()
            for chunk in batched(keys.iterator(chunk_size=CHUNK), CHUNK):
                yield from _rows_that_differ(model, latest_content_hashes(model, chunk), chunk)


def _rows_that_differ(model: type[Model], approved: dict[str, str], keys: Iterable[str]) -> Iterator[Difference]:
    rows = {str(row.pk): row for row in model._default_manager.filter(pk__in=list(keys))}
    content_hashes = {str(key): value for key, value in content_hashes_of_rows(model, list(rows.values())).items()}
    for key in sorted(keys):
        differs = approved.get(key) != "" and content_hashes.get(key) != approved.get(key)
        if differs and not _is_emptied(row := rows.get(key)):
            yield Difference(model, int(key), str(row or key))


def _is_emptied(row: Model | None) -> bool:
    """Whether a row says nothing any more of what was approved, lawfully: words of a sender whose data was erased."""
    if isinstance(row, ProposedChange):
        return row.erased_at is not None and not row.values
    rule = reviewed_model(type(row)) if row is not None and not isinstance(row, CollectionMember) else None
    return rule is not None and rule.is_erased(row) and not rule.is_public(row)
