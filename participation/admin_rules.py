"""The rule of each admin address: of requests about personal data and of ratings those of the registers that the person
keeps, of comments on drafts those of the portals whose content the person works on."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from adminsite.guard import register_admin_rules
from adminsite.guard_rules import Arguments, anybody
from adminviews.hidden_inputs import numbers
from information.models import DraftPage, LiveEventPage
from members.access.permissions import reviewed_portals
from members.access.scope import Scope
from participation.models import (
    Comment,
    CommentFile,
    Contribution,
    ContributionFile,
    DataRequest,
    LiveQuestion,
    PageFeedback,
)
from participation.permissions import board_portals, handling_portals
from sites.directory import get_directory

NAMESPACE: Final = "data_requests"
COMMENTS: Final = "comments"


def kept(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The request is one to a portal on whose board the person sits."""
    portals = board_portals(request.user, on=timezone.localdate())
    return DataRequest.objects.for_portals(portals).filter(pk=kwargs["request_id"]).exists()


OF_A_REQUEST = ("request", "read", "respond", "answer", "refuse", "correct", "erase")
register_admin_rules({f"{NAMESPACE}:register": anybody})
register_admin_rules({f"{NAMESPACE}:{name}": kept for name in OF_A_REQUEST})


def handled_comment(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The comment is on a draft of a portal whose content the person works on."""
    portals = handling_portals(request.user, on=timezone.localdate())
    is_key = numbers([kwargs["comment_id"]]) is not None
    return is_key and Comment.objects.for_portals(portals).filter(pk=kwargs["comment_id"]).exists()


def handled_draft(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The draft stands on such a portal, in the language in which it will be issued."""
    portals = handling_portals(request.user, on=timezone.localdate())
    if numbers([kwargs["draft_id"]]) is None:
        return False
    rows = DraftPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    path = rows.filter(pk=kwargs["draft_id"]).values_list("path", flat=True).first()
    record = get_directory().for_path(path) if path else None
    return record is not None and record.id in portals


def decided_comment(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The comment is one on which the person decides: who sent it is for those alone."""
    portals = reviewed_portals(request.user, on=timezone.localdate())
    is_key = numbers([kwargs["comment_id"]]) is not None
    return is_key and Comment.objects.for_portals(portals).filter(pk=kwargs["comment_id"]).exists()


OF_A_COMMENT = ("comment", "publish", "redact", "withhold", "answer")


def handled_file(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The file came with a comment that the person handles."""
    key, comment = kwargs["comment_file_id"], kwargs["comment_id"]
    is_handled = handled_comment(request, scope, kwargs) and numbers([key]) is not None
    return is_handled and CommentFile.objects.filter(pk=key, comment=comment).exists()


OF_A_DRAFT = ("draft", "draft_results", "enter", "analysis", "report", "report_file")
register_admin_rules({f"{COMMENTS}:{name}": anybody for name in ("drafts", "drafts_results")})
register_admin_rules({f"{COMMENTS}:{name}": handled_comment for name in OF_A_COMMENT})
register_admin_rules({f"{COMMENTS}:contact": decided_comment})
register_admin_rules({f"{COMMENTS}:file": handled_file})
register_admin_rules({f"{COMMENTS}:{name}": handled_draft for name in OF_A_DRAFT})


LIVE: Final = "live_questions_desk"


def handled_live_question(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The question was asked at an event of a portal whose content the person works on."""
    portals, key = handling_portals(request.user, on=timezone.localdate()), kwargs["live_question_id"]
    return numbers([key]) is not None and LiveQuestion.objects.for_portals(portals).filter(pk=key).exists()


def decided_live_question(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The question is one on which the person decides: who sent it is for those alone."""
    portals, key = reviewed_portals(request.user, on=timezone.localdate()), kwargs["live_question_id"]
    return numbers([key]) is not None and LiveQuestion.objects.for_portals(portals).filter(pk=key).exists()


def handled_event(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The event stands on such a portal, in Vietnamese."""
    portals = handling_portals(request.user, on=timezone.localdate())
    if numbers([kwargs["event_id"]]) is None:
        return False
    rows = LiveEventPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    path = rows.filter(pk=kwargs["event_id"]).values_list("path", flat=True).first()
    record = get_directory().for_path(path) if path else None
    return record is not None and record.id in portals


OF_A_LIVE_QUESTION = ("question", "step", "publish", "redact", "withhold", "mark", "answer")
register_admin_rules({f"{LIVE}:{name}": anybody for name in ("events", "events_results")})
register_admin_rules({f"{LIVE}:{name}": handled_live_question for name in OF_A_LIVE_QUESTION})
register_admin_rules({f"{LIVE}:contact": decided_live_question})
register_admin_rules({f"{LIVE}:{name}": handled_event for name in ("event", "pass_on")})


def of_own_readers(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The feedback is on a page of a portal on whose board the person sits."""
    portals = board_portals(request.user, on=timezone.localdate())
    return PageFeedback.objects.for_portals(portals).filter(pk=kwargs["feedback_id"]).exists()


# The lists ask by themselves.
register_admin_rules({f"ratings_admin:{name}": anybody for name in ("pages", "pages_results", "words")})
register_admin_rules({f"ratings_admin:{name}": of_own_readers for name in ("page", "seen", "done")})


def handled_contribution(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The contribution was sent to a portal whose content the person works on."""
    portals = handling_portals(request.user, on=timezone.localdate())
    is_key = numbers([kwargs["contribution_id"]]) is not None
    return is_key and Contribution.objects.for_portals(portals).filter(pk=kwargs["contribution_id"]).exists()


OF_A_CONTRIBUTION = ("contribution", "accept", "ask", "decline", "contact")


def handled_contribution_file(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The file came with a contribution that the person handles."""
    key, contribution = kwargs["file_id"], kwargs["contribution_id"]
    is_handled = handled_contribution(request, scope, kwargs) and numbers([key]) is not None
    return is_handled and ContributionFile.objects.filter(pk=key, contribution=contribution).exists()


register_admin_rules({f"contributions:{name}": anybody for name in ("inbox", "inbox_results")})
register_admin_rules({f"contributions:{name}": handled_contribution for name in OF_A_CONTRIBUTION})
register_admin_rules({"contributions:file": handled_contribution_file})
