"""Who else has a page open, and what somebody saved since it was opened."""

from __future__ import annotations

import json

from django.apps import apps
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.views import editing_sessions
from wagtail.models import Page

from adminviews.hidden_inputs import numbers


def ping(request: HttpRequest, app_label: str, model_name: str, object_id: str, session_id: int) -> HttpResponse:
    """Stands before what Wagtail's editor asks every few seconds: it names the others, and who saved a newer version.

    Of a page, it leads to what differs between the version that is open and the newer one.
    """
    answer: HttpResponse = editing_sessions.ping(request, app_label, model_name, object_id, session_id)
    if not isinstance(answer, JsonResponse):
        return answer
    told = json.loads(answer.content)
    saved = next((one["revision_id"] for one in told.get("other_sessions", ()) if one["revision_id"]), None)
    opened = numbers([request.POST.get("revision_id", "")]) or set()
    is_page = issubclass(apps.get_model(app_label, model_name), Page)
    if saved is None or not is_page or not opened - {saved}:
        return answer
    address = reverse("wagtailadmin_pages:revisions_compare", args=[object_id, opened.pop(), saved])
    return JsonResponse(
        told | {"html": told["html"] + render_to_string("adminsite/what_differs.html", {"url": address})}
    )
