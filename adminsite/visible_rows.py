"""What lists and reports of the admin may count, name and link: rows of one's own portals, and who worked on them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils import timezone
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.log_actions import registry as log_models
from wagtail.models import (
    CollectionMember,
    ModelLogEntry,
    Page,
    PageLogEntry,
    ReferenceIndex,
    RevisionMixin,
    TaskState,
    WorkflowMixin,
    WorkflowState,
)
from wagtail.permissions import policy_registry

from accounts.models import User
from audit.enums import AuditEventKind
from audit.models import PortalEvent
from editorial.models import ProposedChange
from members.access.display_names import named_people
from members.access.permissions import reviewed_portals
from members.access.scope import Scope, scope_of_request
from sites.directory import get_directory
from sites.tree import in_public_branch

# Up to so many portals a list names each person; above, a name is typed.
FEW_PORTALS = 10
# What belongs to a portal and is logged or reviewed, besides pages.
KEPT_KINDS = (CollectionMember, BaseSiteSetting, RevisionMixin, WorkflowMixin)


def visible_pages(request: HttpRequest) -> QuerySet[Page]:
    """Pages of the portals where the person works, as far as Wagtail lets the person see them in the explorer."""
    pages: QuerySet[Page] = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(scope_of_request(request).pages(), depth__gt=1)


def visible_entries(log_model: Any, request: HttpRequest) -> Any:
    """Entries of one of Wagtail's logs about own rows. What was deleted has no portal any more: superusers see it."""
    scope = scope_of_request(request)
    if scope.everything:
        return log_model.objects.all()
    if issubclass(log_model, PageLogEntry):
        return log_model.objects.filter(page__in=visible_pages(request).values("pk"))
    if issubclass(log_model, ModelLogEntry):
        entries = log_model.objects.filter(_about(scope, "content_type", "object_id"), _while_own(scope))
        return entries.exclude(_offered_by_others(request, "content_type", "object_id"))
    return log_model.objects.none()


def visible_reviews(request: HttpRequest) -> QuerySet[WorkflowState]:
    """Reviews of own rows."""
    return WorkflowState.objects.filter(_reviewed(request, ""))


def visible_steps(request: HttpRequest) -> QuerySet[TaskState]:
    """Steps of reviews of own rows."""
    return TaskState.objects.filter(_reviewed(request, "workflow_state__"))


def shown_references(page: Page, request: HttpRequest) -> QuerySet[ReferenceIndex]:
    """What refers to a page, as far as the person may know: own rows, and pages that everybody can read.

    That editors of another portal have a draft is theirs alone.
    """
    return references_to_show([page], request)


def references_to_show(pages: Sequence[Page], request: HttpRequest) -> QuerySet[ReferenceIndex]:
    """References to several pages that the person may see."""
    references = ReferenceIndex.get_references_to_in_bulk(pages)
    scope = scope_of_request(request)
    if scope.everything:
        return references
    kind = ContentType.objects.get_for_model(Page)
    of_pages = references.filter(base_content_type=kind)
    sources = Page.objects.filter(pk__in=[int(key) for key in of_pages.values_list("object_id", flat=True).distinct()])
    shown = sources.filter(scope.pages() | Q(in_public_branch(), live=True)).values_list("pk", "path")
    keys = [str(key) for key, path in shown if scope.has_path(path) or _is_readable(path)]
    return references.filter(
        Q(base_content_type=kind, object_id__in=keys) | _about(scope, "base_content_type", "object_id")
    )


def _is_readable(path: str) -> bool:
    record = get_directory().for_path(path)
    return record is not None and record.is_readable


def _reviewed(request: HttpRequest, prefix: str) -> Q:
    scope = scope_of_request(request)
    if scope.everything:
        return Q()
    # Generic relations keep keys as text, which PostgreSQL does not compare with numbers.
    pages = visible_pages(request).values(key=Cast("pk", CharField()))
    about_pages = Q(
        **{f"{prefix}base_content_type": ContentType.objects.get_for_model(Page), f"{prefix}object_id__in": pages}
    )
    about_others = _about(scope, f"{prefix}content_type", f"{prefix}object_id")
    return about_pages | (about_others & ~_offered_by_others(request, f"{prefix}content_type", f"{prefix}object_id"))


def _offered_by_others(request: HttpRequest, content_type: str, object_id: str) -> Q:
    """A condition on a table with a generic relation: about what people of other portals offered to one of the scope,
    where the person does not decide on it. Who that was stands beside it."""
    decided = reviewed_portals(request.user, on=timezone.localdate())
    offered = ProposedChange.objects.exclude(origin__in=scope_of_request(request).portal_ids)
    keys = offered.exclude(portal__in=decided).values(key=Cast("pk", CharField()))
    return Q(**{content_type: ContentType.objects.get_for_model(ProposedChange), f"{object_id}__in": keys})


def _while_own(scope: Scope) -> Q:
    """A condition on Wagtail's log of what is no page: of files, what happened while they lay in the scope.

    A file that was given to another portal takes its log along, with the people and the former titles of the portal it
    comes from. Our record knows on which portal each entry was made (`adminsite.editor_log`): what it does not know is
    not shown.
    """
    if scope.all_content:
        return Q()
    files = [model for model in _kept_models() if issubclass(model, CollectionMember)]
    kinds = ContentType.objects.get_for_models(*files, for_concrete_models=False).values()
    recorded = PortalEvent.objects.annotate(key=KeyTextTransform("key", "data")).filter(
        kind=AuditEventKind.WORKED_ON, portal__in=scope.portal_ids, at=OuterRef("timestamp"), key=OuterRef("object_id")
    )
    return ~Q(content_type__in=[kind.pk for kind in kinds]) | Q(Exists(recorded))


def _about(scope: Scope, content_type: str, object_id: str) -> Q:
    """A condition on a table with a generic relation: about files, settings and other rows of the scope."""
    condition = Q(pk__in=[])
    for model in _kept_models():
        keys = model._base_manager.filter(scope.rows(model)).values(key=Cast("pk", CharField()))
        kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
        condition |= Q(**{content_type: kind, f"{object_id}__in": keys})
    return condition


@cache
def _kept_models() -> tuple[type[Model], ...]:
    return tuple(model for model in apps.get_models() if issubclass(model, KEPT_KINDS) and not issubclass(model, Page))


def is_of_few_portals(request: HttpRequest) -> bool:
    """Whether the people who worked on own rows are few enough to be listed."""
    scope = scope_of_request(request)
    return not scope.everything and len(scope.paths) <= FEW_PORTALS


def owners(request: HttpRequest) -> QuerySet[User]:
    """Who owns an own page."""
    return _people(request, visible_pages(request).order_by().values("owner"))


def editors(request: HttpRequest) -> QuerySet[User]:
    """Who edited an own page."""
    return _people(
        request, visible_entries(PageLogEntry, request).order_by().filter(action="wagtail.edit").values("user")
    )


def actors(request: HttpRequest) -> QuerySet[User]:
    """Whom a log names as having done something to an own row."""
    return reduce(
        or_, (_people(request, visible_entries(log, request).order_by().values("user")) for log in sorted_logs())
    )


def lockers(request: HttpRequest) -> QuerySet[User]:
    """Who locked an own page."""
    return _people(request, visible_pages(request).order_by().filter(locked=True).values("locked_by"))


def submitters(request: HttpRequest) -> QuerySet[User]:
    """Who submitted an own row to the board."""
    return _people(request, visible_reviews(request).order_by().values("requested_by"))


def sorted_logs() -> list[Any]:
    """Wagtail's logs, always in the same order."""
    return sorted(log_models.get_log_entry_models(), key=lambda model: model._meta.label)


def _people(request: HttpRequest, keys: Any) -> QuerySet[User]:
    return named_people(request).filter(pk__in=keys).order_by("username")
