"""The kinds of rules that the guard knows: what an address names, and whether that is the person's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState, WorkflowState

from adminsite.guard import ALL, MOVED, Rule
from adminviews.hidden_inputs import numbers
from editorial.models import ProposedChange
from members.access.scope import Scope

Arguments = Mapping[str, Any]


def anybody(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The screen names no row, and shows what the person may see: its own test is in `tests/isolation`."""
    return True


def untagged(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """Files have no tags of ours: Wagtail's chooser falls when it is asked for one and for words at the same time."""
    return "tag" not in request.GET


def nobody(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """For superusers only: the screen reaches over all portals."""
    return False


def page(*names: str) -> Rule:
    """Pages named by arguments of the address stand in the person's portals."""

    def rule(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        return pages_in_scope(scope, [kwargs[name] for name in names if name in kwargs])

    return rule


def sent_pages(rule: Rule, *names: str) -> Rule:
    """Pages named by fields of the form stand in the person's portals too: Wagtail's refusal would tell their title."""

    def both(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        keys = [request.POST[name] for name in names if request.POST.get(name)]
        return rule(request, scope, kwargs) and (not keys or pages_in_scope(scope, keys))

    return both


def moved_pages(rule: Rule) -> Rule:
    """Pages for which a chooser looks for a new place stand in the person's portals: what it offers depends on them."""

    def both(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        keys = [key for key in request.GET.getlist(MOVED) if key]
        return rule(request, scope, kwargs) and (not keys or pages_in_scope(scope, keys))

    return both


def row(model: Any, name: str) -> Rule:
    """A row named by an argument belongs to one of the person's portals. `model` may be a function."""

    def rule(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        return rows_in_scope(scope, model if isinstance(model, type) else model(), [kwargs[name]])

    return rule


def model_row(app: str, model: str, key: str) -> Rule:
    """A row named by an argument belongs to the scope, where the address names the model too."""

    def rule(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        try:
            wanted = apps.get_model(kwargs[app], kwargs[model])
        except LookupError:
            return False
        return rows_in_scope(scope, wanted, [kwargs[key]])

    return rule


def pages_in_scope(scope: Scope, keys: Iterable[Any]) -> bool:
    """Whether all pages exist and stand in the scope."""
    wanted = numbers(keys)
    if wanted is None:
        return False
    paths = list(Page.objects.filter(pk__in=wanted).values_list("path", flat=True))
    return len(paths) == len(wanted) and all(scope.has_path(path) for path in paths)


def rows_in_scope(scope: Scope, model: type[Model], keys: Iterable[Any]) -> bool:
    """Whether all rows exist and belong to the scope."""
    if issubclass(model, Page):
        return pages_in_scope(scope, keys)
    wanted = numbers(keys)
    if wanted is None:
        return False
    rows = list(model._default_manager.filter(pk__in=wanted))
    return len(rows) == len(wanted) and all(scope.has(instance) for instance in rows)


def asked_pages(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """Pages that a chooser asks about by `?id=` are those it may offer: own ones, and public ones of others."""
    return _linkable(scope, request.GET.getlist("id"))


def asked(model: Any) -> Rule:
    """Rows that a chooser of files asks about by `?id=` belong to the person's portals."""

    def rule(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
        return rows_in_scope(scope, model(), request.GET.getlist("id"))

    return rule


def chooser_level(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The level a chooser shows: the root, a page of the person's portals, or a public one of another portal."""
    return _linkable(scope, [kwargs["parent_page_id"]]) or kwargs["parent_page_id"] == _root_id()


def _linkable(scope: Scope, keys: Iterable[Any]) -> bool:
    wanted = numbers(keys)
    if wanted is None:
        return False
    return len(wanted) == Page.objects.filter(scope.linkable_pages(), pk__in=wanted).count()


def explorer_level(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """The explorer opens at the root for whoever works in several portals; Wagtail shows own portals only."""
    return pages_in_scope(scope, [kwargs["parent_page_id"]]) or kwargs["parent_page_id"] == _root_id()


def _root_id() -> int:
    return Page.get_first_root_node().pk


def task_state(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """A step of a review belongs to the page that the address names."""
    if not pages_in_scope(scope, [kwargs["page_id"]]):
        return False
    states = TaskState.objects.filter(pk=kwargs["task_state_id"])
    return states.filter(workflow_state__in=_reviews_of_page(kwargs["page_id"])).exists()


def workflow_state(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """A review belongs to the page that the address names."""
    if not pages_in_scope(scope, [kwargs["page_id"]]):
        return False
    return _reviews_of_page(kwargs["page_id"]).filter(pk=kwargs["workflow_state_id"]).exists()


def _reviews_of_page(key: Any) -> QuerySet[WorkflowState]:
    """Reviews of a page; those of a proposal of the same number are others."""
    return WorkflowState.objects.filter(base_content_type=ContentType.objects.get_for_model(Page), object_id=str(key))


def proposal(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """A proposal is decided by one of the person's portals, or was made by one; a city editor's own."""
    return ProposedChange.objects.filter(scope.proposals(request.user), pk=kwargs["proposal_id"]).exists()


def bulk_action(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """All rows of a bulk action belong to the scope, and so does the page they are moved to."""
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return False
    if not issubclass(model, (Page, get_image_model(), get_document_model())):
        return False
    keys = request.GET.getlist("id")
    parents = [key for key in (request.GET.get("childOf"), request.POST.get("chooser")) if key]
    if not pages_in_scope(scope, parents):
        return False
    # "all" are those the person sees in the list the action was started from (`adminsite.views.kept_pages`).
    return keys == [ALL] or rows_in_scope(scope, model, keys)


def translation_source(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    source = apps.get_model("wagtail_localize", "TranslationSource")
    return _translated(scope, source.objects.filter(pk=kwargs["translation_source_id"]))


def translation(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    source = apps.get_model("wagtail_localize", "TranslationSource")
    return _translated(scope, source.objects.filter(translations=kwargs["translation_id"]))


def _translated(scope: Scope, sources: Any) -> bool:
    """The page that is translated stands in the scope."""
    keys = [(source.object_id, source.specific_content_type.model_class()) for source in sources]
    if not keys or not all(model is not None and issubclass(model, Page) for _, model in keys):
        return False
    paths = list(Page.objects.filter(translation_key__in=[key for key, _ in keys]).values_list("path", flat=True))
    return bool(paths) and all(scope.has_path(path) for path in paths)


def setting(request: HttpRequest, scope: Scope, kwargs: Arguments) -> bool:
    """Settings stand by site; without one, Wagtail leads to the first that the person may edit."""
    return "pk" not in kwargs or scope.has_site(kwargs["pk"])
