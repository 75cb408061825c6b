"""The interface for other systems (4.2.c): read only, without a session, of what is public; its page for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from deadlines.models import InformationCategory
from exchange.interface import changes
from exchange.interface.answers import json_answer, json_refusal
from exchange.interface.columns import answer_of
from exchange.interface.dictionary import dictionary
from exchange.interface.endpoints import BY_NAME, ENDPOINTS
from exchange.interface.item_columns import FACTS, kind_name
from exchange.interface.items import listed_items, of_category, public_items, read_items, under_field
from exchange.interface.kinds import KINDS
from exchange.interface.openapi import openapi
from exchange.interface.questions import MOST, USUAL, NotUnderstood, read_question
from exchange.interface.submissions import came_before, public_comments, public_questions
from exchange.interface.tokens import START, About, Token, token_at
from home.models import SubjectField
from home.serving.feeds import live_home
from home.serving.presentation import frame_of_view
from sites.directory import get_directory

View = Callable[..., HttpResponse]


def endpoint_view(name: str) -> Callable[[View], View]:
    """A view of one address: reads what is asked by the parameters of the address, and says what is wrong in words."""
    parameters = BY_NAME[name].parameters

    def wrap(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                question = read_question(request.GET, parameters, portal=request.portal)
            except NotUnderstood as error:
                return json_refusal(
                    HTTPStatus.BAD_REQUEST, code="not_understood", message=str(error), parameter=error.parameter
                )
            return view(request, question, **kwargs)

        return answer

    return wrap


@endpoint_view("api")
def index(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """Where everything is."""
    return json_answer(request, answer_of(request.portal, BY_NAME["api"].columns))


@endpoint_view("api_items")
def items(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """Items in pages, the newest first."""
    limit = question.get("limit", USUAL)
    pages = listed_items(request.portal, kind=question.get("kind"), of=question.get("portal"))
    found = list(_narrowed(pages, question)[: limit + 1].specific())
    told = found[:limit]
    following = _following(request, told[-1], at=told[-1].first_published_at) if len(found) > limit else None
    return json_answer(request, _list("api_items", read_items(told), beside=following))


def _following(request: HttpRequest, last: Any, *, at: datetime) -> str:
    """Address at which a list goes on after its last entry, which stands there by a moment."""
    after = token_at(at, About.ITEM, last.pk)
    return f"{request.portal.root_url}{request.path}?{urlencode(request.GET.dict() | {'after': str(after)})}"


def _narrowed(pages: PageQuerySet, question: dict[str, Any]) -> PageQuerySet:
    kinds = [question["kind"]] if "kind" in question else KINDS
    if "category" in question:
        pages = pages.filter(of_category(question["category"], kinds))
    if "field" in question:
        pages = pages.filter(under_field(question["field"], kinds))
    if "language" in question:
        own = Locale.objects.filter(language_code=question["language"])
        pages = pages.alias(own_locale=F("locale") + 0).filter(own_locale__in=own.values("pk"))
    if "since" in question:
        pages = pages.filter(last_published_at__gte=question["since"])
    return pages.filter(_before(question["after"])) if "after" in question else pages


def _before(place: Token) -> Q:
    """Condition on pages: they come after a place in a list that begins with the newest."""
    same = Q(feed_entry__published_at=place.moment, feed_entry__page_id__lt=place.key)
    return Q(feed_entry__published_at__lte=place.moment) & (Q(feed_entry__published_at__lt=place.moment) | same)


@endpoint_view("api_item")
def item(request: HttpRequest, question: dict[str, Any], *, pk: str) -> HttpResponse:
    """One item with its words."""
    found = read_items(list(public_items(request.portal).filter(pk=int(pk)).specific()))
    if not found:
        return json_refusal(HTTPStatus.NOT_FOUND, code="not_found", message=_("No public item has this number here."))
    return json_answer(request, answer_of(found[0], BY_NAME["api_item"].columns))


@endpoint_view("api_changes")
def changes_list(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """What changed since a token, the oldest first."""
    told = changes.changes_since(
        request.portal,
        since=question.get("since", START),
        until=timezone.now() - changes.SETTLING,
        limit=question.get("limit", USUAL),
    )
    return json_answer(request, _list("api_changes", told.entries, beside=told))


@endpoint_view("api_comments")
def comments(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """Comments on drafts in pages, the newest first."""
    rows = public_comments(request.portal, of=question.get("portal"), draft=question.get("draft"))
    return _submissions(request, question, "api_comments", rows)


@endpoint_view("api_questions")
def questions(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """Questions in pages, the newest first."""
    return _submissions(request, question, "api_questions", public_questions(request.portal, of=question.get("portal")))


def _submissions(request: HttpRequest, question: dict[str, Any], name: str, rows: QuerySet[Any]) -> HttpResponse:
    if "after" in question:
        rows = rows.filter(came_before(question["after"]))
    limit = question.get("limit", USUAL)
    found = list(rows[: limit + 1])
    told = found[:limit]
    following = _following(request, told[-1], at=told[-1].received_at) if len(found) > limit else None
    return json_answer(request, _list(name, told, beside=following))


@endpoint_view("api_portals")
def portals(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """Portals that can be read now: this one; on the city portal, all."""
    records = get_directory().records if request.portal.is_city else (request.portal,)
    return json_answer(request, _list("api_portals", [one for one in records if one.is_readable]))


@endpoint_view("api_categories")
def categories(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """Categories of information, with their codes."""
    return json_answer(request, _list("api_categories", InformationCategory.objects.all()))


@endpoint_view("api_fields")
def fields(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """Fields of Regulation 4.2, with their codes."""
    return json_answer(request, _list("api_fields", SubjectField.objects.all()))


@endpoint_view("api_dictionary")
def dictionary_as_data(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """The data dictionary, in both languages."""
    return json_answer(request, answer_of(dictionary(), BY_NAME["api_dictionary"].columns))


@endpoint_view("api_openapi")
def openapi_document(request: HttpRequest, question: dict[str, Any]) -> HttpResponse:
    """The OpenAPI document of this portal."""
    return json_answer(request, openapi(request.portal))


def _list(name: str, entries: Iterable[Any], *, beside: Any = None) -> dict[str, Any]:
    endpoint = BY_NAME[name]
    told = {endpoint.entries: [answer_of(entry, endpoint.columns) for entry in entries]}
    return told | answer_of(beside, endpoint.beside)


@require_safe
def data_interface(request: HttpRequest) -> HttpResponse:
    """Every address, parameter and column, in the language of the page."""
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
    frame = frame_of_view(
        request,
        _("Data for other systems"),
        home.get_url(request),
        description=_("What other systems read of this portal, how they ask for it, and what each field holds."),
    )
    return render(request, "pages/exchange/data_interface.html", context | frame)
