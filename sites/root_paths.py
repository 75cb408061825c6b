"""Wagtail's table of where each site's pages begin, filled in two queries.

Wagtail fills it with one query for each site: 401 with 400 portals, in the first request after any site was saved.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.core.cache import cache
from wagtail.models import Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION, SiteRootPath

SECONDS_KEPT = 3600


def keep_root_paths() -> None:
    """Fill the table where the cache has none. No query in a warm cache, else two."""
    if not cache.has_key(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION):
        cache.set(SITE_ROOT_PATHS_CACHE_KEY, _read(), SECONDS_KEPT, version=SITE_ROOT_PATHS_CACHE_VERSION)


def _read() -> list[SiteRootPath]:
    """What `Site.get_site_root_paths` would read, in its order."""
    homes: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    rows = Page.objects.filter(translation_key__in=Site.objects.order_by().values("root_page__translation_key"))
    for key, url_path, language in rows.order_by("path").values_list(
        "translation_key", "url_path", "locale__language_code"
    ):
        homes[key].append((url_path, language))
    sites = Site.objects.select_related("root_page").order_by("-root_page__url_path", "-is_default_site", "hostname")
    return [
        SiteRootPath(site.pk, url_path, site.root_url, language)
        for site in sites
        for url_path, language in homes[site.root_page.translation_key]
    ]
