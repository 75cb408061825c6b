"""Context of the question below every public page whether it helped."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from participation.rating.rated_pages import rateable_path


def feedback(request: HttpRequest) -> dict[str, Any]:
    """The path that the form names; empty where nobody is asked."""
    return {"rated_path": rateable_path(request)}
