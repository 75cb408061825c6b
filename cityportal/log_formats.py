"""The log as JSON, one object a line, with the ID of the request."""

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

# Format of the IDs that the proxy sends; anything else is replaced.
_REQUEST_ID: Final = re.compile("[0-9a-f-]{16,36}")

_KEPT_AS: Final = "cityportal.request_id"
_request_id: ContextVar[str] = ContextVar("ID of the current request", default="")


class RequestIDMiddleware:
    """Gives each request an ID: that of the proxy where it sent one (`X-Request-ID`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        # Django logs a response after all middleware has run.
        request.META[_KEPT_AS] = sent if _REQUEST_ID.fullmatch(sent) else uuid4().hex
        token = _request_id.set(request.META[_KEPT_AS])
        try:
            return self.get_response(request)
        finally:
            _request_id.reset(token)


class JSONFormatter(logging.Formatter):
    """Formats a record as JSON: time in UTC, level, logger, message, ID of the request, status and traceback.

    Of other attributes, such as the user or the address of the client, none is written.
    """

    def format(self, record: logging.LogRecord) -> str:
        fields = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": _request_id.get() or _request_id_of(getattr(record, "request", None)),
            "status": getattr(record, "status_code", None),
            "traceback": record.exc_text or (self.formatException(record.exc_info) if record.exc_info else ""),
        }
        return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def _request_id_of(request: object) -> str:
    """The ID of the request that a record carries; Django's own server puts a socket there."""
    return str(request.META.get(_KEPT_AS, "")) if isinstance(request, HttpRequest) else ""
