"""Answers that rest on a document or link to a page, for whoever takes it off the public."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from editorial.mentions import Mention, Mentions, register_mentions
from home.publication.cited_documents import documents_among
from qa.mail.queue import is_open_to_all, public_url
from qa.models import Answer, Question
from qa.models.answer import MOST_DOCUMENTS

if TYPE_CHECKING:
    from django.utils.functional import Promise

MOST_SHOWN: Final = 20
# More pages are looked for in every answer that links to a page: an expression of thousands of keys is refused.
MOST_NAMED: Final = 200


def answers_that_name(pages: Collection[Page]) -> Mentions | None:
    """Answers that everybody reads, on any portal, and that rest on one of some documents, the newest first. None where
    none of the pages is a document."""
    keys = [page.pk for page in documents_among(pages)]
    if not keys:
        return None
    names_one = reduce(or_, (Q(**{f"documents__{place}__page__in": keys}) for place in range(MOST_DOCUMENTS)))
    heading = _("Answers that rest on it: they lose the link, and keep number, day and title")
    return _mentions(heading, _read_by_all().filter(names_one))


def answers_that_link(pages: Collection[Page]) -> Mentions:
    """Answers that everybody reads, on any portal, and whose text links to one of some pages, the newest first."""
    keys = {str(page.pk) for page in pages}
    # Narrowed in the database, since answers are not in Wagtail's index of references; then by the links themselves.
    rows = _read_by_all().annotate(stored=Cast("text", TextField())).filter(stored__contains='linktype=\\"page\\"')
    if len(keys) <= MOST_NAMED:
        rows = rows.filter(stored__regex=rf'id=\\"({"|".join(sorted(keys))})\\"')
    heading = _("Answers that link to it: the link stays, and leads to the notice that it was withdrawn")
    return _mentions(heading, [row for row in rows if _pages_linked(row) & keys])


def _read_by_all() -> QuerySet[Answer]:
    answers = Answer.objects.published().filter(question__in=Question.objects.readable())
    return answers.select_related("question").order_by("-published_at", "-pk")


def _pages_linked(answer: Answer) -> set[str]:
    found = answer.text.stream_block.extract_references(answer.text)
    return {str(key) for model, key, _model_path, _content_path in found if issubclass(model, Page)}


def _mentions(heading: Promise | str, answers: Iterable[Answer]) -> Mentions:
    questions = {answer.question_id: answer.question for answer in answers if is_open_to_all(answer.question)}
    shown = [
        Mention(f"{one.code}: {one.public_title}", public_url(one, language=one.language))
        for one in list(questions.values())[:MOST_SHOWN]
    ]
    return Mentions(heading, shown, more=len(questions) - len(shown))


register_mentions(answers_that_name)
register_mentions(answers_that_link)
