"""Addresses of a procedure by its code: the page of a portal, and the list of portals on the city's."""

from __future__ import annotations

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.queries import public_languages
from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from information.procedures.places import can_be_code, page_on, places_of
from sites.directory import get_directory


@require_safe
def procedure_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the page of a procedure on this portal; where it has none in the language, to the list of those that
    do."""
    if not can_be_code(code):
        raise Http404
    page = page_on(request.portal, code, language=get_language())
    if page is not None:
        return HttpResponseRedirect(page.get_url(request))
    city = get_directory().city
    if city is None or get_language() not in public_languages(city.container_path):
        raise Http404
    return HttpResponseRedirect(city.root_url + reverse("procedure_places", args=[code]))


@require_safe
def procedure_places(request: HttpRequest, code: str) -> HttpResponse:
    """The portals on which a procedure is done, on the city portal; on others the address leads there."""
    home, city = live_home(request.portal), get_directory().city
    if home is None or city is None or not can_be_code(code):
        raise Http404
    if not request.portal.is_city:
        return HttpResponsePermanentRedirect(city.root_url + request.get_full_path())
    language = get_language() or settings.LANGUAGE_CODE
    title, portals = places_of(code, language=language)
    if not portals and language != settings.LANGUAGE_CODE:
        # In Vietnamese alone: said on the page, whose links lead there.
        language = settings.LANGUAGE_CODE
        title, portals = places_of(code, language=language)
    if not portals:
        raise Http404
    frame = frame_of_view(
        request,
        _("%(title)s: where you live") % {"title": title},
        home.get_url(request),
        description=_(
            "Choose the portal of the place where you live: its page has the address, the counter and the hours."
        ),
    )
    with override(language):
        path = reverse("procedure_by_code", args=[code])
    is_elsewhere = language != get_language()
    context = {"portals": portals, "path": path, "language_of_pages": language if is_elsewhere else "", **frame}
    return render(request, "pages/information/procedure_places.html", context)
