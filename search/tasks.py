"""Work of the index outside a request; at once where there is no broker."""

from __future__ import annotations

from typing import Any, Final

from celery import shared_task

from search import indexing, questions

# Again after 2, 4, 8 … seconds: what a task writes is what is public when it runs, so a late one harms nothing. What is
# lost all the same is found by `catch_up`.
RETRIED: Final[dict[str, Any]] = {
    "autoretry_for": (Exception,),
    "retry_backoff": 2,
    "retry_backoff_max": 60,
    "retry_kwargs": {"max_retries": 5},
}


@shared_task(ignore_result=True, **RETRIED)
def index_pages(page_ids: list[int]) -> None:
    """Bring the rows of some pages in step."""
    for start in range(0, len(page_ids), indexing.BATCH):
        indexing.index_pages(page_ids[start : start + indexing.BATCH])


@shared_task(ignore_result=True, **RETRIED)
def index_questions(keys: list[int]) -> None:
    """Bring the rows of some questions in step."""
    questions.index_questions(keys)


@shared_task(ignore_result=True, **RETRIED)
def index_home(portal_id: int) -> None:
    """Bring the homes of a portal in step."""
    indexing.index_home(portal_id)


@shared_task(ignore_result=True, **RETRIED)
def index_subtree(page_id: int) -> None:
    """Bring a page and all below it in step."""
    indexing.index_subtree(page_id)


@shared_task
def catch_up() -> int:
    """Write what is public and not in the index. Returns how many rows."""
    return indexing.catch_up()
