"""JSON-LD of public pages: agency, site, news, works, persons, breadcrumb. Values in, dictionaries out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from django.urls import reverse
from django.utils.translation import override

from home.enums import CreditRole
from home.models import BasePage, ContactPage, ContentPage, NewsArticlePage, PersonPage, PortalHomePage
from home.publication.pictures import USES, address_of
from sites.directory import PortalRecord

CONTEXT = "https://schema.org"


# Pages that say whose portal this is.
PAGES_OF_THE_AGENCY = (PortalHomePage, ContactPage)


def for_page(page: BasePage, ancestors: Sequence[tuple[str, str]], *, logo: str = "") -> list[dict[str, Any]]:
    """All statements about a page. `ancestors`: title and full address, outermost first.

    `logo`: full address, empty where there is none.
    """
    portal = page.portal
    if portal is None:
        return []
    statements = []
    if isinstance(page, PAGES_OF_THE_AGENCY):
        statements.append(organisation(portal, logo=logo))
    if isinstance(page, PortalHomePage):
        statements.append(website(page, portal))
    if isinstance(page, NewsArticlePage):
        statements.append(news_article(page, portal))
    if isinstance(page, PersonPage):
        statements.append(person(page, portal))
    if page.schema_type:
        statements.append(work(page, portal))
    if ancestors:
        statements.append(breadcrumb([*ancestors, (page.title, page.full_url or "")]))
    return statements


def organisation(portal: PortalRecord, *, logo: str = "") -> dict[str, Any]:
    """The agency behind a portal."""
    statement: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "name": portal.governing_body,
        "url": f"{portal.root_url}/",
        "areaServed": portal.name,
    }
    contacts = {
        "logo": logo,
        "telephone": portal.phone,
        "email": portal.email,
        "address": portal.address,
        "sameAs": [link.url for link in portal.links],
    }
    statement |= {key: value for key, value in contacts.items() if value}
    # One that citizens cannot know of yet is not named.
    if portal.parent is not None and portal.parent.is_listed:
        statement["parentOrganization"] = {
            "@type": "GovernmentOrganization",
            "name": portal.parent.governing_body,
            "url": f"{portal.parent.root_url}/",
        }
    return statement


def website(page: PortalHomePage, portal: PortalRecord) -> dict[str, Any]:
    """The portal as a site that can be searched from elsewhere, in the language of its home."""
    with override(page.language):
        name, address = portal.portal_title, f"{portal.root_url}{reverse('search')}"
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": name,
        "url": page.full_url,
        "inLanguage": page.language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{address}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def news_article(page: NewsArticlePage, portal: PortalRecord) -> dict[str, Any]:
    """A news item with its times, source and publisher (13.2.a)."""
    statement: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "headline": page.title,
        "description": page.lead,
        "inLanguage": page.language,
        "mainEntityOfPage": page.full_url,
        "sourceOrganization": {"@type": "GovernmentOrganization", "name": page.source_agency},
        "publisher": {"@type": "GovernmentOrganization", "name": portal.governing_body, "url": f"{portal.root_url}/"},
        "author": _authors(page),
    }
    if image := address_of(page.image, USES["social"].specs[0]):
        statement["image"] = urljoin(portal.root_url, image)
    if page.first_published_at:
        statement["datePublished"] = page.first_published_at.isoformat()
    if page.last_published_at:
        statement["dateModified"] = page.last_published_at.isoformat()
    if page.correction_note:
        statement["correction"] = page.correction_note
    return statement


def _authors(page: ContentPage) -> Any:
    people = [{"@type": "Person", "name": name} for name in page.credited.get(CreditRole.AUTHOR, ())]
    if not people:
        return {"@type": "GovernmentOrganization", "name": page.source_agency}
    return people if len(people) > 1 else people[0]


def work(page: BasePage, portal: PortalRecord) -> dict[str, Any]:
    """A page that is a work of a kind of its own, with what that kind adds."""
    statement: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": page.schema_type,
        "name": page.title,
        "description": page.lead,
        "inLanguage": page.language,
        "url": page.full_url,
        "publisher": {"@type": "GovernmentOrganization", "name": portal.governing_body, "url": f"{portal.root_url}/"},
    }
    if page.first_published_at:
        statement["datePublished"] = page.first_published_at.isoformat()
    if page.last_published_at:
        statement["dateModified"] = page.last_published_at.isoformat()
    return {name: value for name, value in (statement | page.structured_facts()).items() if value not in ("", None)}


def person(page: PersonPage, portal: PortalRecord) -> dict[str, Any]:
    """A leader or competent official, with official contacts only."""
    statement: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Person",
        "name": page.title,
        "jobTitle": page.position,
        "worksFor": {"@type": "GovernmentOrganization", "name": portal.governing_body},
    }
    return statement | {key: value for key, value in (("telephone", page.phone), ("email", page.email)) if value}


def breadcrumb(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way from the home to the page."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": title, "item": url}
            for position, (title, url) in enumerate(steps, start=1)
        ],
    }
