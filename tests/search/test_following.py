"""Anybody follows a search by mail after a click in a mail, is told of what is new, and ends it by one click."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.core import mail as sent_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import PortalEvent
from participation.mails import sending
from participation.mails.following import may_mail_unproved
from participation.mails.sending import MailNotTaken
from participation.personal_data.ciphers import contact_digest
from search import tasks
from search.backends import Found, get_backend
from search.enums import Frequency, SearchEventKind
from search.following.actions import LINKS, ask_to_follow, confirm_following, forget_ended, tell_news
from search.models import SearchEntry, SearchFollower
from search.models.follower import CLAIM_LASTS
from search.service import newest_hits
from search.words.query import Query
from sites.enums import PortalState
from sites.models import Portal
from tests.factories import put_in_state

ADDRESS = "theodoi.dauthu@thudientu.example"
WORDS = "cúp nước"
NOW = datetime(2026, 11, 10, 8, 0, tzinfo=timezone.get_default_timezone())
DAY = timedelta(days=1)


def browse(portal):
    return Client(headers={"host": portal.host})


def follow(portal, *, frequency=Frequency.DAILY, is_of_city=False, words=WORDS, address=ADDRESS, at=NOW):
    ask_to_follow(
        portal.pk, Query.read(words), address=address, language="vi", is_of_city=is_of_city, frequency=frequency, at=at
    )
    follower = SearchFollower.objects.filter(confirmed_at=None).latest("pk")
    confirm_following(follower, at=at)
    follower.refresh_from_db()
    return follower


def publish(article, portal, title, *, at):
    page = article(portal, title)
    SearchEntry.objects.filter(page=page).update(published_at=at)
    return page


def test_address_follows_after_its_click_and_is_deleted_by_one_click(city, django_capture_on_commit_callbacks):
    client, address = browse(city["bennghe"]), "/tim-kiem/theo-doi/?q=c%C3%BAp+n%C6%B0%E1%BB%9Bc"
    with (
        django_capture_on_commit_callbacks(execute=True),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        page = client.post(address, {"email": ADDRESS, "frequency": Frequency.WEEKLY})
    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")
    kept = str(SearchFollower.objects.values())
    assert not any(word in kept or any(word in query["sql"] for query in queries) for word in (ADDRESS, WORDS))
    (mail,) = sent_mail.outbox
    assert (mail.to, "List-Unsubscribe" in mail.extra_headers) == ([ADDRESS], False)
    assert WORDS not in f"{mail.subject} {mail.body}", "whoever gave the address chose the words"
    link = urlsplit(re.search(r"https?://\S+/theo-doi/\S+", mail.body)[0]).path
    assert "cúp nước" in client.get(link).content.decode()
    assert not SearchFollower.objects.confirmed().exists()
    client.post(link, {"confirm": "1"})
    assert SearchFollower.objects.confirmed().count() == 1
    # On another portal the link is of nobody.
    assert browse(city["quan1"]).post(link).status_code == 404
    assert SearchFollower.objects.confirmed().count() == 1
    assert client.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SearchFollower.objects.exists()
    assert client.get(link).status_code == 200
    assert client.get("/tim-kiem/theo-doi/abc/").status_code == 404
    events = PortalEvent.objects.filter(kind__in=SearchEventKind.values).order_by("pk")
    assert [(event.kind, event.portal_id, event.data, event.actor) for event in events] == [
        (SearchEventKind.SEARCH_FOLLOWED, city["bennghe"].pk, {}, None),
        (SearchEventKind.SEARCH_UNFOLLOWED, city["bennghe"].pk, {}, None),
    ]


@pytest.mark.both_engines
def test_what_is_new_since_the_last_mail_is_told_once_and_nothing_new_is_no_mail(city, article):
    portal = city["bennghe"]
    publish(article, portal, "Cúp nước cũ", at=NOW - DAY)
    follower = follow(portal)
    assert not tell_news(follower.pk, at=NOW + DAY)
    publish(article, portal, "Cúp nước đường Lê Lợi", at=NOW + DAY)
    publish(article, city["quan1"], "Cúp nước nơi khác", at=NOW + DAY)
    assert tell_news(follower.pk, at=NOW + 2 * DAY)
    assert not tell_news(follower.pk, at=NOW + 3 * DAY)
    (mail,) = sent_mail.outbox
    assert "Cúp nước đường Lê Lợi" in mail.body
    assert "Cúp nước cũ" not in mail.body
    assert "nơi khác" not in mail.body
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert urlsplit(mail.extra_headers["List-Unsubscribe"].strip("<>")).netloc.split(":")[0] == portal.host


def test_mail_goes_outside_of_a_transaction_and_by_one_worker(city, article, monkeypatch):
    follower, now = follow(city["bennghe"]), NOW + 2 * DAY
    publish(article, city["bennghe"], "Cúp nước", at=NOW + DAY)
    tried, outside = [], len(connection.savepoint_ids)

    def refuse(*args, **options):
        tried.append((len(connection.savepoint_ids), tell_news(follower.pk, at=now + timedelta(seconds=1))))
        raise OSError

    with monkeypatch.context() as server:
        server.setattr(sending, "send", refuse)
        with pytest.raises(MailNotTaken):
            tell_news(follower.pk, at=now)
    assert tried == [(outside, False)]
    # A worker that died has it.
    SearchFollower.objects.update(claimed_at=now)
    assert not tell_news(follower.pk, at=now + timedelta(minutes=1))
    assert tell_news(follower.pk, at=now + CLAIM_LASTS)
    assert SearchFollower.objects.get().claimed_at is None


def test_words_with_other_marks_are_neither_mailed_nor_in_the_feed(city, article, client):
    portal = city["bennghe"]
    follower = follow(portal, words="sổ đỏ")
    publish(article, portal, "Đọc sách số do", at=NOW + DAY)
    assert not tell_news(follower.pk, at=NOW + 2 * DAY)
    feed = client.get("/tim-kiem/rss/", {"q": "sổ đỏ"}, headers={"host": portal.host}).content
    assert ElementTree.fromstring(feed).findall("channel/item") == []
    publish(article, portal, "Cấp sổ đỏ", at=NOW + 3 * DAY)
    assert tell_news(follower.pk, at=NOW + 4 * DAY)
    assert ("Cấp sổ đỏ" in sent_mail.outbox[0].body, "số do" in sent_mail.outbox[0].body) == (True, False)


@pytest.mark.both_engines
def test_row_of_another_portal_that_an_engine_still_finds_is_not_told(city, article, monkeypatch):
    page = publish(article, city["quan1"], "Cúp nước quận", at=NOW)
    row = SearchEntry.objects.get(page=page)
    monkeypatch.setattr(type(get_backend()), "find", lambda *args, **options: Found(1, [row.pk]))
    asked = {"query": Query.read(WORDS), "language": "vi"}
    assert [hit.title for hit in newest_hits(portal=city["quan1"], **asked)] == ["Cúp nước quận"]
    assert newest_hits(portal=city["bennghe"], **asked) == []


def test_city_is_followed_without_portals_that_are_not_open(city, article):
    follower = follow(city["thanhpho"], is_of_city=True)
    publish(article, city["bennghe"], "Cúp nước phường", at=NOW + DAY)
    publish(article, city["quan1"], "Cúp nước quận", at=NOW + DAY)
    Portal.objects.filter(pk=city["quan1"].pk).update(state=PortalState.PREPARING)
    city["quan1"].refresh_from_db()
    city["quan1"].save()
    assert tell_news(follower.pk, at=NOW + 2 * DAY)
    (mail,) = sent_mail.outbox
    assert ("Cúp nước phường" in mail.body, "Cúp nước quận" in mail.body) == (True, False)


def test_weekly_mails_go_once_a_week_and_daily_ones_every_day(city):
    weekly, daily = follow(city["bennghe"], frequency=Frequency.WEEKLY), follow(city["bennghe"], words="sửa đường")
    due = {day: set(SearchFollower.objects.due(at=NOW + day * DAY)) for day in (1, 6, 7)}
    assert due == {1: {daily}, 6: {daily}, 7: {daily, weekly}}


def test_who_does_not_confirm_is_forgotten_and_who_did_long_ago_too(city, settings):
    follow(city["bennghe"])
    ask_to_follow(
        city["bennghe"].pk, Query.read("khác"), address=ADDRESS, language="vi", is_of_city=False,
        frequency=Frequency.DAILY, at=NOW,
    )  # fmt: skip
    assert forget_ended(at=NOW + DAY) == 0
    assert (forget_ended(at=NOW + 3 * DAY), SearchFollower.objects.count()) == (1, 1)
    assert (forget_ended(at=NOW + (settings.SEARCH_FOLLOWERS_KEPT_DAYS + 1) * DAY)) == 1
    assert not SearchFollower.objects.exists()


def test_page_answers_the_same_whoever_follows_and_asks_an_address_only_so_often(city):
    portal = city["bennghe"]
    follow(portal)
    client = browse(portal)
    again = client.post("/tim-kiem/theo-doi/", {"email": ADDRESS, "frequency": "daily"}, QUERY_STRING="q=cup+nuoc")
    assert (again.status_code, again.context["is_done"]) == (200, True)
    wrong = client.post("/tim-kiem/theo-doi/?q=x", {"email": "khong phai", "frequency": "hourly"})
    assert (wrong.status_code, "khong phai" in wrong.content.decode()) == (422, True)
    assert client.get("/tim-kiem/theo-doi/").status_code == 404
    statuses = {
        client.post("/tim-kiem/theo-doi/?q=x", {"email": ADDRESS, "frequency": "daily"}).status_code
        for _try in range(12)
    }
    assert statuses == {200, 429}


def test_task_hands_over_who_is_due(city, article, monkeypatch):
    follower = follow(city["bennghe"], at=timezone.now() - 2 * DAY)
    publish(article, city["bennghe"], "Cúp nước", at=timezone.now() - DAY)
    tasks.tell_search_followers()
    assert len(sent_mail.outbox) == 1
    follower.refresh_from_db()
    assert follower.told_until > timezone.now() - DAY


def test_search_that_finds_nothing_yet_can_be_followed(city):
    for address in ("/tim-kiem/?q=metro", "/tim-kiem/?q=metro&nam=2026"):
        assert '"/tim-kiem/theo-doi/?q=metro' in browse(city["bennghe"]).get(address).content.decode(), address


@pytest.mark.both_engines
def test_what_the_search_is_narrowed_to_is_followed_sealed_and_said(
    city, article, client, django_capture_on_commit_callbacks
):
    ward, district = city["bennghe"], city["quan1"]
    narrowed = f"/tim-kiem/%s?q={WORDS}&pham-vi=city&cong=bennghe&nam=2026&tu-ngay=2026-11-02"
    host = {"host": city["thanhpho"].host}
    publish(article, ward, "Cúp nước phường", at=NOW)
    publish(article, district, "Cúp nước quận", at=NOW)
    SearchEntry.objects.update(year=2026)
    results = client.get(narrowed % "", headers=host).content.decode()
    addresses = re.findall(r'href="(/tim-kiem/(?:rss|theo-doi)/[^"]+)"', results)
    assert len(addresses) == 2
    assert all(part in one for one in addresses for part in ("cong=bennghe", "nam=2026", "tu-ngay=2026-11-02"))
    feed = client.get(narrowed % "rss/", headers=host).content.decode()
    assert ("Cúp nước phường" in feed, "Cúp nước quận" in feed) == (True, False)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(narrowed % "theo-doi/", {"email": ADDRESS, "frequency": "daily"}, headers=host)
    follower = SearchFollower.objects.get()
    assert "bennghe" not in str(SearchFollower.objects.values())
    confirm_following(follower, at=NOW)
    SearchEntry.objects.update(published_at=NOW + DAY)
    assert tell_news(follower.pk, at=NOW + 2 * DAY)
    asked, news = sent_mail.outbox
    assert "2026" not in asked.body, "whoever gave the address chose it"
    assert ("Cúp nước phường" in news.body, "Cúp nước quận" in news.body) == (True, False)
    assert ("Năm: 2026" in news.body, ward.name_vi in news.body) == (True, True)
    # Where the portal is no more, all others are not what was meant.
    put_in_state(ward, "suspended")
    SearchEntry.objects.update(published_at=NOW + 3 * DAY)
    assert not tell_news(follower.pk, at=NOW + 4 * DAY)


@pytest.mark.slow(reason="publishes and indexes pages")
@pytest.mark.both_engines
def test_feed_of_a_search_has_the_newest_first_of_one_portal_or_of_the_city(client, city, article):
    publish(article, city["bennghe"], "Cúp nước <cũ>", at=NOW)
    publish(article, city["bennghe"], "Cúp nước mới", at=NOW + DAY)
    publish(article, city["quan1"], "Cúp nước quận", at=NOW + 2 * DAY)

    def titles(**more):
        response = client.get("/tim-kiem/rss/", {"q": WORDS} | more, headers={"host": city["bennghe"].host})
        return [title.text for title in ElementTree.fromstring(response.content).findall("channel/item/title")]

    assert titles() == ["Cúp nước mới", "Cúp nước <cũ>"]
    assert titles(**{"pham-vi": "city"}) == ["Cúp nước quận", "Cúp nước mới", "Cúp nước <cũ>"]
    assert client.get("/tim-kiem/rss/", headers={"host": city["bennghe"].host}).status_code == 404
    results = client.get("/tim-kiem/", {"q": WORDS}, headers={"host": city["bennghe"].host}).content.decode()
    assert "/tim-kiem/rss/?q=" in results


def test_mails_of_a_suspended_portal_are_stopped_by_their_link(city):
    token = LINKS.token_of(follow(city["bennghe"]))
    link = f"/tim-kiem/theo-doi/{token}/"
    put_in_state(city["bennghe"], PortalState.SUSPENDED)
    assert '<form method="post">' in browse(city["bennghe"]).get(f"/en/search/my-mails/{token}/").content.decode()
    page = browse(city["bennghe"]).get(link)
    assert (page.status_code, '<form method="post">' in page.content.decode(), WORDS in page.content.decode()) == (
        503, True, False,
    )  # fmt: skip
    assert browse(city["bennghe"]).post(link, {"confirm": "1"}).status_code == 503
    assert SearchFollower.objects.exists()
    assert browse(city["bennghe"]).post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not SearchFollower.objects.exists()
    assert browse(city["bennghe"]).post("/tim-kiem/theo-doi/abc/").status_code == 503


def test_links_to_confirm_take_no_receipt_of_a_question_away(city, settings, django_capture_on_commit_callbacks):
    settings.QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY = 2
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            ask_to_follow(
                city["bennghe"].pk, Query.read(f"khác {number}"), address=ADDRESS, language="vi", is_of_city=False,
                frequency=Frequency.DAILY, at=NOW,
            )  # fmt: skip
    assert len(sent_mail.outbox) == 2
    assert may_mail_unproved(contact_digest(ADDRESS), at=NOW)
