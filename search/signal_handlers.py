"""Registration only: what becomes public is indexed after the commit, what stops being public is removed with it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.signals import request_finished, request_started
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from audit.on_commit import enqueue_on_commit
from library.models import PortalDocument
from qa.enums import Verb
from qa.signals import question_moved
from search import tasks
from search.backends.patience import begin_request, end_request
from search.index.entries import erase_words
from search.index.indexing import remove_page
from search.index.questions import remove_question
from search.models import SearchEntry
from sites.models import Portal
from sites.signals import pages_opened

if TYPE_CHECKING:
    from qa.models import Question


@receiver(page_published, dispatch_uid="search.published")
def published(instance: Page, **kwargs: Any) -> None:
    """A row of a former version is shown to nobody, and would be counted until the task ran."""
    remove_page(instance.pk)
    enqueue_on_commit(tasks.index_pages, [instance.pk])


@receiver(pages_opened, dispatch_uid="search.opened")
def opened(page_ids: list[int], **kwargs: Any) -> None:
    enqueue_on_commit(tasks.index_pages, list(page_ids))


@receiver(page_unpublished, dispatch_uid="search.unpublished")
def unpublished(instance: Page, **kwargs: Any) -> None:
    remove_page(instance.pk)


@receiver(post_page_move, dispatch_uid="search.moved")
def moved(instance: Page, **kwargs: Any) -> None:
    enqueue_on_commit(tasks.index_subtree, instance.pk)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="search.restricted")
def restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    enqueue_on_commit(tasks.index_subtree, instance.page_id)


@receiver(post_save, sender=Portal, dispatch_uid="search.portal_changed")
def portal_changed(instance: Portal, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    changed = set(update_fields or ())
    if changed & {"name_vi", "name_en"} and instance.container_id is not None:
        # Its pages are found by its name.
        enqueue_on_commit(tasks.index_subtree, instance.container_id)
    elif "also_known_as" in changed:
        enqueue_on_commit(tasks.index_home, instance.pk)


@receiver(question_moved, dispatch_uid="search.question_moved")
def question_followed(question: Question, verb: Verb, **kwargs: Any) -> None:
    """What the public reads of a question is written after the commit; what it reads no more goes with the change, also
    words that the board took out, however long the workers take."""
    if question.published_at is not None and (verb == Verb.PUBLISH or not question.is_readable):
        remove_question(question.pk)
    if question.is_readable:
        enqueue_on_commit(tasks.index_questions, [question.pk])


@receiver(post_save, sender=PortalDocument, dispatch_uid="search.document_saved")
def document_saved(instance: PortalDocument, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Another file or title: pages that offer it are found by what it holds now."""
    if not created and not raw:
        enqueue_on_commit(tasks.index_pages_with_document, instance.pk)


request_started.connect(begin_request, dispatch_uid="search.request_began")
request_finished.connect(end_request, dispatch_uid="search.request_ended")


@receiver(post_delete, sender=SearchEntry, dispatch_uid="search.row_deleted")
def row_deleted(instance: SearchEntry, **kwargs: Any) -> None:
    """Rows go with their page too; their words are not tied to them on every database."""
    erase_words([instance.pk])
