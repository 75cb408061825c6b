"""Who is signed in, for scripts of the admin; and where a sign-in over a page ends."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.generic.base import TemplateView

from adminviews.scripts import is_script
from authentication.typed_text import account_mark, text_key


class SignedInView(TemplateView):
    """Answers a script by JSON: whose session this is, the token that its forms send, the key of text that is kept.

    A person who signs in over a page (`js/admin/signed-out.js`) is led here, in the frame, and reads that it is done.
    """

    template_name = "sites/signed_in.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_script(request):
            return super().get(request, *args, **kwargs)
        account = request.user
        told = {"account": account_mark(account), "key": text_key(account), "csrf_token": get_token(request)}
        return JsonResponse(told)
