"""Sessions end: after a while without a step, and after a working day. Computers of wards are shared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sites.middleware import ADMIN_PREFIX

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

# In the session, in seconds since 1970: the sign-in, and the last step, which is written once a minute at most.
BEGAN, LAST_STEP = "session_began", "last_step"
WRITTEN_EVERY = 60
# Pictures of accounts, under the name that Wagtail gives their folder.
ACCOUNT_PICTURES = "avatar_images"
# What a session opens: the admin, and on its host the files of drafts and the pictures of accounts.
OPENED = (ADMIN_PREFIX, "/documents/", f"/media/{ACCOUNT_PICTURES}/")
# Asked by the page editor every few seconds, whether somebody sits before it or not.
ASKED_BY_ITSELF = f"{ADMIN_PREFIX}editing-sessions/"


def is_over(began: int | None, last_step: int | None, *, at: datetime, idle: timedelta, longest: timedelta) -> bool:
    """Whether a session ends: `idle` without a step, or `longest` after its sign-in. Pure.

    None is a session from before this was looked at: it begins now.
    """
    now = at.timestamp()
    is_idle = last_step is not None and now - last_step >= idle.total_seconds()
    return is_idle or (began is not None and now - began >= longest.total_seconds())


def begin_session(session: SessionBase, *, at: datetime) -> None:
    """Let the time of a session run from now."""
    session[BEGAN] = session[LAST_STEP] = int(at.timestamp())


def note_step(session: SessionBase, *, at: datetime) -> None:
    """Keep that the person did something."""
    if BEGAN not in session:
        begin_session(session, at=at)
    elif at.timestamp() - session[LAST_STEP] >= WRITTEN_EVERY:
        session[LAST_STEP] = int(at.timestamp())


class SessionTimeMiddleware:
    """Signs out whose session is over, with a word on why. Stands after authentication and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Hosts of portals know no sessions.
        portal = request.portal  # type: ignore[attr-defined]  # set by PortalMiddleware
        is_opened = portal is None and request.path_info.startswith(OPENED)
        if is_opened and request.user.is_authenticated:
            self._look_at(request, at=timezone.now())
        return self.get_response(request)

    def _look_at(self, request: HttpRequest, *, at: datetime) -> None:
        is_operator = request.user.is_superuser
        minutes = settings.SESSION_IDLE_MINUTES_OF_OPERATORS if is_operator else settings.SESSION_IDLE_MINUTES
        hours = settings.SESSION_HOURS
        times = (request.session.get(BEGAN), request.session.get(LAST_STEP))
        if is_over(*times, at=at, idle=timedelta(minutes=minutes), longest=timedelta(hours=hours)):
            logout(request)
            told = _(
                "You were signed out, as everybody is after %(minutes)d minutes without a step or %(hours)d hours."
            )
            messages.warning(request, told % {"minutes": minutes, "hours": hours})
        elif not request.path_info.startswith(ASKED_BY_ITSELF):
            note_step(request.session, at=at)
