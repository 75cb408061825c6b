"""Wagtail's table of where each site's pages begin, filled in one query.

Wagtail fills it with one query for each site: 401 with 400 portals, in the first request after any site was saved.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.core.cache import cache
from wagtail.models import Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION, SiteRootPath

SECONDS_KEPT = 3600
SITE_COLUMNS = tuple(f"sites_rooted_here__{name}" for name in ("pk", "hostname", "port", "is_default_site"))


def keep_root_paths() -> None:
    """Fill the table where the cache has none. No query in a warm cache, else one."""
    if not cache.has_key(SITE_ROOT_PATHS_CACHE_KEY, version=SITE_ROOT_PATHS_CACHE_VERSION):
        cache.set(SITE_ROOT_PATHS_CACHE_KEY, _read(), SECONDS_KEPT, version=SITE_ROOT_PATHS_CACHE_VERSION)


def _read() -> list[SiteRootPath]:
    """What `Site.get_site_root_paths` would read, in its order."""
    homes: dict[UUID, list[tuple[str, str]]] = defaultdict(list)
    sites: list[tuple[Site, str, UUID]] = []
    pages = Page.objects.filter(translation_key__in=Site.objects.order_by().values("root_page__translation_key"))
    for key, url_path, language, *site in pages.order_by("path").values_list(
        "translation_key", "url_path", "locale__language_code", *SITE_COLUMNS
    ):
        homes[key].append((url_path, language))
        pk, hostname, port, is_default = site
        if pk is not None:
            sites.append((Site(pk=pk, hostname=hostname, port=port, is_default_site=is_default), url_path, key))
    # As the database orders sites: by the place of their first page backwards, the default one first, then by host.
    sites.sort(key=lambda each: (not each[0].is_default_site, each[0].hostname))
    sites.sort(key=lambda each: each[1], reverse=True)
    return [
        SiteRootPath(site.pk, url_path, site.root_url, language)
        for site, _place, key in sites
        for url_path, language in homes[key]
    ]
