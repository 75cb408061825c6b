"""What templates need besides the page: breadcrumb, head, citation, sharing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from formats.vietnamese.dates import vi_date, vi_time
from home.blocks.choosers import preloaded
from home.branding.stylesheet import shared_logo_of
from home.models import BasePage, ContentPage, LinkedItemPage, NewsArticlePage, PortalHomePage
from home.serving import structured_data
from home.serving.addresses import PlainPage, versions_step
from home.serving.preloading import preload, repeats_lead_picture
from page_cache.declaring import changes_by_the_clock
from sites.directory import HOME_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb; the last has no address."""

    title: str
    url: str


@dataclass(frozen=True)
class Share:
    """A way to pass a page on: plain links, no third-party scripts."""

    page_url: str
    title: str

    @property
    def facebook(self) -> str:
        return f"https://www.facebook.com/sharer/sharer.php?u={quote(self.page_url, safe='')}"

    @property
    def zalo(self) -> str:
        return f"https://zalo.me/share?url={quote(self.page_url, safe='')}"

    @property
    def email(self) -> str:
        return f"mailto:?subject={quote(self.title)}&body={quote(self.page_url)}"


@dataclass(frozen=True)
class Meta:
    """What the head of a page says about it: description, Open Graph, Dublin Core (Circular 24/2011)."""

    title: str
    description: str
    url: str
    type: str
    language: str
    creator: str
    publisher: str
    published: Any = None
    modified: Any = None
    image: Any = None
    subject: str = ""
    # Not for search engines: another address says the same as of now.
    is_former: bool = False

    @cached_property
    def dublin_core(self) -> list[tuple[str, str]]:
        """Mandatory elements never blank, several values parted by ";". What was never published has no date yet."""
        moment = self.modified or self.published
        rows = [
            ("title", self.title),
            ("creator", self.creator or self.publisher),
            ("date", moment.isoformat() if moment else ""),
            ("description", self.description or self.title),
            ("publisher", self.publisher),
            ("identifier", self.url),
            ("language", self.language),
            ("subject", self.subject),
        ]
        return [(name, value) for name, value in rows if value]


def page_context(page: BasePage, request: HttpRequest) -> dict[str, Any]:
    """Breadcrumb, head and citation of a page, and the rows its blocks refer to: `home.serving.preloading` has the
    queries."""
    if page.changes_by_the_clock:
        changes_by_the_clock()
    chain = chain_of(page)
    rows = preload(page)
    context: dict[str, Any] = {
        "breadcrumb": [Crumb(step.title, step.get_url(request)) for step in chain]
        + ([Crumb(page.title, "")] if chain else []),
        "meta": meta_of(page),
        "preloaded_rows": rows,
    }
    says_whose = isinstance(page, structured_data.PAGES_OF_THE_AGENCY) and getattr(request, "portal", None)
    with preloaded(rows):
        context["jsonld"] = jsonld_of(page, chain, logo=shared_logo_of(request) if says_whose else "")
    if isinstance(page, (ContentPage, LinkedItemPage)):
        context["share"] = Share(page_url=page.full_url or "", title=page.title)
    if isinstance(page, ContentPage):
        context["cite"] = citation(page)
        context["lead_picture"] = page.image if page.image and not repeats_lead_picture(page) else None
    context["versions_url"] = f"{page.get_url(request)}{versions_step()}/" if page.has_former_versions else ""
    if page.shown_version is not None:
        # Quoted and read by machines is the page as it is now.
        context |= {"shown_version": page.shown_version, "jsonld": "", "cite": ""}
    return context


def chain_of(page: BasePage) -> list[PlainPage]:
    """Public pages above a page, home first; empty for a home. A section in review is not led to."""
    if isinstance(page, PortalHomePage):
        return []
    rows = getattr(page, "chain", None)
    if rows is None:
        rows = page.get_ancestors().filter(depth__gte=HOME_DEPTH)
    return [
        PlainPage.of(row) if row.depth > HOME_DEPTH else PlainPage.of(row, title=pgettext("breadcrumb", "Home"))
        for row in rows
        if row.live
    ]


def meta_of(page: BasePage) -> Meta:
    """Facts of a page for its head."""
    portal = page.portal
    title = page.seo_title or page.title
    if isinstance(page, PortalHomePage) and portal is not None:
        title = portal.portal_title
    creator = "; ".join(filter(None, [getattr(page, "authors", ""), getattr(page, "source_agency", "")]))
    return Meta(
        title=title,
        description=page.search_description or page.lead,
        url=page.full_url or "",
        type="article" if isinstance(page, NewsArticlePage) else "website",
        language=page.language,
        creator=creator,
        publisher=portal.portal_title if portal else "",
        published=page.first_published_at,
        modified=page.last_published_at,
        image=getattr(page, "image", None),
        subject="; ".join(map(str, page.shown_fields)) if isinstance(page, ContentPage) else "",
        is_former=page.shown_version is not None,
    )


def frame_of_view(
    request: HttpRequest, title: str, home_url: str, *, description: str = "", further: str = ""
) -> dict[str, Any]:
    """What the frame shows of a public view that is no page of the tree: head, breadcrumb, heading.

    Args:
        description: what search engines show below the title.
        further: what the address of a further page of a list asks, with its "?": it is no copy of the first.
    """
    meta = Meta(
        title=title,
        description=description,
        url=f"{request.portal.root_url}{request.path}{further}",  # type: ignore[attr-defined]  # set by the middleware
        type="website",
        language=get_language(),
        creator="",
        publisher=request.portal.portal_title,  # type: ignore[attr-defined]
    )
    return {
        "meta": meta,
        "breadcrumb": [Crumb(pgettext("breadcrumb", "Home"), home_url), Crumb(title, "")],
        "page_title": title,
    }


def citation(page: ContentPage) -> str:
    """How to quote the page (13.2.a): author and agency, title, portal, time of first publication, address."""
    who = page.source_agency
    if page.authors:
        who = _("%(author)s (%(agency)s)") % {"author": page.authors, "agency": page.source_agency}
    published = page.first_published_at or timezone.now()
    return _("%(who)s, “%(title)s”, %(portal)s, %(time)s on %(date)s, %(address)s.") % {
        "who": who,
        "title": page.title,
        "portal": page.portal.portal_title if page.portal else "",
        "time": vi_time(published),
        "date": vi_date(published),
        "address": (page.full_url or "").split("://", 1)[-1],
    }


def jsonld_of(page: BasePage, chain: Iterable[PlainPage], *, logo: str = "") -> SafeString:
    """Structured data of a page as JSON that is safe inside a script element."""
    return script_json(structured_data.for_page(page, [(step.title, step.full_url) for step in chain], logo=logo))


def script_json(blocks: list[dict[str, Any]]) -> SafeString:
    """Statements as JSON that is safe inside a script element."""
    text = json.dumps(blocks, ensure_ascii=False)
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(escaped)  # noqa: S308 -- nothing left that could end the script element
