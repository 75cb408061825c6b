"""Comments on drafts and questions that other systems may read: what the public reads of them, and no name of a
person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exchange.interface.columns import Column, ValueType
from exchange.interface.items import readable_pages
from information.models import DraftPage
from participation.consultation.context import PART
from participation.consultation.drafts import shows_responses
from participation.enums.comments import CommentChannel, CommentResponse, CommentStake
from participation.enums.submissions import READABLE_STATES, ModerationState
from participation.models import Comment
from qa.enums import AnswerKind, QuestionState
from qa.models import Answer, Question
from sites.directory import get_directory

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from exchange.interface.tokens import Token
    from sites.directory import PortalRecord


def public_comments(
    portal: PortalRecord, *, of: PortalRecord | None = None, draft: int | None = None
) -> QuerySet[Comment]:
    """Comments that the public reads on the host of a portal, the newest first; on the city's host those of all.

    Args:
        draft: key of the page: comments on it alone.
    """
    pages = readable_pages(of or portal).filter(pk__in=DraftPage.objects.values("pk"))
    rows = Comment.objects.for_portals(_keys(portal, of)).readable().filter(page__in=pages.values("pk"))
    if draft is not None:
        rows = rows.filter(page=draft)
    return rows.select_related("page").defer("text", "page__text").order_by("-received_at", "-pk")


def public_questions(portal: PortalRecord, *, of: PortalRecord | None = None) -> QuerySet[Question]:
    """Questions whose words the public reads, likewise."""
    answers = Answer.objects.published().filter(kind=AnswerKind.ANSWER).order_by("published_at", "pk")
    shown = Prefetch("answers", answers.only("question", "text", "documents"), to_attr="shown_answers")
    rows = Question.objects.received_by(_keys(portal, of)).readable()
    rows = rows.defer("title", "text", "asked_back", "public_folded").select_related("topic").prefetch_related(shown)
    return rows.order_by("-received_at", "-pk")


def _keys(portal: PortalRecord, of: PortalRecord | None) -> list[int]:
    """Keys of the portals that are told of: one, or on the city's host all that can be read."""
    if of is not None or not portal.is_city:
        return [(of or portal).id]
    return [record.id for record in get_directory().records if record.is_readable]


def came_before(place: Token) -> Q:
    """Condition on comments or questions: they come after a place in a list that begins with the newest."""
    return Q(received_at__lt=place.moment) | Q(received_at=place.moment, pk__lt=place.key)


def _host(portal_id: int) -> str:
    record = get_directory().by_id.get(portal_id)
    return record.host if record else ""


def _root(portal_id: int) -> str:
    record = get_directory().by_id.get(portal_id)
    return record.root_url if record else ""


def _comment_url(row: Comment) -> str:
    part = f"?{urlencode({PART: row.anchor})}" if row.anchor and not row.is_part_gone else ""
    return f"{_root(row.portal_id)}{reverse('draft_comments', args=[row.page_id])}{part}"


def _is_shown(row: Comment) -> bool:
    return row.is_answered and shows_responses(row.page)


COMMENT_COLUMNS: Final = (
    Column("code", ValueType.TEXT, _("Code of the comment"), lambda row: row.code),
    Column("url", ValueType.ADDRESS, _("Address of the list in which it stands"), _comment_url),
    Column("portal", ValueType.TEXT, _("Host of the portal"), lambda row: _host(row.portal_id)),
    Column("draft", ValueType.NUMBER, _("Number of the draft, as in the list of items"), lambda row: row.page_id),
    Column(
        "version", ValueType.NUMBER, _("Public version of the draft that was read; 0: none was kept"),
        lambda row: row.version,
    ),
    Column(
        "anchor", ValueType.TEXT, _("Part of the draft; empty: the whole, or a part that a later version left out"),
        lambda row: "" if row.is_part_gone else row.anchor,
    ),
    Column("part", ValueType.TEXT, _("The part as it was called"), lambda row: row.label),
    Column(
        "stake", ValueType.CODE, pgettext_lazy("column of the interface", "Comments as"), lambda row: row.stake,
        choices=tuple(CommentStake.choices),
    ),
    Column(
        "organisation", ValueType.TEXT, _("Organisation that it speaks for, as the public reads it"),
        lambda row: row.public_organisation, help=_("Names of persons are not given."), may_be_empty=True,
    ),
    Column(
        "channel", ValueType.CODE, _("Way by which it came"), lambda row: row.channel,
        choices=tuple(CommentChannel.choices),
    ),
    Column("received_on", ValueType.DAY, _("Day of receipt"), lambda row: row.received_on),
    Column("language", ValueType.CODE, _("Language of the words: vi or en"), lambda row: row.language),
    Column(
        "state", ValueType.CODE, _("Public as it was sent, or in part"), lambda row: row.state,
        choices=tuple(one for one in ModerationState.choices if one[0] in READABLE_STATES),
    ),
    Column("text", ValueType.TEXT, _("Public words"), lambda row: row.public_text),
    Column(
        "response", ValueType.CODE, _("What the agency made of it; empty until its report is public"),
        lambda row: row.response if _is_shown(row) else "",
        choices=tuple(one for one in CommentResponse.choices if one[0] != CommentResponse.NONE), may_be_empty=True,
    ),
    Column(
        "explanation", ValueType.TEXT, _("Why, in the words of the agency; empty until its report is public"),
        lambda row: row.response_text if _is_shown(row) else "", may_be_empty=True,
    ),
)  # fmt: skip


def _answer(row: Any) -> str:
    return row.shown_answers[-1].words if row.shown_answers else ""


def _documents(row: Any) -> list[str]:
    return [facts["number"] for facts in row.shown_answers[-1].documents] if row.shown_answers else []


QUESTION_COLUMNS: Final = (
    Column("code", ValueType.TEXT, _("Code of the question"), lambda row: row.code),
    Column(
        "url", ValueType.ADDRESS, _("Address of its page"),
        lambda row: f"{_root(row.received_portal_id)}/hoi-dap/{row.code}/",
    ),
    Column("portal", ValueType.TEXT, _("Host of the portal"), lambda row: _host(row.received_portal_id)),
    Column(
        "handled_by", ValueType.TEXT, _("Host of the portal that deals with it"),
        lambda row: _host(row.responsible_portal_id),
    ),
    Column("topic", ValueType.CODE, _("Topic"), lambda row: row.topic.code if row.topic else "", may_be_empty=True),
    Column(
        "state", ValueType.CODE, pgettext_lazy("column of the interface", "State of the question"),
        lambda row: row.state, choices=tuple(QuestionState.choices),
    ),
    Column("language", ValueType.CODE, _("Language of the question: vi or en"), lambda row: row.language),
    Column("received_on", ValueType.DAY, _("Day of receipt"), lambda row: timezone.localdate(row.received_at)),
    Column(
        "answer_by", ValueType.DAY, _("Last day to answer, or to tell the day of the answer"),
        lambda row: row.answer_due, may_be_empty=True,
    ),
    Column(
        "answered_on", ValueType.DAY, _("Day of the first answer"), lambda row: row.answered_on, may_be_empty=True
    ),
    Column("title", ValueType.TEXT, _("Public title"), lambda row: row.public_title),
    Column("text", ValueType.TEXT, _("Public text"), lambda row: row.public_text),
    Column("answer", ValueType.TEXT, _("The answer that stands"), _answer, may_be_empty=True),
    Column(
        "documents", ValueType.TEXTS, _("Numbers of the legal documents that the answer rests on"), _documents
    ),
)  # fmt: skip
