"""What machines read of a question: QAPage. Values in, a dictionary out."""

from __future__ import annotations

from typing import Any

from home.structured_data import CONTEXT
from qa.models import Answer
from qa.public_questions import PublicQuestion


def qa_page(shown: PublicQuestion, *, url: str, asker: str) -> dict[str, Any]:
    """A readable question with the answer that stands. `asker`: as the public reads it."""
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
        entity["acceptedAnswer"] = _answer(answers[0], url)
    return {"@context": CONTEXT, "@type": "QAPage", "url": url, "mainEntity": entity}


def _answer(reply: Answer, url: str) -> dict[str, Any]:
    published = reply.published_at
    return {
        "@type": "Answer",
        "text": reply.text,
        "url": f"{url}#answer-{reply.pk}",
        "dateCreated": published.isoformat() if published else "",
        "author": {"@type": "GovernmentOrganization", "name": reply.signature},
    }
