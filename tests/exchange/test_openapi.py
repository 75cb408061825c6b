"""The OpenAPI document says what may be asked and what answers say, no more and no less."""

import json
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from exchange.interface import changes
from exchange.interface.endpoints import ALL, ENDPOINTS
from exchange.interface.kinds import KINDS
from tests.exchange.asking import ask, told
from tests.factories import make_article, make_head
from tests.information.factories import KINDS as INFORMATION
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db

# The schema of OpenAPI documents, as https://spec.openapis.org/oas/3.1/schema/2022-10-07 has it (Apache-2.0).
OPENAPI_3_1 = json.loads((Path(__file__).parent / "data/openapi_3_1.json").read_text())
CODES = {"category": "categories", "field": "fields"}
IN_CITY = (
    "items/",
    "changes/",
    "comments/",
    "questions/",
    "portals/",
    "categories/",
    "fields/",
    "dictionary/",
    "openapi.json",
    "",
)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(changes, "SETTLING", timedelta(0))


def closed(schema):
    """Close a schema: objects may have no names besides those that are listed."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    more = {"additionalProperties": False} if "properties" in schema and schema.get("type") == "object" else {}
    return {name: closed(one) for name, one in schema.items()} | more


def operation(document, path, method="get"):
    return document["paths"][f"/api/v1/{path}"][method]


def errors(document, path, answer, *, status="200"):
    """What an answer says otherwise than the document."""
    schema = operation(document, path)["responses"][status]["content"]["application/json"]["schema"]
    whole = closed({**schema, "components": document["components"]})
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [f"{path} {error.json_path}: {error.message}" for error in validator.iter_errors(answer)]


def test_document_is_valid_for_each_host_and_names_it(city, district):
    for portal in (city, district):
        document = told(portal, "openapi.json")
        assert not list(Draft202012Validator(OPENAPI_3_1).iter_errors(document))
        for schema in document["components"]["schemas"].values():
            Draft202012Validator.check_schema(schema)
        assert document["servers"] == [{"url": portal.root_url}]
    assert city.host not in json.dumps(told(district, "openapi.json")).replace(district.host, "")


def test_addresses_and_parameters_are_those_that_are_answered(city):
    document = told(city, "openapi.json")
    assert set(document["paths"]) == {f"/api/v1/{one.path.replace('<id>', '{id}')}" for one in ALL}
    for endpoint in ALL:
        path = endpoint.path.replace("<id>", "{id}")
        for method in ("get", "head"):
            named = [one["name"] for one in operation(document, path, method)["parameters"] if one["in"] == "query"]
            assert named == [one.name for one in endpoint.parameters], path


def test_parameters_are_taken_as_the_document_describes_them(city):
    document = told(city, "openapi.json")
    codes = {name: told(city, f"{path}/")[path][0]["code"] for name, path in CODES.items()}
    known = codes | {"portal": city.host, "limit": 100, "after": "0i0"}
    for path, since in (("items/", "2026-11-30"), ("changes/", "0i0")):
        for parameter in operation(document, path)["parameters"]:
            name, schema = parameter["name"], parameter["schema"]
            for value in schema.get("enum") or [(known | {"since": since})[name]]:
                Draft202012Validator(schema, format_checker=FormatChecker()).validate(value)
                assert ask(city, f"{path}?{urlencode({name: value})}").status_code == 200, (name, value)
    limit = next(one["schema"] for one in operation(document, "items/")["parameters"] if one["name"] == "limit")
    for value in (limit["minimum"] - 1, limit["maximum"] + 1):
        assert ask(city, f"items/?limit={value}").status_code == 400


@pytest.mark.slow(reason="publishes an item of each kind")
def test_answers_say_what_the_document_says_and_nothing_else(city, district):
    gone = make_article(district, "Tin bị gỡ")
    article = make_article(district)
    items = [make_item(district, kind, published=True) for kind in INFORMATION if kind != "schedule"]
    reason = TakedownReason.PERSONAL_DATA
    take_down(gone, by=make_head(district), at=timezone.now(), reason_class=reason, reason="Có số căn cước.")
    document = told(city, "openapi.json")
    schemas = document["components"]["schemas"]
    found = []
    for path in IN_CITY:
        found += errors(document, path, told(city, path))
    found += errors(document, "items/", told(city, "items/?limit=1"))
    listed = told(city, "items/?limit=100")["items"]
    for page in (article, *items):
        answer = told(city, f"items/{page.pk}/")
        found += errors(document, "items/{id}/", answer)
        # Of its own kind, not of any.
        own = closed(schemas[f"facts-{answer['kind']}"])
        found += [f"{answer['kind']}: {one.message}" for one in Draft202012Validator(own).iter_errors(answer["facts"])]
    assert found == []
    assert {one["change"] for one in told(city, "changes/?limit=100")["changes"]} >= {"public", "removed"}
    seen = {one["kind"] for one in listed}
    assert {kind.code for kind in KINDS} - seen <= {"unit", "contact", "gallery", "information"}, seen


def test_refusals_say_what_the_document_says(city):
    document = told(city, "openapi.json")
    for path, status in (("items/?la=1", "400"), ("items/{id}/", "404"), ("?x=1", "400")):
        answer = ask(city, path.replace("{id}", "999999"))
        assert answer.status_code == int(status)
        assert errors(document, path.split("?")[0], answer.json(), status=status) == []


def test_document_is_asked_like_every_address(city):
    response = ask(city, "openapi.json")
    assert response["Content-Type"].startswith("application/json")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert ask(city, "openapi.json", **{"If-None-Match": response["ETag"]}).status_code == 304
    assert ask(city, "openapi.json?x=1").status_code == 400


def names(columns):
    return [column["name"] for column in columns]


def test_answers_have_the_names_of_the_dictionary_and_no_other(district):
    article = make_article(district)
    make_item(district, "document", published=True)
    dictionary = told(district, "dictionary/")
    facts = {kind["code"]: names(kind["facts"]) for kind in dictionary["kinds"]}
    assert list(facts) == [kind.code for kind in KINDS]
    for endpoint in dictionary["endpoints"]:
        path = endpoint["path"].removeprefix("/api/v1/").replace("<id>", str(article.pk))
        answer = told(district, path)
        for entry in answer[endpoint["list"]] if endpoint["list"] else [answer]:
            assert list(entry) == names(endpoint["columns"]), path
            if "facts" in entry:
                assert list(entry["facts"]) == facts[entry["kind"]]


def test_each_column_has_words_in_both_languages(district):
    columns = [column for endpoint in told(district, "dictionary/")["endpoints"] for column in endpoint["columns"]]
    assert all(column["label"]["vi"] and column["label"]["en"] for column in columns)
    assert all(column["label"]["vi"] != column["label"]["en"] for column in columns)


def test_page_for_people_names_every_address_of_this_portal_and_every_column(city, district):
    response = Client(headers={"host": district.host}).get("/giao-dien-du-lieu/")
    page = BeautifulSoup(response.content, "html.parser")
    text = page.get_text(" ")
    assert not response.cookies
    for endpoint in ENDPOINTS:
        assert f"{district.root_url}/api/v1/{endpoint.path}" in text
        assert all(column.name in text for column in endpoint.columns)
    assert city.root_url + "/api" not in text
    document = f"{district.root_url}/api/v1/openapi.json"
    assert page.find("a", href=document)
    assert told(district, "")["openapi"] == document
    assert Client(headers={"host": district.host}).get("/en/giao-dien-du-lieu/").status_code == 404


def test_admin_host_and_unknown_hosts_have_no_interface(settings, district):
    for host in (settings.ADMIN_HOST, "khac.example"):
        assert Client(headers={"host": host}).get("/api/v1/items/").status_code == 404
