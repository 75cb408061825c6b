"""Wagtail's policy for pages with conditions that stay flat: a person may work on hundreds of portals."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import AbstractPage, Collection, Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from sites.tree import ancestors, below

if TYPE_CHECKING:
    from accounts.models import AnyUser

# Whoever may do one of these with a page finds it in the explorer.
EXPLORING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


class FlatPagePermissionPolicy(PagePermissionPolicy):
    """The answers of Wagtail's policy, each with one condition for each depth at which permissions stand.

    Wagtail #14593: its own joins a query for each permission. Drop with Wagtail 8.1, if the tests hold without it.
    """

    def instances_user_has_any_permission_for(self, user: AnyUser, actions: Iterable[str]) -> Any:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        actions = set(actions)
        wanted = self._get_permission_codenames(actions)
        owned_only = "change" in actions and "add" not in actions
        held = {(row.permission.codename, row.page.path) for row in self.get_cached_permissions_for_user(user)}
        condition = below(path for codename, path in held if codename in wanted)
        if owned_only:
            added = self._get_permission_codename("add")
            condition |= below(path for codename, path in held if codename == added) & Q(owner=user.pk)
        return self.model._default_manager.filter(condition)

    def explorable_root_instance(self, user: AnyUser) -> Any:
        """Wagtail's answer; where rights stand at that page itself, it is known already."""
        if not hasattr(user, self._explorable_root_instance_cache_name):
            pages = list(self.instances_with_direct_explore_permission(user))
            top = _common_start(page.path for page in pages)
            if known := [page for page in pages if page.path == top]:
                setattr(user, self._explorable_root_instance_cache_name, known[0])
        return super().explorable_root_instance(user)

    def explorable_instances(self, user: AnyUser) -> Any:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        rows = self.get_cached_permissions_for_user(user)
        wanted = self._get_permission_codenames(EXPLORING)
        paths = {row.page.path for row in rows}
        # The pages above them that lead there, from the place where the ways part.
        above = {place for path in paths for place in ancestors(path, step=Page.steplen)}
        top = _common_start(path[: -Page.steplen] for path in paths)
        condition = below(row.page.path for row in rows if row.permission.codename in wanted)
        condition |= Q(path__in=sorted(place for place in above if place.startswith(top)))
        return self.model._default_manager.filter(condition)


class FlatCollectionPermissionPolicy(CollectionOwnershipPermissionPolicy):
    """Permission policy of files in collections: images and documents. The apps that own them register it."""

    def _collections_with_perm(self, user: AnyUser, actions: Iterable[str]) -> Any:
        # Wagtail 8.0: private; every list and chooser of files goes through it (`tests/house/test_private_api.py`).
        rows = self._get_user_permission_objects_for_actions(user, actions)
        return Collection.objects.filter(below(row.collection.path for row in rows))


def _common_start(paths: Iterable[str]) -> str:
    """The path of the place that all others stand at or below; empty where there is none."""
    common = posixpath.commonprefix(list(paths))
    return common[: len(common) - len(common) % Page.steplen]


# `wagtail.permissions` registers its own when it is imported, above; ours comes after it, whatever the order of apps.
register_permission_policy(AbstractPage, FlatPagePermissionPolicy())
