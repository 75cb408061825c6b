"""Keeping the index in step with what is public. Every function can be run again at any time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from audit.enums import TaskLoss
from audit.failed_tasks import record_failed, was_lost
from audit.on_commit import enqueue_on_commit
from library.texts.readings import texts_of, unread_documents
from search.backends import get_backend
from search.errors import GenerationIncomplete
from search.index.entries import copy_entries, joined_texts, write_entries
from search.index.files import offered_documents, unread_pages
from search.index.generations import begin_generation, give_up, note_step, serve_generation
from search.index.health import unindexed_pages, unindexed_questions
from search.index.pages import entry_of, read_topics
from search.index.questions import hold_readable, index_questions, keys_to_index
from search.models import SearchEntry
from sites.directory import HOME_DEPTH, PortalRecord, get_directory

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

# Pages in one transaction.
BATCH: Final = 100
# Pages and questions that cannot be read, have no row to keep, and do not keep a new generation from answering.
MOST_FAILED: Final = 5
NO_GRACE: Final = timedelta(0)
# What cannot be read is noted for the operator once in this time.
NOTED_EVERY: Final = timedelta(days=1)


@transaction.atomic
def index_pages(page_ids: Collection[int], *, generations: Collection[int] = ()) -> int:
    """Write the rows of those pages that are public and remove the others'. Returns how many are public.

    What is written is what is public once the pages are locked, so that it does not matter how late or how often this
    runs. `generations`: of the index; without any, all that there are.
    """
    pages = list(_hold_public(page_ids).specific())
    read_topics(pages)
    entries = [entry for page in pages if (entry := entry_of(page)) is not None]
    files = _read_files(entries, offered_documents(pages))
    write_entries(entries, unique="page", generations=generations, files=files)
    remove_pages(set(page_ids) - {entry.page_id for entry in entries})
    return len(entries)


def _hold_public(page_ids: Collection[int]) -> PageQuerySet:
    """Lock pages until the transaction ends, and take those that are public. Two workers with one page take turns, so
    that the older text never overwrites the newer."""
    rows = Page.objects.select_for_update(no_key=True).filter(pk__in=page_ids).order_by("pk")
    list(rows.values_list("pk", flat=True))
    return Page.objects.live().public().filter(pk__in=page_ids, depth__gte=HOME_DEPTH)


def index_subtree(page_id: int) -> None:
    """Bring a page and all below it in step, after a move or a change of who may see it."""
    page = Page.objects.filter(pk=page_id).only("path", "depth").first()
    if page is not None:
        for batch in _batches(Page.objects.descendant_of(page, inclusive=True).values_list("pk", flat=True)):
            index_pages(batch)


@transaction.atomic
def remove_pages(page_ids: Iterable[int]) -> None:
    """Remove rows; those that do not exist are passed over."""
    SearchEntry.objects.filter(page__in=page_ids).delete()


def remove_page(page_id: int) -> None:
    """Remove the row of one page."""
    remove_pages([page_id])


@dataclass
class Rebuilt:
    """What a rebuilding did.

    Attributes:
        failed, failed_questions: keys of pages and of questions that could not be read, with the reason.
    """

    indexed: int = 0
    failed: dict[int, str] = field(default_factory=dict)
    failed_questions: dict[int, str] = field(default_factory=dict)


def reindex(
    portal: PortalRecord | None = None,
    *,
    by: User | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> Rebuilt:
    """Write the rows of all public pages and questions again and remove what is not public any more: of one portal in
    place, of all in a new generation of the index, which answers once it is complete.

    Search keeps answering meanwhile. After an interruption it can be run again. What cannot be read is noted, keeps the
    row that it had and does not stop the others. `on_progress` is told how many are done and how many there are.

    Raises:
        GenerationIncomplete: the new generation lacks something; the former one goes on answering.
        RebuildingElsewhere: another process rebuilds the index.
    """
    if portal is not None:
        return _write_again(portal, number=None, on_progress=on_progress)
    number = begin_generation(at=timezone.now())
    try:
        result = _write_again(None, number=number, on_progress=on_progress)
        _complete(number, result)
        serve_generation(
            number,
            passing_over=result.failed,
            passing_over_questions=result.failed_questions,
            by=by,
            at=timezone.now(),
        )
    except (Exception, KeyboardInterrupt):
        give_up(number)
        raise
    get_backend().prune()
    return result


def catch_up() -> int:
    """Write what is public and not in the index as it is public, because its task was lost; return how many rows."""
    pages: dict[int, Exception] = {}
    questions: dict[int, Exception] = {}
    done = 0
    for batch in _batches(unindexed_pages().values_list("pk", flat=True)):
        done += _write_each(index_pages, batch, pages)
    # What may be read by some alone by now.
    for batch in _batches(
        Page.objects.private().filter(search_entries__isnull=False).distinct().values_list("pk", flat=True)
    ):
        _write_each(index_pages, batch, pages)
    # Their texts are read after the commit, and the rows written once more.
    for batch in _batches(unread_pages()):
        _write_each(index_pages, batch, pages)
    for batch in _batches(unindexed_questions().values_list("pk", flat=True)):
        done += _write_each(index_questions, batch, questions)
    _note_failed("search.tasks.index_pages", pages)
    _note_failed("search.tasks.index_questions", questions)
    return done


def _note_failed(task: str, failed: Mapping[int, Exception]) -> None:
    """Note for the operator what cannot be read, once a day."""
    now = timezone.now()
    new = [key for key in failed if not was_lost(task, key, since=now - NOTED_EVERY)]
    if new:
        record_failed(task, new, loss=TaskLoss.FAILED, error=failed[new[0]], at=now)


def _write_again(
    portal: PortalRecord | None, *, number: int | None, on_progress: Callable[[int, int], None] | None
) -> Rebuilt:
    """Write the rows of a portal, or of all in a new generation."""
    pages = Page.objects.live().filter(depth__gte=HOME_DEPTH)
    rows = SearchEntry.objects.exclude(page=None)
    if portal is not None:
        pages = pages.filter(path__startswith=portal.container_path)
        rows = rows.filter(portal_id=portal.id)
    ids = sorted({*pages.values_list("pk", flat=True), *rows.values_list("page", flat=True)})
    questions = keys_to_index(portal.id if portal is not None else None)
    result, done = Rebuilt(), 0
    batches = [(True, batch) for batch in _batches(ids)] + [(False, batch) for batch in _batches(questions)]
    for is_of_pages, batch in batches:
        if number is not None:
            note_step(number, at=timezone.now())
        _index_batch(batch, number, result, is_of_pages=is_of_pages)
        done += len(batch)
        if on_progress is not None:
            on_progress(done, len(ids) + len(questions))
    return result


def _complete(number: int, result: Rebuilt) -> None:
    """Write in a new generation what was published meanwhile and did not find a worker; keep the rows of what cannot be
    read.

    Raises:
        GenerationIncomplete: too much of that has no row to keep.
    """
    meanwhile = Rebuilt()
    for batch in _batches(
        unindexed_pages(number, grace=NO_GRACE).exclude(pk__in=result.failed).values_list("pk", flat=True)
    ):
        _index_batch(batch, number, meanwhile, is_of_pages=True)
    changed = unindexed_questions(number, grace=NO_GRACE).exclude(pk__in=result.failed_questions)
    for batch in _batches(changed.values_list("pk", flat=True)):
        _index_batch(batch, number, meanwhile, is_of_pages=False)
    lost = len(result.failed) + len(result.failed_questions)
    for batch in _batches(result.failed):
        lost -= _keep_rows(batch, number)
    for batch in _batches(result.failed_questions):
        lost -= _keep_rows_of_questions(batch, number)
    if lost > MOST_FAILED:
        raise GenerationIncomplete(missing=lost, lost=0)


@transaction.atomic
def _keep_rows(page_ids: Collection[int], number: int) -> int:
    """Take the rows of public pages from the generation that answers to another. Returns how many there are."""
    rows = SearchEntry.objects.serving().filter(page__in=_hold_public(page_ids))
    return len(copy_entries(rows, unique="page", to=number))


@transaction.atomic
def _keep_rows_of_questions(keys: Collection[int], number: int) -> int:
    rows = SearchEntry.objects.serving().filter(question__in=hold_readable(keys))
    return len(copy_entries(rows, unique="question", to=number))


def _index_batch(batch: list[int], number: int | None, result: Rebuilt, *, is_of_pages: bool) -> None:
    write = partial(index_pages if is_of_pages else index_questions, generations=() if number is None else [number])
    failed: dict[int, Exception] = {}
    result.indexed += _write_each(write, batch, failed)
    told = result.failed if is_of_pages else result.failed_questions
    told |= {key: f"{type(error).__name__}: {error}" for key, error in failed.items()}


def _write_each(write: Callable[[list[int]], int], batch: list[int], failed: dict[int, Exception]) -> int:
    """Write the rows of a batch; where that fails, one after the other, and note what cannot be read: any block of any
    type of page may fail. Returns how many are public."""
    try:
        return write(batch)
    except Exception:
        done = 0
        for key in batch:
            try:
                done += write([key])
            except Exception as error:
                logger.exception("%s could not be indexed.", key)
                failed[key] = error
        return done


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    everything = list(ids)
    for start in range(0, len(everything), BATCH):
        yield everything[start : start + BATCH]


def _read_files(entries: list[SearchEntry], offered: Mapping[int, list[int]]) -> dict[int, str]:
    """Note the documents of rows and return their texts by the key of the page; have those read that were not yet."""
    keys = set().union(*offered.values())
    if not keys:
        return {}
    texts = texts_of(keys)
    files = {}
    for entry in entries:
        entry.documents = offered.get(entry.page_id or 0, [])
        files[entry.page_id or 0] = joined_texts(entry.documents, texts)
    unread = set(unread_documents(keys))
    for entry in entries:
        if waiting := sorted(unread.intersection(entry.documents)):
            enqueue_on_commit("search.tasks.read_documents", waiting, entry.page_id)
    return files


def index_home(portal_id: int) -> None:
    """Bring the homes of a portal in step with its other names."""
    record = get_directory().by_id.get(portal_id)
    if record is not None and record.container_path:
        homes = Page.objects.filter(path__startswith=record.container_path, depth=HOME_DEPTH)
        index_pages(list(homes.values_list("pk", flat=True)))
