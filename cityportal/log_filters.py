"""What the log leaves out."""

from __future__ import annotations

import logging
from http import HTTPStatus


class RefusalsInOneLine(logging.Filter):
    """Takes the traceback off an answer 403: a refusal is the guard at work, and anybody can ask for thousands.

    No line is dropped, and nothing else loses its traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) == HTTPStatus.FORBIDDEN:
            record.exc_info = record.exc_text = None
        return True
