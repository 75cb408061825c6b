"""Registration only."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page

from home.models import BasePage


@hooks.register("before_serve_page")
def refuse_other_language(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
    """`/en/…` never shows Vietnamese text: where a portal has no public English home, Wagtail would serve it."""
    if isinstance(page, BasePage) and page.language != get_language():
        raise Http404
    return None
