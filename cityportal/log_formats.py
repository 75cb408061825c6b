"""The log as JSON, one object a line, and the number by which the lines of one request are found."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

# What the proxy in front of us gives a request; anything else that somebody sends is no number of ours.
_NUMBER: Final = re.compile("[0-9a-f-]{16,36}")

_KEPT_AS: Final = "cityportal.request_id"
_request_id: ContextVar[str] = ContextVar("the number of the request that is answered", default="")


class RequestNumberMiddleware:
    """Gives each request a number, that of the proxy where it sent one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        # Django writes of an answer once all middleware has let it go.
        request.META[_KEPT_AS] = sent if _NUMBER.fullmatch(sent) else uuid4().hex
        token = _request_id.set(request.META[_KEPT_AS])
        try:
            return self.get_response(request)
        finally:
            _request_id.reset(token)


class JSONFormatter(logging.Formatter):
    """A line of the log for programs: time in UTC, level, logger, message, request, answer and traceback.

    It names nobody: of what a line may carry besides, the number of the request and the code of the answer are kept.
    """

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": _request_id.get() or _number_of(getattr(record, "request", None)),
            "status": getattr(record, "status_code", None),
            "traceback": record.exc_text or (self.formatException(record.exc_info) if record.exc_info else ""),
        }
        return json.dumps({name: value for name, value in said.items() if value}, ensure_ascii=False)


def _number_of(request: object) -> str:
    """The number of a request that a line carries; Django's own server carries a socket there."""
    return str(request.META.get(_KEPT_AS, "")) if isinstance(request, HttpRequest) else ""
