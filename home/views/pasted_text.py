"""Text pasted from Word, answered as blocks of a body."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from adminviews.one_at_a_time import StillBusy, one_at_a_time
from formats.documents.reading import PATIENCE_WITH_HTML, read_word_html
from formats.errors import FormatRefused
from home.word_import.findings import ITALIC, LOCAL_LINK, message_of
from home.word_import.stream import body_of

# Forms that running text of a page never has, and that nobody misses in a paste.
_UNREPORTED: Final = frozenset({ITALIC, LOCAL_LINK})


@require_POST
def read_pasted_text(request: HttpRequest) -> JsonResponse:
    """Answer pasted HTML as blocks of a body, with notes for the editor. Nothing is stored, and no row is read.

    One at a time for each account: a hostile text takes a thread of the server until patience ends.
    """
    try:
        with one_at_a_time("pasted_text", request.user, at_most=PATIENCE_WITH_HTML + 1):
            document = read_word_html(request.POST.get("html", ""))
    except StillBusy:
        return JsonResponse({"code": "busy"}, status=429)
    except FormatRefused as refusal:
        return JsonResponse({"code": refusal.code}, status=422)
    body = body_of(document, pictures={}, leave_out=())
    notes = [str(message_of(one)) for one in body.findings if one.code not in _UNREPORTED]
    return JsonResponse({"blocks": body.blocks, "notes": notes})
