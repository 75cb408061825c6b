"""Conditions on rows of a tree (pages, collections) that stay flat; the paths of the roots of Wagtail's sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import Exists, F, Model, OuterRef, Q
from django.db.models.functions import Substr
from django.db.models.lookups import In
from wagtail.models import Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION, SiteRootPath

from sites.directory import HOME_DEPTH

# So many places are looked up in the index of paths one by one; more of them in one pass over the table.
FEW = 10
HOME_PATH_LENGTH = HOME_DEPTH * Page.steplen


def below(paths: Iterable[str]) -> Q:
    """A condition on rows with a `path`: standing at one of these places or below it. One term for each depth."""
    roots = outermost(paths)
    if len(roots) <= FEW:
        return Q(*(("path__startswith", path) for path in roots), _connector=Q.OR) if roots else Q(pk__in=[])
    by_length: dict[int, list[str]] = defaultdict(list)
    for path in roots:
        by_length[len(path)].append(path)
    terms = (In(Substr(F("path"), 1, length), same) for length, same in sorted(by_length.items()))
    return Q(*terms, _connector=Q.OR)


def in_public_branch() -> Exists:
    """Condition on live pages: the home of their language is live, too. Below a home in review nothing is found."""
    return Exists(Page.objects.live().filter(path=Substr(OuterRef("path"), 1, HOME_PATH_LENGTH)))


def home_path(path: str) -> str:
    """Where the home stands below which a page stands, or which it is."""
    return path[:HOME_PATH_LENGTH]


def outermost(paths: Iterable[str]) -> list[str]:
    """The places that stand below no other of them, in order."""
    roots: list[str] = []
    for path in sorted(set(paths)):
        if not roots or not path.startswith(roots[-1]):
            roots.append(path)
    return roots


def ancestors(path: str, *, step: int) -> list[str]:
    """Paths of the rows above a place, the root first."""
    return [path[:end] for end in range(step, len(path), step)]


def content_type_of(model: type[Model]) -> ContentType:
    """The type that approvals of a row carry: one for all pages."""
    return ContentType.objects.get_for_model(Page if issubclass(model, Page) else model)


SECONDS_KEPT = 3600
SITE_COLUMNS = tuple(f"sites_rooted_here__{name}" for name in ("pk", "hostname", "port", "is_default_site"))


def keep_root_paths() -> None:
    """Fill the table where the cache has none."""
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
