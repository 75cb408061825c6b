"""First steps are ticked because the thing was done, for each audience by itself, until the person puts them away."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from adminsite.enums import Audience
from adminsite.help.first_steps import note_opened_guide, open_lists, steps_of
from adminsite.help.guides import EDITORS, OPERATORS, handout_of
from members.enums import Role, Seat
from members.memberships import grant_membership
from tests.admin import browser, is_shut, url
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, make_operator, make_user, publish

pytestmark = pytest.mark.django_db


def ticked(user, audience):
    """Places of the steps that are done."""
    steps = open_lists(user, on=timezone.localdate())[audience]
    return [place for place, step in enumerate(steps) if step.is_done]


def lists_on_the_dashboard(client):
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    return [section["aria-labelledby"].removeprefix("first-steps-") for section in page.select(".first-steps")]


@each_case("audience", Audience)
def test_every_audience_has_five_steps_and_a_handout(audience):
    assert len(steps_of(audience)) == 5
    assert handout_of(audience).html


@pytest.mark.slow(reason="publishes a page and opens the guide")
def test_steps_of_a_writer_are_ticked_by_a_draft_an_approval_and_the_guide(portal):
    writer, other, head = make_member(portal), make_member(portal, Role.REPORTER), make_head(portal)
    assert ticked(writer, Audience.WRITER) == []
    page = make_article(portal, published=False)
    page.owner = writer
    page.save_revision(user=writer)
    page.save()
    assert ticked(writer, Audience.WRITER) == [2]
    publish(page, by=head, author=writer)
    assert ticked(writer, Audience.WRITER) == [2, 3, 4]
    client = browser(writer)
    for _twice in range(2):
        assert client.post(url("open_guide", EDITORS))["Location"] == url("guide", EDITORS)
    assert ticked(writer, Audience.WRITER) == [1, 2, 3, 4]
    assert ticked(other, Audience.WRITER) == []
    assert 3 in ticked(head, Audience.BOARD)


def test_list_goes_when_its_steps_are_done(portal):
    writer = make_member(portal)
    writer.second_factor_since = timezone.now()
    writer.save(update_fields=["second_factor_since"])
    page = make_article(portal, published=False)
    page.owner = writer
    page.save()
    publish(page, by=make_head(portal), author=writer)
    assert ticked(writer, Audience.WRITER) == [0, 2, 3, 4]
    note_opened_guide(EDITORS, by=writer, at=timezone.now())
    assert open_lists(writer, on=timezone.localdate()) == {}


@pytest.mark.slow(reason="opens several screens")
def test_list_is_put_away_by_its_person_alone(portal):
    person, other = make_member(portal, Role.PORTAL_ADMIN), make_user("quan.tri.khac")
    grant_membership(other, role=Role.PORTAL_ADMIN, portal=portal, reason="Phân công", by=None, at=timezone.now())
    client = browser(person)
    assert lists_on_the_dashboard(client) == ["portal-admin"]
    assert is_shut(client.get(url("put_away_first_steps", "portal-admin")))
    for _twice in range(2):
        client.post(url("put_away_first_steps", "portal-admin"))
    assert lists_on_the_dashboard(client) == []
    assert lists_on_the_dashboard(browser(other)) == ["portal-admin"]
    assert client.post(url("put_away_first_steps", "khac")).status_code == 404


def test_colleague_who_approves_elsewhere_ticks_nothing(portal, district):
    head, colleague = make_head(portal), 2
    assert make_head(district, seat=Seat.DEPUTY)
    assert colleague not in ticked(head, Audience.BOARD)
    make_head(portal, seat=Seat.DEPUTY)
    assert colleague in ticked(head, Audience.BOARD)


def test_handout_of_operators_is_theirs_and_the_others_are_everybodys(portal):
    editor, operator = browser(make_member(portal)), browser(make_operator())
    assert editor.get(url("handout", "officer")).status_code == 200
    assert is_shut(editor.get(url("handout", "operator")))
    assert is_shut(editor.post(url("open_guide", OPERATORS)))
    assert operator.get(url("handout", "operator")).status_code == 200
    assert editor.get(url("handout", "khac")).status_code == 404
    links = BeautifulSoup(editor.get(url("guide_part", EDITORS, "to-in-mot-trang")).content, "html.parser")
    assert [link["href"] for link in links.select(".guide__sections a[href^='/']")] == [
        url("handout", audience) for audience in ("writer", "board", "portal-admin", "officer")
    ]
    assert url("handout", "operator") in operator.get(url("guide_part", OPERATORS, "to-in-mot-trang")).content.decode()
