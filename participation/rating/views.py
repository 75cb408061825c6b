"""Public pages on which readers rate a portal and its pages, and the figures of what they said."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from audit.client_address import current_address
from audit.errors import TooManyTries
from home.serving.feeds import live_home
from home.serving.presentation import Crumb, frame_of_view
from page_cache.declaring import cacheable
from participation.enums.ratings import Helpfulness
from participation.models import PageFeedback
from participation.rating.actions import add_page_words, rate_page, rate_portal
from participation.rating.figures import figures_of, portals_side_by_side
from participation.rating.forms import RatingForm, WordsForm
from participation.rating.rated_pages import rateable_page
from sites.directory import get_directory

SALT: Final = "participation.rating.words"
# Seconds in which words can be added to an answer.
WORDS_WITHIN: Final = 3600


# Nobody is known here: what another site could send in a reader's name is what it can send by itself.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cacheable()
def rate(request: HttpRequest) -> HttpResponse:
    """Ask for points on the four axes, and count what is sent. Keeps neither who it was nor from where."""
    frame = _open_frame(request, _("Rate this portal"), below=False)
    if request.method != "POST":
        return render(request, "pages/participation/rate.html", {"form": RatingForm(), **frame})
    form, refused, status = RatingForm(request.POST), "", HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            is_counted = rate_portal(
                request.portal.id,
                form.points,
                words=form.cleaned_data["words"],
                address=current_address(),
                at=timezone.now(),
            )
            return _answer(request, "thanks", {"is_counted": is_counted, **frame})
        except TooManyTries as refusal:
            refused, status = str(refusal), HTTPStatus.TOO_MANY_REQUESTS
    return _answer(request, "rate", {"form": form, "refused": refused, **frame}, status=status)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def rate_one_page(request: HttpRequest) -> HttpResponse:
    """Count whether a page helped, and ask what was missing."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("rate"))
    frame = _open_frame(request, _("Did this page help?"))
    page = rateable_page(request.portal, request.POST.get("trang", ""))
    said = request.POST.get("giup", "")
    if page is None or said not in Helpfulness.values:
        raise Http404
    context = {**frame, "page_path": page.path, "page_name": page.title}
    try:
        feedback = rate_page(request.portal.id, page, Helpfulness(said), address=current_address(), at=timezone.now())
    except TooManyTries as refusal:
        return _answer(
            request, "page_feedback", {"refused": str(refusal), **context}, status=HTTPStatus.TOO_MANY_REQUESTS
        )
    context["is_counted"] = feedback is not None
    if feedback is not None and said != Helpfulness.HELPED:
        answered = {"feedback": feedback.pk, "said": said, "nonce": get_random_string(22)}
        context |= {"form": WordsForm(), "answered": signing.dumps(answered, salt=SALT)}
    return _answer(request, "page_feedback", context)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def add_words(request: HttpRequest) -> HttpResponse:
    """Take what a reader lacked on a page, for its board alone."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("rate"))
    frame = _open_frame(request, _("Did this page help?"))
    token = request.POST.get("cau_tra_loi", "")
    try:
        answered = signing.loads(token, salt=SALT, max_age=WORDS_WITHIN)
    except signing.BadSignature:
        raise Http404 from None
    feedback = PageFeedback.objects.for_portal(request.portal.id).filter(pk=answered["feedback"]).first()
    if feedback is None:
        raise Http404
    context = {**frame, "page_path": feedback.path, "page_name": feedback.title, "is_counted": True}
    form = WordsForm(request.POST)
    if not form.is_valid():
        context |= {"form": form, "answered": token}
        return _answer(request, "page_feedback", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    said, nonce = Helpfulness(answered["said"]), answered["nonce"]
    context["is_kept"] = add_page_words(feedback, said, form.cleaned_data["words"], nonce=nonce, at=timezone.now())
    return _answer(request, "page_feedback", context)


@require_safe
def rating_results(request: HttpRequest) -> HttpResponse:
    """How a portal is rated, by axis, month and quarter."""
    frame = _frame(
        request,
        _("How readers rate this portal"),
        description=_("Points that readers gave interface, content, quality and support, by month and quarter."),
    )
    return render(request, "pages/participation/rating_results.html", {**figures_of([request.portal.id]), **frame})


@require_safe
def city_ratings(request: HttpRequest) -> HttpResponse:
    """The ratings of every portal together and side by side, on the city portal; on others the address leads there."""
    directory = get_directory()
    city = directory.city
    if city is None:
        raise Http404
    if not request.portal.is_city:
        return HttpResponsePermanentRedirect(city.root_url + request.get_full_path())
    frame = _frame(
        request,
        _("How readers rate the portals of the city"),
        description=_("Points that readers gave the portals of the city, together and side by side."),
    )
    readable = [record for record in directory.records if record.is_readable and record.is_listed]
    context = {**figures_of([record.id for record in readable]), "portals": portals_side_by_side(readable)}
    return render(request, "pages/participation/rating_results.html", {**context, "is_of_city": True, **frame})


def _frame(request: HttpRequest, title: str, *, description: str = "", below: bool = True) -> dict[str, Any]:
    """The frame of a page, which stands below that of the form but for this one itself.

    Raises:
        Http404: the portal has no public home in the language.
    """
    home = live_home(request.portal)
    if home is None:
        raise Http404
    frame = frame_of_view(request, title, home.get_url(request), description=description)
    if below and not request.portal.is_archived:
        first, last = frame["breadcrumb"]
        frame["breadcrumb"] = [first, Crumb(pgettext("public section", "Rate this portal"), reverse("rate")), last]
    return frame


def _open_frame(request: HttpRequest, title: str, *, below: bool = True) -> dict[str, Any]:
    """As `_frame`, of a page that takes ratings.

    Raises:
        Http404: it is a portal of former times as well.
    """
    if request.portal.is_archived:
        raise Http404
    return _frame(request, title, below=below)


def _answer(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page after a form was sent: no cache keeps it, no search engine finds it."""
    response = render(request, f"pages/participation/{template}.html", {**context, "meta": None}, status=status)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
