"""Answers in JSON: kept by caches, asked again by what they say, without a session."""

from __future__ import annotations

import json
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

KEPT_SECONDS: Final = 60


def json_answer(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """The answer, or that whoever asks has it already.

    By its hash alone: no single time tells when a list last changed. Items leave it, and some words follow the day.
    """
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    etag = quote_etag(sha256(body).hexdigest()[:32])
    response = _json(body)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return get_conditional_response(request, etag=etag, response=response) or response


def json_refusal(status: HTTPStatus, *, code: str, message: str, parameter: str = "") -> HttpResponse:
    """Why there is no answer, in words; kept by nobody."""
    error = {"code": code, "message": message} | ({"parameter": parameter} if parameter else {})
    response = _json(json.dumps({"error": error}, ensure_ascii=False).encode())
    response.status_code = status
    response["Cache-Control"] = "no-store"
    return response


def _json(body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    # Open to programs in browsers: there is neither a cookie nor a right that an answer depends on.
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response
