"""What pages of information say to people and to machines, and what they cost."""

import json
from datetime import datetime

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.templatetags.text_filters import NO_BREAK_SPACE

DAYS = {"dateCreated", "expires", "datePosted", "startDate", "endDate", "uploadDate", "datePublished", "dateModified"}


def shown(client, page, below=""):
    """A public page, or what stands at an address below it."""
    response = client.get(f"{page.url}{below}", headers={"host": page.portal.host})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words_of(response):
    """The text of the main part of a screen."""
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ").split())


def facts_of(page):
    rows = page.select("dl.facts > div")
    return {row.dt.get_text(): row.dd.get_text().replace(NO_BREAK_SPACE, " ") for row in rows}


def row_of(section, title):
    """What the list of a section says of one page, each fact by itself."""
    (row,) = (row for row in section.select(".story") if row.find("a").get_text() == title)
    return [fact.get_text().replace(NO_BREAK_SPACE, " ") for fact in row.select(".story__facts > li")]


def statement_of(page):
    """The one thing that a page states besides its breadcrumb, and a home besides how its portal is searched."""
    scripts = page.find_all("script", type="application/ld+json")
    statements = [statement for script in scripts for statement in json.loads(script.string)]
    (found,) = [statement for statement in statements if statement["@type"] not in {"BreadcrumbList", "WebSite"}]
    assert found["@context"] == "https://schema.org"
    assert list(_faults(found)) == []
    return found


def _faults(value, name=""):
    """What is wrong in a statement: something empty, a thing without its type, a day that is none."""
    if value in ("", None, [], {}):
        yield f"{name} is empty"
    elif isinstance(value, dict):
        if not value.get("@type"):
            yield f"{name} has no type"
        for key, inner in value.items():
            yield from _faults(inner, f"{name}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _faults(inner, name)
    elif name.rpartition(".")[2] in DAYS:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            yield f"{name}: {value} is no day"


def queries_of(client, portal, address):
    """How many a public page takes that was asked for before."""
    client.get(address, headers={"host": portal.host})
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address, headers={"host": portal.host}).status_code == 200
    return len(seen)
