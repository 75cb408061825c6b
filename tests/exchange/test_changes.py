"""The list of changes: monotone, with what is gone and why, for each portal its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exchange import changes
from home.models import PublicVersion
from sites.enums import TakedownReason
from sites.portal_states import resume_portal, suspend_portal
from sites.takedowns import take_down
from tests.exchange.asking import ask, told
from tests.factories import make_article, make_head
from tests.home.test_branches import open_english, translated

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch):
    monkeypatch.setattr(changes, "SETTLING", timedelta(0))


def all_of(portal, since=""):
    """Everything after a token, in steps of two, and the token to go on with."""
    entries, token = [], since
    while True:
        answer = told(portal, "changes/?limit=2" + (f"&since={token}" if token else ""))
        entries += answer["changes"]
        token = answer["token"]
        if not answer["more"]:
            return entries, token


def named(entries):
    return [(entry["change"], entry["item"]["title"] if entry["item"] else entry["reason"]) for entry in entries]


def test_item_is_told_once_where_it_last_changed_and_nothing_twice(city, district):
    _before, token = all_of(district)
    first = make_article(district, "Tin thứ nhất")
    make_article(city, "Tin của Thành phố")
    make_article(district, "Tin thứ hai")
    entries, after = all_of(district, token)
    assert named(entries) == [("public", "Tin thứ nhất"), ("public", "Tin thứ hai")]
    assert all_of(district, after) == ([], after)
    head = make_head(district)
    take_down(first, by=head, at=timezone.now(), reason_class=TakedownReason.PERSONAL_DATA, reason="Có số căn cước.")
    entries, last = all_of(district, after)
    assert [(entry["id"], entry["change"], entry["reason"]) for entry in entries] == [
        (first.pk, "removed", "personal_data")
    ]
    assert "căn cước" not in ask(district, f"changes/?since={after}").content.decode()
    assert all_of(district, last)[0] == []
    everything, _end = all_of(district)
    assert [entry["id"] for entry in everything].count(first.pk) == 1
    ids = [entry["token"] for entry in everything]
    assert len(ids) == len(set(ids))


def test_city_tells_of_all_portals_and_of_those_that_close_and_open(city, district):
    _before, token = all_of(city)
    make_article(district, "Tin của Quận")
    make_article(city, "Tin của Thành phố")
    assert named(all_of(city, token)[0]) == [("public", "Tin của Quận"), ("public", "Tin của Thành phố")]
    suspend_portal(district, by=None, at=timezone.now(), reason="Sự cố", expected_return=None)
    entries, _token = all_of(city, token)
    assert named(entries) == [("removed", "portal_closed"), ("public", "Tin của Thành phố"), ("portal_closed", "")]
    assert entries[2]["portal"] == district.host
    resume_portal(district, by=None, at=timezone.now())
    assert [entry["change"] for entry in all_of(city, token)[0]] == ["public", "public", "portal_open", "portal_open"]


def test_what_has_just_been_written_waits_until_all_of_that_moment_is_there(district, monkeypatch):
    _before, token = all_of(district)
    make_article(district)
    monkeypatch.setattr(changes, "SETTLING", timedelta(seconds=60))
    assert all_of(district, token) == ([], token)
    earlier = timezone.now() - timedelta(minutes=5)
    PublicVersion.objects.filter(published_at__gte=earlier).update(published_at=earlier)
    assert len(all_of(district, token)[0]) == 1


def test_what_is_no_token_is_refused(district):
    assert ask(district, "changes/?since=2026-11-01").json()["error"]["parameter"] == "since"


def test_what_is_approved_before_the_home_of_its_language_is_told_once_that_opens(district):
    version = translated(make_article(district, "Tin có bản tiếng Anh"), district)
    entries, token = all_of(district)
    assert version.pk not in [entry["id"] for entry in entries]
    open_english(district)
    entries, _end = all_of(district, token)
    assert [(entry["id"], entry["change"]) for entry in entries if entry["id"] == version.pk] == [
        (version.pk, "public")
    ]
