"""Work of the index outside a request; at once where there is no broker."""

from __future__ import annotations

from typing import Any, Final

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.mail import MAIL_RETRIED
from library.texts.readings import read_document
from search.backends import get_backend
from search.following import actions as following
from search.index import indexing, questions
from search.index.files import pages_with_document
from search.models import SearchFollower
from search.oversight import reindexing, statistics
from search.words import vocabulary

# Again after 2, 4, 8 … seconds: what a task writes is what is public when it runs, so a late one harms nothing. Pages,
# questions and files that are lost all the same are found by `catch_up`; moves and other names, by a rebuilding.
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


@shared_task(ignore_result=True, **RETRIED)
def read_documents(keys: list[int], page_id: int) -> None:
    """Draw the text out of documents that a page offers, and bring the row of the page in step."""
    for key in keys:
        read_document(key, at=timezone.now())
    indexing.index_pages([page_id])


@shared_task(ignore_result=True, **RETRIED)
def index_pages_with_document(key: int) -> None:
    """Bring the rows of the public pages in step that offer a document."""
    indexing.index_pages(pages_with_document(key))


@shared_task
def catch_up() -> int:
    """Write what is public and not in the index. Returns how many rows."""
    return indexing.catch_up()


@shared_task(ignore_result=True, **MAIL_RETRIED)
def mail_search_confirmation(follower_id: int) -> None:
    """Mail somebody the link by which a search is followed. A mail server that does not answer is asked again."""
    following.mail_confirmation(follower_id, at=timezone.now())


@shared_task(ignore_result=True, **MAIL_RETRIED)
def mail_search_news(follower_id: int) -> None:
    """Mail one who follows a search what is new. A mail server that does not answer is asked again."""
    following.tell_news(follower_id, at=timezone.now())


@shared_task(ignore_result=True)
def tell_search_followers() -> None:
    """Forget those who ended, and make a task of each who is due."""
    now = timezone.now()
    following.forget_ended(at=now)
    for key in list(SearchFollower.objects.due(at=now).order_by("pk").values_list("pk", flat=True)):
        mail_search_news.delay(key)


@shared_task(ignore_result=True)
def send_to_engine(entry_ids: list[int]) -> None:
    """Send to Elasticsearch what waits of some rows."""
    get_backend().send_pending(entry_ids)


@shared_task(ignore_result=True)
def catch_up_engine() -> None:
    """Send to Elasticsearch what it missed, where there is one."""
    get_backend().catch_up()


@shared_task
def reindex_portal(key: int) -> int:
    """Make the index again as an operator asked. Returns how many pages and questions are public."""
    return reindexing.make_reindexing(key)


@shared_task(ignore_result=True)
def examine_searches() -> None:
    """Forget what few typed, and look which words find nothing."""
    today = timezone.localdate()
    statistics.forget_searches(today=today)
    statistics.examine_searches(today=today)


@shared_task(ignore_result=True)
def count_words() -> None:
    """Count the words of the index, from which other spellings are offered."""
    vocabulary.count_words([code for code, _name in settings.LANGUAGES], at=timezone.now())
