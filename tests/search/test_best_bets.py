"""What the board of a portal puts first for some words, until a day; and who keeps that."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from audit.models import PortalEvent
from members.enums import Role, Seat
from search import best_bets
from search.best_bets import BestBetEntry, best_bets_for, remove_best_bet, set_best_bet
from search.enums import SearchEventKind
from search.errors import (
    BestBetAddressRefused,
    BestBetBackwards,
    BestBetNowhere,
    BestBetsForbidden,
    BestBetTooMany,
    BestBetWordless,
)
from search.models import SearchBestBet
from search.words.query import Query
from sites.directory import get_directory
from sites.errors import TargetGone
from sites.models import Portal
from tests.admin import browser, errors_at, is_shut
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, put_in_state

pytestmark = pytest.mark.django_db

OUTSIDE = "https://hochieu.example.gov.vn/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def entry(today):
    return BestBetEntry("vi", "hộ chiếu\nPassport", "Cấp hộ chiếu", "Nộp trực tuyến.", OUTSIDE, today, today)


@pytest.fixture
def city_bet(city, entry) -> SearchBestBet:
    head = make_head(city["thanhpho"])
    return set_best_bet(city["thanhpho"].pk, entry, by=head, at=timezone.now())


def shown(typed: str, portal: Portal, *, with_city: bool = True, day=None) -> list[str]:
    record = get_directory().by_id[portal.pk]
    with override("vi"):
        bets = best_bets_for(Query.read(typed), record, with_city=with_city, day=day or timezone.localdate())
    return [bet.title for bet in bets]


@each_case(
    ("typed", "is_shown"),
    [
        ("hộ chiếu", True), ("làm hộ chiếu ở đâu", True), ("ho chieu", True), ("passport", True),
        ("hộ chiều", False), ("chiếu hộ", False), ("hộ", False), ("hộ khẩu chiếu theo", False),
    ],
)  # fmt: skip
def test_phrase_that_stands_in_what_was_typed_brings_it_up(city, city_bet, typed, is_shown):
    assert bool(shown(typed, city["thanhpho"])) == is_shown


def test_portals_show_their_own_and_the_city_s_where_all_portals_are_searched(city, city_bet, entry, today):
    head = make_head(city["bennghe"])
    set_best_bet(city["bennghe"].pk, replace(entry, title="Của phường"), by=head, at=timezone.now())
    assert shown("hộ chiếu", city["bennghe"]) == ["Của phường", "Cấp hộ chiếu"]
    assert shown("hộ chiếu", city["bennghe"], with_city=False) == ["Của phường"]
    assert shown("hộ chiếu", city["thanhpho"]) == ["Cấp hộ chiếu"]
    assert shown("hộ chiếu", city["quan1"], with_city=False) == []
    for day in (today - timedelta(1), today + timedelta(1)):
        assert shown("hộ chiếu", city["bennghe"], day=day) == []


def test_page_that_cannot_be_read_any_more_is_not_shown(city, article, entry):
    page = article(city["quan1"], "Hộ chiếu")
    address = page.full_url
    bet = set_best_bet(
        city["bennghe"].pk, replace(entry, address=address), by=make_head(city["bennghe"]), at=timezone.now()
    )
    assert (bet.page_id, bet.address) == (page.pk, "")
    assert shown("hộ chiếu", city["bennghe"])
    for hidden, opened in (("suspended", "live"), ("preparing", "live")):
        put_in_state(city["quan1"], hidden)
        assert not shown("hộ chiếu", city["bennghe"])
        put_in_state(city["quan1"], opened)
    type(page).objects.filter(pk=page.pk).update(live=False)
    assert not shown("hộ chiếu", city["bennghe"])


def test_best_bet_of_a_page_that_was_deleted_is_left_to_the_board(city, article, entry):
    page, head = article(city["quan1"], "Hộ chiếu"), make_head(city["bennghe"])
    bet = set_best_bet(city["bennghe"].pk, replace(entry, address=page.full_url), by=head, at=timezone.now())
    Page.objects.get(pk=page.pk).delete()
    assert shown("hộ chiếu", city["bennghe"]) == []
    listed = browser(head).get(reverse("search_admin:best_bets")).content.decode()
    assert reverse("search_admin:best_bet", args=[bet.pk]) in listed
    set_best_bet(city["bennghe"].pk, entry, instead_of=bet, by=head, at=timezone.now())
    assert shown("hộ chiếu", city["bennghe"]) == ["Cấp hộ chiếu"]


def test_portal_has_only_so_many_in_force_also_when_an_ended_one_is_prolonged(city, entry, today, monkeypatch):
    portal, head, at = city["bennghe"].pk, make_head(city["bennghe"]), timezone.now()
    monkeypatch.setattr(best_bets, "MAX_OF_PORTAL", 1)
    yesterday = today - timedelta(1)
    ended = set_best_bet(portal, replace(entry, valid_from=yesterday, valid_until=yesterday), by=head, at=at)
    row = set_best_bet(portal, entry, by=head, at=at)
    set_best_bet(portal, replace(entry, title="Khác"), instead_of=row, by=head, at=at)
    set_best_bet(portal, replace(entry, valid_from=yesterday, valid_until=yesterday), instead_of=ended, by=head, at=at)
    for instead_of in (None, ended):
        with pytest.raises(BestBetTooMany):
            set_best_bet(portal, entry, instead_of=instead_of, by=head, at=at)


def test_reader_sees_that_it_leads_outside(client, city, city_bet):
    response = client.get("/tim-kiem/", {"q": "hộ chiếu"}, headers={"host": city["thanhpho"].host})
    bets = BeautifulSoup(response.content, "html.parser").select_one(".search-bets")
    assert bets.a["href"] == OUTSIDE
    assert "hochieu.example.gov.vn" in bets.get_text()
    assert bets.select(".chip--info")


@each_case(
    ("over", "refusal"),
    [
        ({"phrases": " \n!!!"}, BestBetWordless),
        ({"phrases": "một hai ba bốn năm sáu bảy tám chín"}, BestBetWordless),
        ({"address": "http://hochieu.example.gov.vn/"}, BestBetAddressRefused),
        ({"address": "https://evil.example/?gov.vn"}, BestBetAddressRefused),
        ({"address": "javascript:alert(1)"}, BestBetAddressRefused),
        ({"address": "https://[::1"}, BestBetNowhere),
        # Browsers end the name of the host at the backslash.
        ({"address": "https://evil.example\\.gov.vn/"}, BestBetAddressRefused),
        ({"address": "https://evil.example<.gov.vn/"}, BestBetAddressRefused),
        ({"address": "https://a b.gov.vn/"}, BestBetAddressRefused),
        ({"address": "https://a.gov.vn:99999999/"}, BestBetAddressRefused),
        ({"address": "https://:secret@a.gov.vn/"}, BestBetAddressRefused),
        ({"address": 'https://a.gov.vn/"><script>'}, BestBetAddressRefused),
    ],
)
def test_what_says_nothing_or_leads_elsewhere_is_refused(city, entry, over, refusal):
    head = make_head(city["bennghe"])
    with pytest.raises(refusal):
        set_best_bet(city["bennghe"].pk, replace(entry, **over), by=head, at=AT)
    with pytest.raises(BestBetBackwards):
        early = replace(entry, valid_until=entry.valid_from - timedelta(1))
        set_best_bet(city["bennghe"].pk, early, by=head, at=AT)
    with pytest.raises(BestBetNowhere):
        nowhere = replace(entry, address=f"https://{city['quan1'].host}/khong-co/")
        set_best_bet(city["bennghe"].pk, nowhere, by=head, at=AT)
    assert not SearchBestBet.objects.exists()


def test_each_change_is_an_event_of_the_portal_and_the_same_again_is_none(city, entry):
    portal, head = city["bennghe"], make_head(city["bennghe"], seat=Seat.DEPUTY)
    bet = set_best_bet(portal.pk, entry, by=head, at=AT)
    set_best_bet(portal.pk, entry, instead_of=bet, by=head, at=AT)
    set_best_bet(portal.pk, replace(entry, title="Khác"), instead_of=bet, by=head, at=AT)
    remove_best_bet(bet, by=head, at=AT)
    with pytest.raises(TargetGone):
        remove_best_bet(bet, by=head, at=AT)
    events = PortalEvent.objects.filter(kind__in=SearchEventKind.values).order_by("pk")
    assert [event.kind for event in events] == [
        SearchEventKind.BEST_BET_SET, SearchEventKind.BEST_BET_CHANGED, SearchEventKind.BEST_BET_REMOVED,
    ]  # fmt: skip
    assert {event.portal for event in events} == {portal}
    assert "Khác" in events[2].data["former_best_bet"]


def test_member_who_does_not_approve_sets_none(city, entry):
    member, ours = make_head(city["bennghe"], seat=Seat.MEMBER), make_head(city["bennghe"])
    bet = set_best_bet(city["bennghe"].pk, entry, by=ours, at=AT)
    for act in (
        lambda: set_best_bet(city["bennghe"].pk, entry, by=member, at=AT),
        lambda: remove_best_bet(bet, by=member, at=AT),
    ):
        with pytest.raises(BestBetsForbidden):
            act()
    assert is_shut(browser(member).get(reverse("search_admin:best_bet", args=[bet.pk])))


def test_board_keeps_those_of_its_own_portal_alone(city, entry, city_bet):
    head = make_head(city["bennghe"])
    own = set_best_bet(city["bennghe"].pk, entry, by=head, at=AT)
    for act in (
        lambda: set_best_bet(city["thanhpho"].pk, entry, by=head, at=AT),
        lambda: set_best_bet(city["thanhpho"].pk, entry, instead_of=city_bet, by=head, at=AT),
        lambda: remove_best_bet(city_bet, by=head, at=AT),
    ):
        with pytest.raises(BestBetsForbidden):
            act()
    with pytest.raises(TargetGone):
        set_best_bet(city["bennghe"].pk, entry, instead_of=city_bet, by=head, at=AT)
    listed = browser(head).get(reverse("search_admin:best_bets")).content.decode()
    assert (reverse("search_admin:best_bet", args=[own.pk]) in listed) is True
    assert reverse("search_admin:best_bet", args=[city_bet.pk]) not in listed
    for name in ("best_bet", "best_bet_delete"):
        assert is_shut(browser(head).get(reverse(f"search_admin:{name}", args=[city_bet.pk])))
        for other in (make_member(city["bennghe"], Role.EDITOR), make_operator()):
            assert is_shut(browser(other).get(reverse(f"search_admin:{name}", args=[own.pk])))


def test_board_adds_changes_and_takes_away_on_its_screens(city, today):
    head = make_head(city["bennghe"])
    ours, add = browser(head), reverse("search_admin:best_bet_add")
    sent = {
        "portal": city["bennghe"].pk, "language": "vi", "phrases": "hộ chiếu", "title": "Cấp hộ chiếu", "note": "",
        "address": "https://evil.example/", "valid_from": today.isoformat(), "valid_until": today.isoformat(),
    }  # fmt: skip
    refused = ours.post(add, sent)
    assert (refused.status_code, bool(errors_at(refused, "address"))) == (422, True)
    assert ours.post(add, sent | {"portal": city["quan1"].pk}).status_code == 422
    assert ours.post(add, sent | {"address": OUTSIDE}).status_code == 302
    bet = SearchBestBet.objects.get()
    assert ours.post(reverse("search_admin:best_bet", args=[bet.pk]), sent | {"address": OUTSIDE, "title": "Khác"})
    assert SearchBestBet.objects.get().title == "Khác"
    assert ours.post(reverse("search_admin:best_bet_delete", args=[bet.pk])).status_code == 302
    assert not SearchBestBet.objects.exists()
