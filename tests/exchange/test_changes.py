"""The list of changes: monotone, with what is gone and why, for each portal its own."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from exchange.interface import changes
from exchange.interface.tokens import START, About, read_token, token_at
from exchange.models import FeedEntry
from provisioning.portal_states import open_portal, resume_portal, suspend_portal
from tests.each import each_case
from tests.exchange.asking import ask, told
from tests.factories import (
    WARD,
    all_answered,
    make_article,
    make_head,
    make_portal,
    section_of,
)
from tests.home.branches import approve, open_english, translated

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


def changed(entries):
    return [(entry["id"], entry["change"]) for entry in entries]


@pytest.mark.slow(reason="publishes pages on several portals")
@pytest.mark.both_engines
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
    assert len({entry["token"] for entry in everything}) == len(everything)


@pytest.mark.slow(reason="publishes pages on several portals")
@pytest.mark.both_engines
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


@pytest.mark.slow(reason="provisions and opens a third portal")
def test_nobody_is_told_of_a_portal_in_preparation(city, district):
    """Its board may approve the home and pages one by one before it opens."""
    ward = make_portal(WARD, opened=False)
    _before, token = all_of(city)
    approve(ward.vietnamese_home.specific, ward)
    make_article(ward, "Tin chưa ai đọc")
    assert FeedEntry.objects.filter(portal=ward.pk).exists()
    assert all_of(city, token)[0] == []
    open_portal(ward, by=make_head(ward), at=timezone.now(), checklist=all_answered())
    assert ("public", "Tin chưa ai đọc") in named(all_of(city)[0])


@pytest.mark.both_engines
def test_what_has_just_been_written_waits_until_all_of_that_moment_is_there(district, monkeypatch):
    _before, token = all_of(district)
    make_article(district)
    monkeypatch.setattr(changes, "SETTLING", timedelta(seconds=60))
    assert all_of(district, token) == ([], token)
    earlier = timezone.now() - timedelta(minutes=5)
    FeedEntry.objects.filter(changed_at__gte=earlier).update(changed_at=earlier)
    assert len(all_of(district, token)[0]) == 1


@pytest.mark.slow(reason="opens and closes an English home")
def test_version_is_told_once_the_home_of_its_language_opens_and_leaves_and_comes_back_with_it(district):
    version = translated(make_article(district, "Tin có bản tiếng Anh"), district)
    entries, token = all_of(district)
    assert version.pk not in [entry["id"] for entry in entries]
    open_english(district)
    entries, token = all_of(district, token)
    assert [one for one in changed(entries) if one[0] == version.pk] == [(version.pk, "public")]
    home = Page.objects.get(path__startswith=district.container.path, slug="en")
    home.unpublish()
    entries, token = all_of(district, token)
    assert changed(entries) == [(version.pk, "removed")]
    approve(home.specific, district)
    assert changed(all_of(district, token)[0]) == [(version.pk, "public")]


def test_pages_that_opened_with_their_portal_are_told_and_no_token_is_refused(district):
    """They have no version of their own: nobody wrote them."""
    opened = Page.objects.get(path__startswith=district.container.path, slug="gui-tin-bai")
    assert opened.pk in [entry["id"] for entry in all_of(district)[0]]
    assert ask(district, "changes/?since=2026-11-01").json()["error"]["parameter"] == "since"


@pytest.mark.slow(reason="publishes pages on several portals")
@pytest.mark.both_engines
def test_address_of_a_section_and_who_may_read_it_are_told_of_all_that_is_public_below(city, district):
    article, section = make_article(district), section_of(district).specific
    make_article(district, "Bản nháp", published=False)
    make_article(city)
    _before, token = all_of(city)
    section.slug = "tin-moi"
    approve(section, district)
    (entry,), token = all_of(city, token)
    assert entry["item"]["url"].endswith(f"/tin-moi/{article.slug}/")
    PageViewRestriction.objects.create(page=section, restriction_type="login").delete()
    assert changed(all_of(city, token)[0]) == [(article.pk, "public")]


def test_home_that_says_something_else_moves_nothing_of_what_stands_below(district):
    """What was withdrawn before is not told once more."""
    gone = make_article(district, "Tin đã gỡ")
    make_article(district, "Tin đang đăng")
    take_down(gone, by=make_head(district), at=timezone.now(), reason_class=TakedownReason.OTHER, reason="Đăng nhầm.")
    home, (_all, token) = Page.objects.get(path__startswith=district.container.path, slug="vi"), all_of(district)
    approve(home.specific, district)
    assert all_of(district, token)[0] == []


@pytest.mark.slow(reason="asks several cases in turn")
@pytest.mark.both_engines
@each_case("withdrawn", [True, False], ids=["not public before", "public until then"])
def test_page_that_is_deleted_before_anybody_asks_is_told_as_gone(city, district, withdrawn):
    """Of the own portal alone; what was never public leaves nothing."""
    article, other = make_article(district), make_article(city)
    draft = make_article(district, "Bản nháp", published=False)
    _all, token = all_of(district)
    if withdrawn:
        article.unpublish()
    for page in (article, other, draft):
        page.delete()
    (entry,), token = all_of(district, token)
    assert (entry["id"], entry["change"], entry["reason"]) == (article.pk, "removed", "no_longer_public")
    assert entry["portal"] == district.host
    assert all_of(district, token)[0] == []
    assert not FeedEntry.objects.filter(page=draft.pk).exists()
    assert article.pk not in [item["id"] for item in told(district, "items/")["items"]]


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("deleted", [False, True], ids=["page is there", "page was deleted"])
def test_takedown_is_told_with_its_day_also_when_the_page_is_deleted(district, deleted):
    article = make_article(district)
    _all, token = all_of(district)
    (takedown,) = take_down(
        article, by=make_head(district), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai số liệu."
    )
    key = article.pk
    if deleted:
        article.delete()
    (entry,), token = all_of(district, token)
    assert (entry["id"], entry["change"], entry["reason"]) == (key, "removed", TakedownReason.ERROR)
    assert abs(datetime.fromisoformat(entry["at"]) - takedown.at) < timedelta(minutes=1)


def test_restricted_page_that_is_deleted_is_told_as_gone_once(district):
    article = make_article(district)
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    (_all, token), key = all_of(district), article.pk
    article.delete()
    assert changed(all_of(district, token)[0]) == [(key, "removed")]
    assert [entry["id"] for entry in all_of(district)[0]].count(key) == 1


MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds
PLACES = st.builds(token_at, MOMENTS, st.sampled_from(About), st.integers(1, 10**12))


@given(PLACES)
def test_token_is_read_as_it_was_written(token):
    assert read_token(str(token)) == token
    assert token > START


@given(PLACES)
def test_token_keeps_its_moment_to_the_microsecond(token):
    assert token_at(token.moment, token.about, token.key) == token
    assert token_at(token.moment + timedelta(microseconds=1), About.ITEM, 1) > token


@pytest.mark.parametrize("text", ["", "1", "i1", "1x2", "-1i2", "1i2 ", "１i2", "9" * 18 + "i1", "1i" + "9" * 19])
def test_what_is_no_token_is_not_read(text):
    assert read_token(text) is None
