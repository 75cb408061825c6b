"""Portals in which a person works: the one answer that the guard, the choosers and the lists of the admin ask for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import CollectionMember, Page, Site

from members.access.roles import roles_of
from members.enums import Role
from sites.directory import CONTAINER_DEPTH, CONTAINER_PATH_LENGTH, HOME_DEPTH, PortalRecord, get_directory
from sites.models import Portal
from sites.tree import below, home_path, in_public_branch

if TYPE_CHECKING:
    from accounts.models import AnyUser


@dataclass(frozen=True)
class Scope:
    """The portals a person holds a role or a board seat on. A superuser's has no bounds.

    A city editor works on pages and files of every portal (`all_content`); accounts, roles, boards, the look and
    whatever else carries the key of a portal stay with those who hold a role or seat on it: `portals`.
    """

    everything: bool
    portals: tuple[PortalRecord, ...]
    all_content: bool = False

    @cached_property
    def portal_ids(self) -> frozenset[int]:
        return frozenset(portal.id for portal in self.portals)

    @property
    def works_somewhere(self) -> bool:
        """Whether there is a portal whose content the person works on; a superuser and a city editor work on all."""
        return self.everything or self.all_content or bool(self.portals)

    @cached_property
    def content_portals(self) -> tuple[PortalRecord, ...]:
        """Portals on whose pages and files the person works."""
        return get_directory().records if self.all_content else self.portals

    @property
    def content_records(self) -> tuple[PortalRecord, ...]:
        """`content_portals`; for a superuser all portals."""
        return get_directory().records if self.everything else self.content_portals

    @cached_property
    def paths(self) -> frozenset[str]:
        """Places of the containers of `content_portals`."""
        return frozenset(portal.container_path for portal in self.content_portals if portal.container_path)

    @cached_property
    def collection_ids(self) -> frozenset[int]:
        """Collections of `content_portals`."""
        return frozenset(portal.collection_id for portal in self.content_portals if portal.collection_id is not None)

    def has_path(self, path: str | None) -> bool:
        """Whether a page stands in one of the portals, by its place in the tree."""
        return path is not None and (self.everything or path[:CONTAINER_PATH_LENGTH] in self.paths)

    def has_portal(self, portal_id: int | None) -> bool:
        return self.everything or portal_id in self.portal_ids

    @cached_property
    def site_ids(self) -> frozenset[int]:
        return frozenset(portal.site_id for portal in self.portals if portal.site_id is not None)

    def has_collection(self, collection_id: int | None) -> bool:
        return self.everything or collection_id in self.collection_ids

    def has_site(self, site_id: int | None) -> bool:
        return self.everything or site_id in self.site_ids

    def has(self, instance: Model) -> bool:
        """Whether a row belongs to one of the portals.

        A row of a model that says nothing of a portal belongs to nobody but the superuser.
        """
        if self.everything:
            return True
        if isinstance(instance, Page):
            return self.has_path(instance.path)
        if isinstance(instance, Portal):
            return self.has_portal(instance.pk)
        if isinstance(instance, Site):
            return self.has_site(instance.pk)
        if isinstance(instance, BaseSiteSetting):
            return self.has_site(instance.site_id)
        if isinstance(instance, CollectionMember):
            return self.has_collection(instance.collection_id)
        return hasattr(instance, "portal_id") and self.has_portal(instance.portal_id)

    def rows(self, model: type[Model]) -> Q:
        """A condition on rows of a model: belonging to one of the portals. The same answer as `has`."""
        if self.everything:
            return Q()
        if issubclass(model, Page):
            return self.pages()
        if issubclass(model, Portal):
            return Q(pk__in=self.portal_ids)
        if issubclass(model, Site):
            return Q(pk__in=self.site_ids)
        if issubclass(model, BaseSiteSetting):
            return Q(site__in=self.site_ids)
        if issubclass(model, CollectionMember):
            return Q(collection__in=self.collection_ids)
        has_portal = any(field.name == "portal" for field in model._meta.concrete_fields)
        return Q(portal__in=self.portal_ids) if has_portal else Q(pk__in=[])

    def pages(self) -> Q:
        """A condition on pages: standing in one of the portals."""
        if self.everything:
            return Q()
        return Q(depth__gte=CONTAINER_DEPTH) if self.all_content else below(self.paths)

    def proposals(self, user: AnyUser) -> Q:
        """A condition on proposals: decided or made by one of the portals and, for a city editor, the own ones."""
        if self.everything:
            return Q()
        of_portals = Q(portal__in=self.portal_ids) | Q(origin__in=self.portal_ids)
        return of_portals | Q(proposed_by=user.pk) if self.all_content else of_portals

    def linkable_pages(self) -> Q:
        """A condition on pages: standing in one of the portals, or public on another that is open to readers."""
        if self.everything:
            return Q()
        # Public: live below a live home of their language, on a portal that can be read.
        closed = {record.container_path for record in get_directory().records if not record.is_readable} - {""}
        public = Q(in_public_branch(), live=True, depth__gte=HOME_DEPTH)
        return self.pages() | (public & ~below(closed) if closed else public)

    def may_link(self, page: Page) -> bool:
        """Whether a page that was read fulfils `linkable_pages`."""
        return self.has_path(page.path) or self._is_public(page)

    def _is_public(self, page: Page) -> bool:
        if not page.live or page.depth < HOME_DEPTH:
            return False
        record = get_directory().for_path(page.path)
        return (record is None or record.is_readable) and home_path(page.path) in self._public_homes

    @cached_property
    def _public_homes(self) -> frozenset[str]:
        return frozenset(Page.objects.live().filter(depth=HOME_DEPTH).order_by().values_list("path", flat=True))


NOTHING = Scope(everything=False, portals=())


def scope_of(user: AnyUser, *, on: date) -> Scope:
    """The portals where the person holds a role or a seat on a day."""
    if not user.is_active or user.is_anonymous:
        return NOTHING
    if user.is_superuser:
        return Scope(everything=True, portals=get_directory().records)
    standing, records = roles_of(user, on=on), get_directory().by_id
    return Scope(
        everything=False,
        portals=tuple(records[pk] for pk in sorted(standing.portals) if pk in records),
        all_content=Role.CITY_EDITOR in standing.city_roles,
    )


# The request of the admin that runs: widgets are drawn where nobody hands it to them.
_asking: ContextVar[HttpRequest | None] = ContextVar("request of the admin", default=None)


@contextmanager
def asking(request: HttpRequest) -> Iterator[None]:
    """Let `current_scope` be that of the person who asks, as long as a request is answered."""
    token = _asking.set(request)
    try:
        yield
    finally:
        _asking.reset(token)


def current_request() -> HttpRequest | None:
    """The request of the admin that is being answered; None outside of one."""
    return _asking.get()


def current_scope() -> Scope:
    """The scope of the person whose request is answered; outside of a request of the admin, that of nobody."""
    request = _asking.get()
    return scope_of_request(request) if request is not None else NOTHING


def scope_of_request(request: HttpRequest) -> Scope:
    """The scope of the person who asks, read once for a request."""
    kept: Any = getattr(request, "portal_scope", None)
    if kept is None:
        kept = request.portal_scope = scope_of(request.user, on=timezone.localdate())  # type: ignore[attr-defined]
    return kept
