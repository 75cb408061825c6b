"""Slugs under which nobody would find a page: what the system answers by itself lies at the same address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import get_page_models

from home.serving.addresses import VERSIONS

# Slugs of sections whose address a view answers, with the title and lead of the section; pages below keep theirs, but
# for what other views answer there.
SHOWN_BY_VIEWS = frozenset({"hoi-dap"})


@cache
def hidden_slugs() -> frozenset[str]:
    """The first steps of all addresses that are not of pages, the languages, and what stands below every page or is
    answered by pages that have others below them, such as the feed of a section, or by views below such a section.

    Nowhere a page's, though most hide those in one place only: a page keeps its slug when it is moved.
    """
    served = {url.strip("/").split("/")[0] for url in (settings.MEDIA_URL, settings.STATIC_URL)}
    steps = {*_first_steps(get_resolver().url_patterns), *dict(settings.LANGUAGES), *served, VERSIONS}
    for model in get_page_models():
        if issubclass(model, RoutablePageMixin) and model.clean_subpage_models():
            steps |= {*_first_steps(model.get_subpage_urls())}
    return frozenset(steps - {""} - SHOWN_BY_VIEWS)


def refuse_hidden_slug(slug: str) -> str:
    """Give back a slug that pages may have.

    Raises:
        ValidationError: the system answers at its address.
    """
    if slug in hidden_slugs():
        message = _(
            "“%(slug)s” is an address of the system, so nobody would find this page. Choose another: “%(other)s”, for "
            "example."
        )
        raise ValidationError(message, code="hidden_slug", params={"slug": slug, "other": free_slug(slug)})
    return slug


def free_slug(slug: str) -> str:
    """A slug that pages may have, as near as can be."""
    return f"trang-{slug}" if slug in hidden_slugs() else slug


def _first_steps(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver) and isinstance(entry.pattern, LocalePrefixPattern):
            yield from _first_steps(entry.url_patterns)
            continue
        # Empty where an address begins with a place for words: that of a page.
        step = re.match(r"\^?([\w.-]*)", str(entry.pattern)).group(1)
        yield step
        if isinstance(entry, URLResolver) and step in SHOWN_BY_VIEWS:
            yield from _first_steps(entry.url_patterns)
