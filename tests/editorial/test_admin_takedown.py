"""The screen that withdraws a page, and the list of what was withdrawn."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial.enums import TakedownReason
from editorial.models import Takedown
from editorial.withdrawal.actions import take_down
from home.models import NewsArticlePage
from members.enums import Role
from tests.admin import browser, errors_at, is_refused, url
from tests.each import each_case
from tests.factories import (
    make_article,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    section_of,
)

pytestmark = pytest.mark.django_db


def address(page):
    return reverse("wagtailadmin_pages:unpublish", args=[page.pk])


def withdraw(page, portal, **values):
    why = {"reason_class": TakedownReason.ERROR, "reason": f"Sai ở {portal.name_vi}."} | values
    return take_down(page, by=make_head(portal), at=timezone.now(), **why)[0]


def listed(response):
    return [row.title for row in response.context["object_list"]]


def test_head_withdraws_and_is_told_so(district):
    article = make_article(district, "Tin sai")
    response = browser(make_head(district)).post(address(article), {"reason_class": "error", "reason": "Sai số."})
    assert response["Location"] == reverse("wagtailadmin_explore", args=[section_of(district).pk])
    assert "Tin sai" in " ".join(str(message) for message in get_messages(response.wsgi_request))
    assert Takedown.objects.get().reason == "Sai số."


def test_screen_asks_for_class_and_reason(district):
    article = make_article(district)
    response = browser(make_head(district)).post(address(article), {"reason": "Sai số."})
    assert (response.status_code, NewsArticlePage.objects.get().live) == (422, True)
    assert response.context["form"]["reason"].value() == "Sai số."
    response = browser(make_head(district)).post(address(article), {"reason_class": "error"})
    assert errors_at(response, "reason")


def test_section_goes_only_when_what_is_below_was_seen(district):
    make_article(district, "Tin bên dưới")
    section, client = section_of(district), browser(make_head(district))
    assert "Tin bên dưới" in client.get(address(section)).content.decode()
    answers = {"reason_class": "law", "reason": "Trái luật."}
    assert client.post(address(section), answers).status_code == 422
    client.post(address(section), answers | {"with_pages_below": "on"})
    assert not NewsArticlePage.objects.get().live


def test_others_are_refused(city, district):
    article = make_article(district)
    for stranger in (make_member(district), make_member(district, Role.PORTAL_ADMIN), make_head(city), make_operator()):
        for response in (browser(stranger).get(address(article)), browser(stranger).post(address(article), {})):
            assert response.status_code in {302, 403}
    assert NewsArticlePage.objects.get().live


def test_page_that_is_no_longer_public_leads_back_to_the_editor(district):
    article = make_article(district)
    withdraw(article, district)
    response = browser(make_head(district)).get(address(article))
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])


def test_pages_are_not_unpublished_in_bulk(district):
    article = make_article(district)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    for person in (make_head(district), make_operator()):
        response = browser(person).post(f"{bulk}?id={article.pk}", {"include_descendants": ""})
        assert response.status_code in {302, 403, 404}
    assert NewsArticlePage.objects.get().live


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_supervisor_sees_the_withdrawals_of_all_portals_newest_first(city, district):
    withdraw(make_article(district, "Tin của quận"), district)
    withdraw(make_article(city, "Tin của Thành phố"), city, reason_class=TakedownReason.COPYRIGHT)
    client = browser(make_supervisor())
    assert listed(client.get(url("takedowns"))) == ["Tin của Thành phố", "Tin của quận"]
    assert listed(client.get(url("takedowns"), {"reason_class": "copyright"})) == ["Tin của Thành phố"]
    assert listed(client.get(url("takedowns"), {"q": "quan 1"})) == ["Tin của quận"]
    assert listed(client.get(url("takedowns"), {"standing": "true"})) == []


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("person", [make_head, lambda portal: make_member(portal, Role.PORTAL_ADMIN)])
def test_board_and_administrator_see_those_of_their_own_portal_only(city, district, person):
    withdraw(make_article(district, "Tin của quận"), district)
    withdraw(make_article(city, "Tin của Thành phố"), city)
    response = browser(person(district)).get(url("takedowns"))
    assert listed(response) == ["Tin của quận"]
    assert "Tin của Thành phố" not in response.content.decode()


def test_supervisors_are_told_on_their_dashboard_and_editors_have_no_list(district):
    withdraw(make_article(district, "Tin của quận"), district)
    assert url("takedowns") in browser(make_supervisor()).get(reverse("wagtailadmin_home")).content.decode()
    editor = browser(make_member(district))
    assert url("takedowns") not in editor.get(reverse("wagtailadmin_home")).content.decode()
    assert is_refused(editor.get(url("takedowns")))


@pytest.mark.slow(reason="counts the statements of few rows and of many")
def test_the_number_of_withdrawals_costs_no_query(district):
    client = browser(make_supervisor())
    withdraw(make_article(district, "Tin 0"), district)
    client.get(url("takedowns"))
    counts = []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            client.get(url("takedowns"))
        counts.append(len(captured))
        withdraw(make_article(district, f"Tin {number}"), district)
    assert counts[1] <= counts[0] < 25
