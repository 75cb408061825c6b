"""What machines read of a question: structured data (QAPage) and entries of the site map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import override

from home.publication.cited_documents import Citation
from home.serving.site_maps import SiteMapEntry, register_site_map
from home.serving.structured_data import CONTEXT
from qa.models import Answer, Question
from qa.publication.public_history import TOLD
from qa.publication.public_questions import PublicQuestion

if TYPE_CHECKING:
    from collections.abc import Collection

    from sites.directory import PortalRecord


def qa_page(
    shown: PublicQuestion, *, url: str, asker: str, documents: Mapping[int, Iterable[Citation]]
) -> dict[str, Any]:
    """A readable question with the answer that stands. `asker`: as the public reads it; `documents`: that replies rest
    on, by their keys."""
    question = shown.question
    answers = [reply for reply in shown.replies if reply.kind == "answer"]
    entity: dict[str, Any] = {
        "@type": "Question",
        "name": question.public_title,
        "text": question.public_text,
        "url": url,
        "inLanguage": question.language,
        "dateCreated": question.received_at.isoformat(),
        "answerCount": len(answers),
    }
    if asker:
        entity["author"] = {"@type": "Person", "name": asker}
    if answers:
        entity["acceptedAnswer"] = _answer(answers[0], url, documents[answers[0].pk])
    return {"@context": CONTEXT, "@type": "QAPage", "url": url, "mainEntity": entity}


def _answer(reply: Answer, url: str, documents: Iterable[Citation]) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "@type": "Answer",
        "text": reply.words,
        "url": f"{url}#answer-{reply.pk}",
        "dateCreated": reply.published_at.isoformat() if reply.published_at else "",
        "author": {"@type": "GovernmentOrganization", "name": reply.signature},
    }
    if citation := [_document(document, url) for document in documents]:
        answer["citation"] = citation
    return answer


def _document(document: Citation, url: str) -> dict[str, str]:
    """A document by its number; its page only while the public reads it."""
    found = {"@type": "Legislation", "name": document.title, "legislationIdentifier": document.number}
    if document.issued_on is not None:
        found["legislationDate"] = document.issued_on.isoformat()
    if document.url:
        found["url"] = urljoin(url, document.url)
    return found


def count_questions(portal: PortalRecord) -> int:
    """How many there are."""
    return Question.objects.received_by([portal.id]).readable().count()


def entries_of_questions(
    portal: PortalRecord, *, languages: Collection[str], start: int, length: int
) -> list[SiteMapEntry]:
    """Some of them, the oldest first, each in the language of its words, with the day of what its page told last."""
    rows = Question.objects.received_by([portal.id]).readable().order_by("received_at", "pk")
    told = Max("events__at", filter=Q(events__verb__in=TOLD))
    found = rows.annotate(told_at=told).values_list("code", "language", "told_at", "published_at")
    entries = []
    for code, language, told_at, published_at in found[start : start + length]:
        with override(language if language in languages else settings.LANGUAGE_CODE):
            url = portal.root_url + reverse("question", args=[code])
        entries.append(SiteMapEntry(url=url, modified=told_at or published_at))
    return entries


register_site_map("cau-hoi", count=count_questions, entries=entries_of_questions)
