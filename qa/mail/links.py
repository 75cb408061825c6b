"""The addresses that stand in mails on questions: of the portal that received the question, in its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

from qa.enums import NEVER_LISTED
from qa.models import Question
from sites.directory import get_directory

if TYPE_CHECKING:
    from participation.models import Sender
    from qa.models import QuestionFollower
    from sites.directory import PortalRecord

# What stands in the link by which somebody stops mails: good for mails alone.
STOPS = signing.Signer(salt="qa.mails")


def portal_of(question: Question) -> PortalRecord:
    """The portal that owns the address of a question."""
    return get_directory().by_id[question.received_portal_id]


def address_of(portal: PortalRecord, path: str, *, language: str) -> str:
    """A whole address below the questions of a portal."""
    prefix = "" if language == settings.LANGUAGE_CODE else f"/{language}"
    return f"{portal.root_url}{prefix}/hoi-dap/{path}"


def is_open_to_all(question: Question) -> bool:
    """Whether citizens read a page of the question."""
    return question.is_readable and portal_of(question).is_readable


def shows_replies(question: Question) -> bool:
    """Whether citizens read the replies to a question now: also before its own words are public."""
    is_shown = not question.is_withheld and question.state not in NEVER_LISTED
    return is_shown and portal_of(question).is_readable


def public_url(question: Question, *, language: str) -> str:
    """The page of a question; empty where it has none."""
    if not is_open_to_all(question):
        return ""
    return address_of(portal_of(question), f"{question.code}/", language=language)


def lookup_url(question: Question, *, language: str) -> str:
    """Where the sender looks for the question by its code."""
    return address_of(portal_of(question), "tra-cuu/", language=language)


def stop_url(question: Question, *, language: str) -> str:
    """Where the sender of a question stops the mails on it."""
    return address_of(portal_of(question), f"theo-doi/{stop_token(question.sender)}/", language=language)


def follower_url(follower: QuestionFollower) -> str:
    """Where somebody who follows a question confirms that, and stops it."""
    token = STOPS.sign_object(["follower", follower.secret])
    question, language = follower.question, follower.language
    return address_of(portal_of(question), f"theo-doi/{token}/", language=language)


def stop_token(sender: Sender) -> str:
    """What names a sender in a link, and nobody else makes. It does not run out."""
    return STOPS.sign_object(["sender", sender.pk])
