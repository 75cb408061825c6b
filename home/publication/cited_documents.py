"""Legal documents that a text besides pages rests on: which pages are such, and what of one is written down with it.

The app that has such pages registers them. What was written down stays, whatever becomes of the page; the link to it
holds only as long as the public reads the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

from formats.vietnamese.dates import vi_date
from home.serving.addresses import language_of, url_from
from members.access.scope import Scope

# What is written down of a document, as JSON holds it: key of its page, number, day of issue, title, and
# the language of that.
Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Citation:
    """A document as it is shown below a text. `url` is empty where the public does not read its page now."""

    number: str
    title: str
    language: str
    issued_on: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Documents:
    """Pages that are documents. `read` tells number, day of issue and title of one."""

    model: type[Page]
    read: Callable[[Any], tuple[str, date | None, str]]


_documents: list[Documents] = []


def register_documents(documents: Documents) -> None:
    """Register which pages are documents, once."""
    _documents[:] = [documents]


def document_model() -> type[Page]:
    """The type of these pages.

    Raises:
        LookupError: none is registered.
    """
    if not _documents:
        raise LookupError
    return _documents[0].model


def documents_among(pages: Iterable[Page]) -> list[Page]:
    """Those of some pages that are documents."""
    return [page for page in pages if page.cached_content_type.model_class() is document_model()]


def public_documents() -> PageQuerySet:
    """Documents that the public reads now, on whatever portal."""
    pages: PageQuerySet = document_model()._default_manager.filter(_public())
    return pages


def facts_of(keys: Iterable[int]) -> list[Facts]:
    """What is written down of some documents, in this order; nothing of those that are not public."""
    keys = list(dict.fromkeys(keys))
    pages = public_documents().in_bulk(keys) if keys else {}
    return [_facts(pages[key]) for key in keys if key in pages]


def citations_of(lists: Iterable[list[Facts]], *, site_id: int | None) -> list[list[Citation]]:
    """What several texts show of the documents they rest on, as seen from a site."""
    lists = list(lists)
    keys = {facts["page"] for found in lists for facts in found}
    rows = Page.objects.filter(_public(), pk__in=keys).values_list("pk", "path", "url_path") if keys else []
    urls = {key: url_from(path, url_path, site_id) or "" for key, path, url_path in rows}
    return [[_citation(facts, urls) for facts in found] for found in lists]


def in_words(found: list[Facts] | None) -> str:
    """Documents as whoever decides on the text reads them, one a line."""
    return "\n".join(map(_line, found or []))


def _line(facts: Facts) -> str:
    shown = _citation(facts, {})
    if shown.issued_on is None:
        return f"{shown.number}: {shown.title}"
    told = {"number": shown.number, "day": vi_date(shown.issued_on), "title": shown.title}
    return _("%(number)s of %(day)s: %(title)s") % told


def _public() -> Any:
    return Scope(everything=False, portals=()).linkable_pages()


def _facts(page: Page) -> Facts:
    number, issued_on, title = _documents[0].read(page)
    return {
        "page": page.pk,
        "number": number,
        "issued_on": issued_on.isoformat() if issued_on else "",
        "title": title,
        "language": language_of(page.url_path),
    }


def _citation(facts: Facts, urls: Mapping[int, str]) -> Citation:
    day = date.fromisoformat(facts["issued_on"]) if facts["issued_on"] else None
    return Citation(facts["number"], facts["title"], facts["language"], day, urls.get(facts["page"], ""))
