"""Answers that name a document, for whoever takes it off the public."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.mentions import Mention, Mentions, register_mentions
from home.publication.cited_documents import documents_among
from qa.mail.queue import is_open_to_all, public_url
from qa.models import Answer, Question
from qa.models.answer import MOST_DOCUMENTS

if TYPE_CHECKING:
    from wagtail.models import Page

MOST_SHOWN: Final = 20


def answers_that_name(pages: Collection[Page]) -> Mentions | None:
    """Answers that everybody reads, on any portal, and that rest on one of some documents, the newest first. None where
    none of the pages is a document."""
    keys = [page.pk for page in documents_among(pages)]
    if not keys:
        return None
    names_one = reduce(or_, (Q(**{f"documents__{place}__page__in": keys}) for place in range(MOST_DOCUMENTS)))
    answers = Answer.objects.published().filter(names_one, question__in=Question.objects.readable())
    rows = answers.select_related("question").order_by("-published_at", "-pk")
    questions = {answer.question_id: answer.question for answer in rows if is_open_to_all(answer.question)}
    shown = [
        Mention(f"{one.code}: {one.public_title}", public_url(one, language=one.language))
        for one in list(questions.values())[:MOST_SHOWN]
    ]
    heading = _("Answers that rest on it: they lose the link, and keep number, day and title")
    return Mentions(heading, shown, more=len(questions) - len(shown))


register_mentions(answers_that_name)
