"""What machines read of a question: QAPage. Values in, a dictionary out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from home.publication.cited_documents import Citation
from home.serving.structured_data import CONTEXT
from qa.models import Answer
from qa.publication.public_questions import PublicQuestion


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
    published = reply.published_at
    answer: dict[str, Any] = {
        "@type": "Answer",
        "text": reply.text,
        "url": f"{url}#answer-{reply.pk}",
        "dateCreated": published.isoformat() if published else "",
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
