"""Answers to citizens that no cache keeps."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpResponse
from django.http.response import HttpResponseBase

AnyResponse = TypeVar("AnyResponse", bound=HttpResponseBase)


def no_store(response: AnyResponse) -> AnyResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def secret_response(response: HttpResponse) -> HttpResponse:
    """Answer at an address that is a secret: neither other pages nor search engines are told of it."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return no_store(response)
