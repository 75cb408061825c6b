"""What the city's home shows of portals and topics that somebody follows: what is public there, and nothing else."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import SubjectField
from provisioning.portal_states import suspend_portal
from tests.each import each_case
from tests.factories import AT, make_article, make_city, make_operator
from tests.home.branches import approve
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def portals():
    return make_city()


def followed(portal, **asked):
    response = Client(headers={"host": portal.host}).get("/tin-theo-doi/", asked)
    if response.status_code != 200:
        return response.status_code
    assert (dict(response.cookies), response["X-Robots-Tag"]) == ({}, "noindex")
    return [link.get_text().replace("\xa0", " ") for link in BeautifulSoup(response.content, "html.parser").select("a")]


@pytest.mark.slow(reason="publishes on three of four portals")
@pytest.mark.both_engines
def test_news_and_notices_of_followed_portals_are_shown_the_newest_first(portals):
    make_article(portals["bennghe"], "Tin của phường")
    make_item(portals["bennghe"], "alert", "Cúp nước", published=True)
    make_item(portals["bennghe"], "document", "Văn bản của phường", published=True)
    make_article(portals["bennghe"], "Bản nháp", published=False)
    make_article(portals["quan1"], "Tin của quận")
    city = portals["thanhpho"]
    assert followed(city, cong="bennghe") == ["Cúp nước", "Tin của phường"]
    assert followed(city, cong=["bennghe", "quan1"]) == ["Tin của quận", "Cúp nước", "Tin của phường"]
    assert followed(city, cong="khong-co") == followed(city) == []
    suspend_portal(portals["bennghe"], by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    assert followed(city, cong="bennghe") == []


@pytest.mark.slow(reason="publishes on two portals")
def test_topics_are_followed_on_all_portals(portals):
    for code, slug in (("bennghe", "kinh-te"), ("quan1", "van-hoa")):
        article = make_article(portals[code], f"Tin {slug}")
        article.subject_fields = [SubjectField.objects.get(slug=slug)]
        approve(article, portals[code])
    assert followed(portals["thanhpho"], **{"linh-vuc": "kinh-te"}) == ["Tin kinh-te"]


@pytest.mark.both_engines
@each_case("name", ["cong", "linh-vuc"])
def test_what_can_name_no_portal_or_topic_shows_nothing(portals, name):
    assert followed(portals["thanhpho"], **{name: ["\0", "x" * 100]}) == []


def test_no_other_portal_answers(portals):
    assert followed(portals["bennghe"], cong="bennghe") == 404
