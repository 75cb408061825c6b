"""Scripts of the admin that ask the server: how they are known, and what they are told when it refuses."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

# What Wagtail and Django look at. Scripts of Wagtail that use `fetch` leave it out.
HEADER, VALUE = "HTTP_X_REQUESTED_WITH", "XMLHttpRequest"
# Why a script was refused, where another session answers than the one that the page was made for.
SIGNED_OUT, STALE_FORM = "signed_out", "stale_form"


def is_script(request: HttpRequest) -> bool:
    """Whether a script asks, which shows the answer by itself, and no person who goes to a page.

    A browser that goes to a page says that it takes HTML; one that says nothing is no browser.
    """
    asked = request.headers.get("accept")
    return request.META.get(HEADER) == VALUE or (asked is not None and "text/html" not in asked)


def mark_script(request: HttpRequest) -> None:
    """Let Wagtail know a script that did not say so: it is refused by 403. A redirect to a page, which is what people
    get, would look like success to it."""
    if is_script(request):
        request.META[HEADER] = VALUE
        request.__dict__.pop("headers", None)  # read from META once


def refusal(message: str, *, status: int, code: str = "") -> JsonResponse:
    """Answer a refused script; `js/admin/refusals.js` shows the message on every screen.

    Args:
        code: why, where another script of ours acts on it: `SIGNED_OUT`, `STALE_FORM`.
    """
    told = {"success": False, "error_message": message}
    return JsonResponse(told | ({"error_code": code} if code else {}), status=status)
