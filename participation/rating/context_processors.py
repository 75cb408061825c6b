"""Context of the question below every public page whether it helped."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from participation.rating.rated_pages import address_to_rate


def feedback(request: HttpRequest) -> dict[str, Any]:
    """The path that the form names; empty where nobody is asked."""
    return {"rated_path": address_to_rate(request)}
