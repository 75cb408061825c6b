"""Keeping the index in step with what is public. Every function can be run again at any time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.models import Page
from wagtail.search import index

from audit.on_commit import enqueue_on_commit
from home.models.base import BasePage
from home.models.content import ContentPage
from home.serving.addresses import language_of, url_parts
from home.serving.search_facts import SearchFacts
from library.texts.readings import texts_of, unread_documents
from search.backends import get_backend
from search.errors import GenerationIncomplete
from search.index.entries import make_entry, plain, write_entries
from search.index.files import offered_documents
from search.index.generations import begin_generation, serve_generation
from search.index.health import unindexed_pages, unindexed_questions
from search.index.questions import index_questions, keys_to_index
from search.models import SearchEntry
from sites.directory import HOME_DEPTH, PortalRecord, get_directory

# Pages in one transaction.
BATCH: Final = 100
# Pages that cannot be read and do not keep a new generation from answering: so many, or this share of all.
MOST_FAILED: Final = 5
SHARE_FAILED: Final = 0.01
NO_GRACE: Final = timedelta(0)

# Shown and weighed on their own, not as part of the text.
_OWN_COLUMNS: Final = frozenset({"title", "lead", "source_agency"})


@transaction.atomic
def index_pages(page_ids: Collection[int], *, generations: Collection[int] = ()) -> int:
    """Write the rows of those pages that are public and remove the others'. Returns how many are public.

    What is written is what is public once the pages are locked, so that it does not matter how late or how often this
    runs. `generations`: of the index; without any, all that there are.
    """
    # Two workers with one page take turns, so that the older text never overwrites the newer.
    list(
        Page.objects.select_for_update(no_key=True).filter(pk__in=page_ids).order_by("pk").values_list("pk", flat=True)
    )
    pages = list(Page.objects.live().public().filter(pk__in=page_ids, depth__gte=HOME_DEPTH).specific())
    _read_topics(pages)
    entries = [entry for page in pages if (entry := _entry_of(page)) is not None]
    files = _read_files(entries, offered_documents(pages, exactly=not generations))
    write_entries(entries, unique="page", generations=generations, files=files)
    remove_pages(set(page_ids) - {entry.page_id for entry in entries})
    return len(entries)


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
    """Outcome of a rebuilding; `failed` has the ids of pages that could not be read, with the reason."""

    indexed: int = 0
    failed: dict[int, str] = field(default_factory=dict)


def reindex(portal: PortalRecord | None = None, *, on_progress: Callable[[int, int], None] | None = None) -> Rebuilt:
    """Write the rows of all public pages and questions again and remove what is not public any more: of one portal in
    place, of all in a new generation of the index, which answers once it is complete.

    Search keeps answering meanwhile. After an interruption it can be run again. A page that cannot be read is noted
    and does not stop the others. `on_progress` is told how many are done and how many there are.

    Raises:
        GenerationIncomplete: the new generation lacks something; the former one goes on answering.
        RebuildingElsewhere: another process rebuilds the index.
    """
    if portal is not None:
        return _write_again(portal, generations=(), on_progress=on_progress)
    number = begin_generation(at=timezone.now())
    result = _write_again(None, generations=[number], on_progress=on_progress)
    # What was published meanwhile and did not find a worker.
    for batch in _batches(unindexed_pages(number, grace=NO_GRACE).values_list("pk", flat=True)):
        _index_batch([key for key in batch if key not in result.failed], [number], Rebuilt())
    if len(result.failed) > max(MOST_FAILED, result.indexed * SHARE_FAILED):
        raise GenerationIncomplete(missing=len(result.failed), lost=0)
    serve_generation(number, passing_over=result.failed, at=timezone.now())
    get_backend().prune()
    return result


def catch_up() -> int:
    """Write what is public and not in the index as it is public, because its task was lost; return how many rows."""
    result = Rebuilt()
    for batch in _batches(unindexed_pages().values_list("pk", flat=True)):
        _index_batch(batch, (), result)
    for batch in _batches(unindexed_questions().values_list("pk", flat=True)):
        result.indexed += index_questions(batch)
    return result.indexed


def _write_again(
    portal: PortalRecord | None, *, generations: Collection[int], on_progress: Callable[[int, int], None] | None
) -> Rebuilt:
    pages = Page.objects.live().filter(depth__gte=HOME_DEPTH)
    rows = SearchEntry.objects.exclude(page=None)
    if portal is not None:
        pages = pages.filter(path__startswith=portal.container_path)
        rows = rows.filter(portal_id=portal.id)
    ids = sorted({*pages.values_list("pk", flat=True), *rows.values_list("page", flat=True)})
    questions = keys_to_index(portal.id if portal is not None else None)
    result, done = Rebuilt(), 0
    for batch in _batches(ids):
        _index_batch(batch, generations, result)
        done += len(batch)
        if on_progress is not None:
            on_progress(done, len(ids) + len(questions))
    for batch in _batches(questions):
        result.indexed += index_questions(batch, generations=generations)
        done += len(batch)
        if on_progress is not None:
            on_progress(done, len(ids) + len(questions))
    return result


def _index_batch(batch: list[int], generations: Collection[int], result: Rebuilt) -> None:
    try:
        result.indexed += index_pages(batch, generations=generations)
    except Exception:
        # Any block of any type of page may fail; the others are still indexed.
        for page_id in batch:
            try:
                result.indexed += index_pages([page_id], generations=generations)
            except Exception as error:
                result.failed[page_id] = f"{type(error).__name__}: {error}"


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    everything = list(ids)
    for start in range(0, len(everything), BATCH):
        yield everything[start : start + BATCH]


def _entry_of(page: Page) -> SearchEntry | None:
    """Row of a page; None where it belongs to no portal or has no address."""
    record = get_directory().for_path(page.path)
    if record is None or url_parts(page.path, page.url_path) is None:
        return None
    return make_entry(
        page.search_facts() if isinstance(page, BasePage) else SearchFacts(),
        kind=page._meta.label_lower,
        title=page.title,
        lead=getattr(page, "lead", ""),
        body=" ".join([*_names_of(page, record), *_texts(page, page.get_search_fields())]),
        page_id=page.pk,
        portal_id=record.id,
        language=language_of(page.url_path),
        source_agency=plain(getattr(page, "source_agency", "")),
        published_at=page.first_published_at,
        revision=page.live_revision_id,
    )


def _read_files(entries: list[SearchEntry], offered: Mapping[int, list[int]]) -> dict[int, str]:
    """Note the documents of rows and return their texts by the key of the page; have those read that were not yet."""
    keys = set().union(*offered.values())
    if not keys:
        return {}
    texts = texts_of(keys)
    files = {}
    for entry in entries:
        entry.documents = offered.get(entry.page_id or 0, [])
        files[entry.page_id or 0] = " ".join(texts[key] for key in entry.documents if key in texts)
    unread = set(unread_documents(keys))
    for entry in entries:
        if waiting := sorted(unread.intersection(entry.documents)):
            enqueue_on_commit("search.tasks.read_documents", waiting, entry.page_id)
    return files


def _read_topics(pages: Collection[Page]) -> None:
    """Read the fields of all pages of a type at once."""
    by_type: dict[type[Page], list[Page]] = {}
    for page in pages:
        if isinstance(page, ContentPage):
            by_type.setdefault(type(page), []).append(page)
    for several in by_type.values():
        prefetch_related_objects(several, "subject_fields")


def _names_of(page: Page, record: PortalRecord) -> Iterator[str]:
    """Other names of the portal, by which its home is found."""
    if page.depth == HOME_DEPTH:
        yield from (f"{name}." for name in record.also_known_as)


def index_home(portal_id: int) -> None:
    """Bring the homes of a portal in step with its other names."""
    record = get_directory().by_id.get(portal_id)
    if record is not None and record.container_path:
        homes = Page.objects.filter(path__startswith=record.container_path, depth=HOME_DEPTH)
        index_pages(list(homes.values_list("pk", flat=True)))


def _texts(instance: Any, fields: Iterable[Any]) -> Iterator[str]:
    """Texts of the fields that a model offers to search (`search_fields`), whatever the model."""
    for search_field in fields:
        if isinstance(search_field, index.RelatedFields):
            related = search_field.get_value(instance)
            rows = related.all() if hasattr(related, "all") else filter(None, [related])
            for row in rows:
                yield from _texts(row, search_field.fields)
        elif isinstance(search_field, index.SearchField) and search_field.field_name not in _OWN_COLUMNS:
            yield from _strings(search_field.get_value(instance))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _strings(part)
    elif value is not None:
        yield str(value)
