"""A portal is found by its former units, quarters and streets, on the page of portals and in the search of the city."""

import json

import pytest
from bs4 import BeautifulSoup

from provisioning.fact_changes import change_or_propose_facts, change_portal_facts
from provisioning.provisioning import provision_portal
from search.service import search_pages
from sites.directory import get_directory
from sites.enums import PortalState
from sites.errors import NamesRefused
from sites.models import Portal
from sites.other_names import names_of
from sites.structures import former_names, structure
from tests.factories import AT, make_head, make_operator
from tests.proposals import act

NAMES = "Phường Đa Kao, Quận 1\nĐường Nguyễn Văn Thủ\nKhu phố 12"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def hits(words, **scope):
    return [hit.portal.code for hit in search_pages(words, language="vi", **scope).hits]


@pytest.mark.slow(reason="takes a proposal through its review")
@pytest.mark.both_engines
def test_home_is_found_by_other_names_once_the_board_approved_them(city, commit):
    portal, head = city["bennghe"], make_head(city["bennghe"])
    with commit():
        _changed, proposal = change_or_propose_facts(portal, {"also_known_as": NAMES}, by=make_operator(), at=AT)
    assert (hits("da kao"), get_directory().find("da kao")) == ([], ())
    with commit():
        act(proposal, head)
    assert hits("da kao") == hits("nguyen van thu") == hits("khu pho 12", portal=portal) == ["bennghe"]
    assert hits("da kao", portal=city["quan1"]) == []


@pytest.mark.both_engines
def test_names_of_a_portal_that_is_not_open_are_found_nowhere(client, city, commit):
    portal = city["bennghe"]
    with commit():
        change_portal_facts(portal, {"also_known_as": NAMES}, by=None, at=AT)
    assert hits("da kao") == ["bennghe"]
    Portal.objects.filter(pk=portal.pk).update(state=PortalState.PREPARING)
    portal.refresh_from_db()
    portal.save()
    assert hits("da kao") == []
    page = client.get("/cac-cong/", {"q": "da kao"}, headers={"host": city["thanhpho"].host})
    assert page.context["total"] == 0


def test_page_of_portals_says_by_which_name_a_portal_was_found_and_opens_groups_of_few(client, city, monkeypatch):
    change_portal_facts(city["bennghe"], {"also_known_as": NAMES}, by=None, at=AT)
    host = {"host": city["thanhpho"].host}
    page = BeautifulSoup(client.get("/cac-cong/", {"q": "nguyen van thu"}, headers=host).content, "html.parser")
    (item,) = page.select(".portal-list li")
    assert (item["data-portal"], "Đường Nguyễn Văn Thủ" in item.small.get_text()) == ("bennghe", True)
    assert client.get("/cac-cong/", headers=host).context["is_open"]
    monkeypatch.setattr("home.views.public.FEW_PORTALS", 2)
    assert not client.get("/cac-cong/", headers=host).context["is_open"]


def test_too_many_or_too_long_names_are_refused_and_change_nothing(city):
    for text in ("x" * 101, "\n".join(map(str, range(301)))):
        with pytest.raises(NamesRefused):
            change_portal_facts(city["bennghe"], {"also_known_as": text}, by=None, at=AT)
    assert names_of(" Phường  1\n\nPhường 1 \n") == ("Phường 1",)


def test_portal_of_2025_is_born_with_the_units_that_were_merged_into_it_and_one_of_2024_with_none(city):
    former = {spec.name_vi: former_names(spec) for spec in structure("2025")}
    assert former["Phường Sài Gòn"] == (
        "Phường Đa Kao, Quận 1", "Phường Bến Nghé, Quận 1", "Phường Nguyễn Thái Bình, Quận 1",
    )  # fmt: skip
    assert all(names for name, names in former.items() if name != "Thành phố Hồ Chí Minh")
    assert not any(map(former_names, structure("2024")))
    spec = next(spec for spec in structure("2025") if spec.name_vi == "Phường Sài Gòn")
    assert names_of(provision_portal(spec, at=AT).also_known_as) == former["Phường Sài Gòn"]


def test_home_of_every_portal_says_how_it_is_searched_from_elsewhere(client, city):
    for code in ("thanhpho", "bennghe"):
        page = BeautifulSoup(client.get("/", headers={"host": city[code].host}).content, "html.parser")
        statements = json.loads(page.select_one('script[type="application/ld+json"]').string)
        (site,) = [statement for statement in statements if statement["@type"] == "WebSite"]
        target = site["potentialAction"]["target"]["urlTemplate"]
        assert target == f"{city[code].root_url}/tim-kiem/?q={{search_term_string}}"
