"""Work of the index outside a request; at once where there is no broker."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils.module_loading import import_string

from search import indexing, questions


@shared_task(ignore_result=True)
def index_pages(page_ids: list[int]) -> None:
    """Bring the rows of some pages in step."""
    for start in range(0, len(page_ids), indexing.BATCH):
        indexing.index_pages(page_ids[start : start + indexing.BATCH])


@shared_task(ignore_result=True)
def index_questions(keys: list[int]) -> None:
    """Bring the rows of some questions in step."""
    questions.index_questions(keys)


@shared_task(ignore_result=True)
def index_home(portal_id: int) -> None:
    """Bring the homes of a portal in step."""
    indexing.index_home(portal_id)


@shared_task(ignore_result=True)
def index_subtree(page_id: int) -> None:
    """Bring a page and all below it in step."""
    indexing.index_subtree(page_id)


@shared_task(ignore_result=True)
def send_to_engine(entry_ids: list[int]) -> None:
    """Send to Elasticsearch what waits of some rows."""
    if settings.SEARCH_URL:
        import_string("search.engine.send_pending")(entry_ids)


@shared_task(ignore_result=True)
def catch_up_engine() -> None:
    """Send to Elasticsearch what it missed, where there is one."""
    if settings.SEARCH_URL:
        import_string("search.engine.catch_up")()
