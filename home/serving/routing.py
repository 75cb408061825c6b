"""From a path to a page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from home.serving.addresses import VERSIONS, VERSIONS_ENGLISH, slugs_named_by
from members.access.scope import Scope
from page_cache.declaring import shows_other_portals
from sites.directory import CONTAINER_PATH_LENGTH, HOME_DEPTH, get_directory
from sites.registry import register_page_finder

_VERSIONS: Final = (VERSIONS, VERSIONS_ENGLISH)


def may_be_named_by(path: str) -> Q:
    """Condition on live pages: a page at a place may name them to readers. They stand on the same portal, or on another
    one that can be read now."""
    record = get_directory().for_path(path)
    return Scope(everything=False, portals=(record,) if record else ()).linkable_pages()


def declare_named(wanted: Collection[int], found: Collection[Page], *, path: str) -> None:
    """Declare that the page at a place shows other portals, where pages that it names stand there, or are not public:
    copies of it end when they are withdrawn, or become public."""
    container = path[:CONTAINER_PATH_LENGTH]
    if len(found) < len(wanted) or not all(page.path.startswith(container) for page in found):
        shows_other_portals()


def split_address(components: Sequence[str]) -> tuple[list[str], int | None] | None:
    """The page whose versions an address asks for, and the number of the one; None where it asks for no version.

    `["tin-tuc", "a", "phien-ban", "2"]` gives `(["tin-tuc", "a"], 2)`. A number of 0 stands for what is none.
    """
    if len(components) > 1 and components[-1] in _VERSIONS:
        return list(components[:-1]), None
    if len(components) > 2 and components[-2] in _VERSIONS:
        number = components[-1]
        return list(components[:-2]), int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    return None


def find_route(request: HttpRequest, container_path: str, language: str, components: list[str]) -> RouteResult | None:
    """Find the deepest public page a path names below the home of a language, and let it route what is left over.

    None where the portal has no public home in the language.

    Raises:
        Http404: the page does not route the rest, or is not public.
    """
    chain = _chain(container_path, language, components)
    if not chain or not chain[0].live:
        return None
    while not chain[-1].live:
        # What a draft is called takes away nothing that the page above it answers by itself.
        del chain[-1]
    page = chain[-1].specific
    page.chain = chain[:-1]
    page.has_former_versions = chain[-1].has_former_versions
    page.is_restricted = any(row.has_restriction for row in chain)
    return page.route(request, components[len(chain) - 1 :])


@register_page_finder
def find_public_page(container_path: str, language: str, components: list[str]) -> Page | None:
    """The public page at a path below the home of a language, the home public as well."""
    chain = _chain(container_path, language, components)
    return chain[-1] if len(chain) == len(components) + 1 and chain[0].live and chain[-1].live else None


def _chain(container_path: str, language: str, components: list[str]) -> list[Page]:
    """Rows of the home and of each level the path names, as far as they exist."""
    slugs = [language, *slugs_named_by(language, components)]
    # By name: the page types, which import this module, are read before it.
    former = apps.get_model("home", "PublicVersion").objects.readable().former()
    restriction = PageViewRestriction.objects.filter(page=OuterRef("pk"))
    rows = (
        Page.objects.filter(
            path__startswith=container_path, depth__gte=HOME_DEPTH, depth__lt=HOME_DEPTH + len(slugs), slug__in=slugs
        )
        .annotate(has_restriction=Exists(restriction), has_former_versions=Exists(former.filter(page=OuterRef("pk"))))
        .order_by("path")
    )
    by_place = {(row.path[: -Page.steplen], row.slug): row for row in rows}
    chain: list[Page] = []
    above = container_path
    for slug in slugs:
        row = by_place.get((above, slug))
        if row is None:
            break
        chain.append(row)
        above = row.path
    return chain
