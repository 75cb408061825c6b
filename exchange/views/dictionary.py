"""The data dictionary for people: what other systems may read of this portal, and how."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from exchange.interface.endpoints import ENDPOINTS
from exchange.interface.item_columns import FACTS, kind_name
from exchange.interface.kinds import KINDS
from exchange.interface.questions import MOST
from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view


@require_safe
def data_interface(request: HttpRequest) -> HttpResponse:
    """Every address, parameter and column, in the language of the page. One query besides the frame."""
    home = live_home(request.portal)
    if home is None:
        raise Http404
    root = request.portal.root_url + reverse("api")
    context = {
        "api_url": root,
        "dictionary_url": request.portal.root_url + reverse("api_dictionary"),
        "openapi_url": request.portal.root_url + reverse("api_openapi"),
        "endpoints": [{"address": root + one.path, "endpoint": one} for one in ENDPOINTS],
        "kinds": [{"code": kind.code, "name": kind_name(kind), "columns": FACTS[kind.code]} for kind in KINDS],
        "most": MOST,
    }
    frame = frame_of_view(request, _("Data for other systems"), home.get_url(request))
    return render(request, "pages/exchange/data_interface.html", context | frame)
