"""A refused request to the admin reads the session, the account, the rights of the day and one row at most."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from members.models import Membership
from tests.admin import browser
from tests.factories import CITY, DISTRICT, make_article, make_head, make_member, make_operator, make_portal
from tests.statements import counted_statements

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def cost_of(client, address, status):
    client.get(address)
    with counted_statements() as statements:
        assert client.get(address).status_code == status
    statements.check(4, repeats=0)
    return sum(f'FROM "{Membership._meta.db_table}"' in sql for sql, _params, _origin in statements.sent)


def test_refused_request_reads_the_rights_once():
    city, district = make_portal(CITY), make_portal(DISTRICT)
    foreign = reverse("wagtailadmin_pages:edit", args=[make_article(city).pk])
    for person in (make_member(district), make_head(district)):
        client = browser(person)
        assert cost_of(client, foreign, 403) == 1
        assert cost_of(client, reverse("wagtailusers_users:index"), 403) == 1


def test_request_that_no_rule_lets_pass_reads_no_rights():
    make_portal(CITY)
    address = reverse("wagtailadmin_pages:edit", args=[10**6])
    assert cost_of(browser(make_operator()), address, 404) == 0
    assert cost_of(Client(headers={"host": settings.ADMIN_HOST}), address, 302) == 0
