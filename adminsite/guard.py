"""The guard before the admin: no address is reached that no rule speaks of, none with a row of another portal.

Wagtail asks for permissions on kinds of things in many places, and for the thing itself in few. So every address of
the admin has a rule here, by the name of its view; the apps register theirs. What has no rule is refused, to
superusers as well: an upgrade that brings a new screen opens nothing until somebody has looked at it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from inspect import unwrap
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest
from wagtail.admin.views.home import default

from adminviews.hidden_inputs import UNSTORABLE, numbers
from adminviews.request_cache import remember_answers
from members.access.scope import Scope, scope_of_request
from sites.tree import keep_root_paths

# Whether a signed-in person with a scope may reach an address; keyword arguments are those of the address.
Rule = Callable[[HttpRequest, Scope, Mapping[str, Any]], bool]

# Wagtail's answer to addresses that do not exist, below what decorates all its views.
NOT_FOUND = unwrap(default)
# Screens on which Wagtail asks where the pages of every site begin.
ASKING_FOR_ROOT_PATHS = (
    "wagtailadmin_home", "wagtailadmin_explore", "wagtailadmin_api:pages:", "wagtailadmin_pages:", "own_reports:",
)  # fmt: skip

# Pages that are going to be moved, which the chooser of their new place reads.
MOVED = "target_pages[]"
# Addresses whose `?id=` Wagtail reads as keys without a look.
ASKING_FOR_IDS = ("_chosen_multiple", ":chosen_multiple", "wagtail_bulk_action", ":find")
BULK_ACTION, ALL = "wagtail_bulk_action", "all"
# Other names of what is read so: where a chooser of links leads back to, and the page of a list.
ASKING_FOR_OTHERS = {
    "_link": "parent_page_id",
    "wagtail_bulk_action": "childOf",
    "wagtailadmin_workflows:edit": "p",
    "wagtailadmin_choose_page": MOVED,
    "wagtailadmin_choose_page_child": MOVED,
    "wagtailadmin_choose_page_search": MOVED,
}
# Fields that Wagtail reads of what is sent, whether they are there or not.
READ_UNASKED = {"wagtailadmin_choose_page_external_link": "external-link-chooser-url"}
# The same of a key: a page is copied to a place, which the form has from its beginning and no button takes out.
KEY_READ_UNASKED = {"wagtailadmin_pages:copy": "new_parent_page"}
# What a person has closed of help texts.
DISMISSIBLES, MANY_HELP_TEXTS, LONG_NAME = "wagtailadmin_dismissibles", 20, 100
# Verbs of HTTP that screens send. Django's views answer others as well, some past what they ask of a form that is sent.
METHODS = frozenset({"GET", "HEAD", "POST"})
# Besides: a help text is closed, what is kept of a preview is thrown away.
METHODS_BESIDES = {DISMISSIBLES: "PATCH", "preview_on_add": "DELETE", "preview_on_edit": "DELETE"}
# By which Wagtail's lists become files, for whoever reads them, and nobody records it.
EXPORTED_BY = "export"

_rules: dict[str, Rule] = {}
_public: set[str] = set()


def register_admin_rules(rules: Mapping[str, Rule]) -> None:
    """Register the rules of some addresses by the name of their view. Registering one twice is an error."""
    for name, rule in rules.items():
        if name in _rules:
            message = f"The admin address {name!r} has two rules."
            raise ValueError(message)
        _rules[name] = rule


def in_namespace(namespace: str, names: Iterable[str], rule: Rule) -> dict[str, Rule]:
    """One rule for several addresses of a namespace, to be registered."""
    return {f"{namespace}:{name}": rule for name in names}


def register_public_admin_addresses(names: Iterable[str]) -> None:
    """Register addresses that are reached without signing in: the sign-in itself, the reset of a password."""
    _public.update(names)


def is_classified(name: str) -> bool:
    """Whether an address has a rule."""
    return name in _public or name in _rules


def check_admin_request(request: HttpRequest, kwargs: Mapping[str, Any]) -> None:
    """Let a request to the admin pass or refuse it.

    Rows of other portals and rows that do not exist are refused alike, so that nobody learns which it was. A list that
    is asked for as a file stays a list: files are taken by verbs that record it.

    Raises:
        PermissionDenied: the address has no rule, or its rule says no.
        BadRequest: a field is missing that Wagtail reads unasked, or something was sent that no screen sends.
        Http404: for superusers, whom no rule refuses: the address names a row by what is no key.
    """
    match = request.resolver_match
    if match is None or unwrap(match.func) is NOT_FOUND:
        return
    name = match.view_name
    _refuse_other_methods(request, name)
    _refuse_names_of_views(request)
    if name in _public:
        return
    rule = _rules.get(name)
    if rule is None:
        raise PermissionDenied
    if not request.user.is_authenticated:
        return  # Wagtail asks to sign in first.
    remember_answers(request)
    named = _names_keys(request, name, kwargs)
    if request.user.is_superuser:
        if not named:
            raise Http404
    elif not named or not rule(request, scope_of_request(request), kwargs):
        raise PermissionDenied
    _refuse_what_no_screen_sends(request, name)
    if EXPORTED_BY in request.GET:
        kept = request.GET.copy()
        del kept[EXPORTED_BY]
        request.GET = kept  # type: ignore[assignment]  # the stubs know only what Django itself made
    if name.startswith(ASKING_FOR_ROOT_PATHS):
        keep_root_paths()


def may_reach(request: HttpRequest, name: str) -> bool:
    """Whether the rule of an address without arguments lets the person pass."""
    rule = _rules.get(name)
    return rule is not None and (request.user.is_superuser or rule(request, scope_of_request(request), {}))


def _refuse_what_no_screen_sends(request: HttpRequest, name: str) -> None:
    if request.method == "POST" and name in READ_UNASKED and READ_UNASKED[name] not in request.POST:
        raise BadRequest(READ_UNASKED[name])
    if request.method == "POST" and name in KEY_READ_UNASKED and not request.POST.get(KEY_READ_UNASKED[name]):
        raise BadRequest(KEY_READ_UNASKED[name])
    if request.method == "PATCH" and name == DISMISSIBLES and not _is_about_help_texts(request.body):
        raise BadRequest
    if any(UNSTORABLE in value for _name, values in request.GET.lists() for value in values):
        raise BadRequest


def _is_about_help_texts(body: bytes) -> bool:
    """Whether names of help texts come, each closed or not: Wagtail would keep whatever it is sent."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return False
    closed = sent.items() if isinstance(sent, dict) and len(sent) <= MANY_HELP_TEXTS else [("", None)]
    return all(isinstance(value, bool) and len(name) <= LONG_NAME for name, value in closed)


def _refuse_other_methods(request: HttpRequest, name: str) -> None:
    if request.method not in METHODS and METHODS_BESIDES.get(name.rpartition(":")[2]) != request.method:
        raise BadRequest(request.method)


def _refuse_names_of_views(request: HttpRequest) -> None:
    """A word without a path is the name of a view to Django, which leads nowhere, from the sign-in too."""
    if any(place and "/" not in place for asked in (request.GET, request.POST) for place in asked.getlist("next")):
        raise BadRequest


def _names_keys(request: HttpRequest, name: str, kwargs: Mapping[str, Any]) -> bool:
    asked = request.GET.getlist("id") if name.endswith(ASKING_FOR_IDS) else []
    if name == BULK_ACTION and asked == [ALL]:
        asked = []
    for ending, other in ASKING_FOR_OTHERS.items():
        asked += filter(None, request.GET.getlist(other)) if name.endswith(ending) else []
    keys = [value for argument, value in kwargs.items() if argument == "pk" or isinstance(value, int)]
    return numbers([*keys, *asked]) is not None
