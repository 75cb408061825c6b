"""The page of one poll: where votes are sent, and where the results stand once it is closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from audit.client_address import current_address
from audit.errors import PortalRefusal, TooManyTries
from home.serving.feeds import live_home
from home.serving.presentation import Crumb, frame_of_view
from page_cache.declaring import cacheable
from participation.poll.actions import vote
from participation.poll.errors import PollClosed
from participation.poll.public import polls_in, shown_poll
from participation.sent_forms.answers import no_store
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from participation.poll.public import ShownPoll

# With the key of the page: a browser that voted in the poll at whose address it is sent.
VOTED: Final = "da_binh_chon"


# Nobody is known here: what another site could send in a reader's name is what it can send by itself.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cacheable()
def poll(request: HttpRequest, page_id: int, poll_id: UUID) -> HttpResponse:
    """Show a poll, or count a vote, once for a browser. Keeps neither who it was nor from where."""
    page = _public_page(request, page_id)
    value = dict(polls_in(page)).get(poll_id)
    if value is None:
        raise Http404
    at = timezone.now()
    found = shown_poll(page, poll_id, value, portal=request.portal, on=timezone.localdate(at))
    context = {"poll": found, "page_url": page.get_url(request), **_frame(request, page)}
    if request.method != "POST":
        return _answer(request, context)
    chosen, status = request.POST.getlist("chon"), HTTPStatus.OK
    has_voted = f"{VOTED}_{page_id}" in request.COOKIES
    try:
        counted = vote(request.portal.id, found, chosen, address=current_address(), at=at, has_voted=has_voted)
        context["is_counted"] = counted
    except (PortalRefusal, TooManyTries) as refusal:
        context |= {"error": str(refusal), "chosen": chosen}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if isinstance(refusal, TooManyTries):
            status = HTTPStatus.TOO_MANY_REQUESTS
        elif isinstance(refusal, PollClosed):
            status = HTTPStatus.CONFLICT
    response = no_store(_answer(request, {**context, "meta": None}, status=status))
    if context.get("is_counted"):
        _remember_vote(request, response, page, found, at=at)
    return response


def _remember_vote(request: HttpRequest, response: HttpResponse, page: Page, poll: ShownPoll, *, at: datetime) -> None:
    """Send the browser a cookie for the address of the poll in each language, whose votes count together, and for no
    other: no page of the portal is sent one, and none is kept apart by it."""
    for version in page.get_translations(inclusive=True).select_related("locale"):
        with override(version.locale.language_code):
            path = reverse("poll", args=[version.pk, poll.poll])
        response.set_cookie(
            f"{VOTED}_{version.pk}",
            "1",
            max_age=_seconds_left(poll, at=at),
            path=path,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )


def _seconds_left(poll: ShownPoll, *, at: datetime) -> int:
    """Seconds until no vote is taken any more, at most a day too many."""
    days = (poll.closes_on - timezone.localdate(at)).days + 1 if poll.closes_on else 1
    return int(timedelta(days=days).total_seconds())


def _public_page(request: HttpRequest, key: int) -> Any:
    """A page of the portal that everybody reads.

    Raises:
        Http404: there is none.
    """
    pages = Page.objects.live().filter(in_public_branch(), pk=key, path__startswith=request.portal.container_path)
    # In its own language: a poll has one address in each, for which a browser is known that voted.
    page = pages.filter(locale__language_code=get_language()).first()
    if page is None or page.get_view_restrictions().exists():
        raise Http404
    return page.specific


def _answer(request: HttpRequest, context: dict[str, Any], *, status: int = HTTPStatus.OK) -> HttpResponse:
    response = render(request, "pages/participation/poll.html", context, status=status)
    # What is found is the page on which it stands.
    response["X-Robots-Tag"] = "noindex"
    return response


def _frame(request: HttpRequest, page: Any) -> dict[str, Any]:
    """The frame of a page below the page of the poll.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    frame = frame_of_view(request, _("Poll"), home.get_url(request), description=page.title)
    first, last = frame["breadcrumb"]
    return frame | {"breadcrumb": [first, Crumb(page.title, page.get_url(request)), last]}
