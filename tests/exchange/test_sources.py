"""Feeds and lists of other systems are read regularly; what is new becomes a linked item, as a draft for the board."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.permissions import is_author_of
from exchange.errors import SourceDoubled, SourceEnded, SourceNowhere, SourcesForbidden, TooManySources
from exchange.feeds import MOST_ITEMS, read_source
from exchange.models import IncomingItem, ItemSource
from exchange.source_reading import LONGEST_PROBLEM, MOST_SOURCES, end_source, read_items, set_source
from exchange.sources import MOST_MISTAKES, SourceWrong, read_entries
from exchange.tasks import read_item_source, read_item_sources
from home.models import LinkedItemPage
from home.outbound.client import FetchFailed, fetch
from members.enums import Seat
from tests.admin import browser
from tests.each import each_case
from tests.factories import CITY, DISTRICT, make_head, make_member, make_operator, make_portal, section_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
FEED = "https://so.example.gov.vn/rss"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<item><guid>1</guid><title>Tin &amp;amp; bài</title><link>https://so.example.gov.vn/1</link>
<description>&lt;p&gt;Tóm &lt;script&gt;tắt&lt;/script&gt;&lt;/p&gt;</description>
<pubDate>Mon, 02 Nov 2026 09:00:00 +0700</pubDate></item>
<item><title>Không mã</title><link>https://so.example.gov.vn/2</link></item>
<item><guid>3</guid><title>Mã lệnh</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>Tin Atom</title>
<link rel="self" href="https://so.example.gov.vn/self"/><link href="https://so.example.gov.vn/a"/>
<updated>2026-11-02T02:00:00Z</updated><summary>Tóm tắt.</summary></entry></feed>"""
JSON = '{"items": [{"id": "j", "title": "Tin JSON", "source_agency": "Sở", "url": "https://so.example.gov.vn/j"}]}'


@pytest.fixture
def city():
    return make_portal(CITY)


@pytest.fixture
def district(city):
    return make_portal(DISTRICT)


def set_by_head(portal, **values):
    section = section_of(portal).full_url
    return set_source(
        **{"name": "Sở Tư pháp", "url": FEED, "section": section, "by": make_head(portal), "at": NOW} | values
    )


@each_case(
    "content, expected",
    [
        (RSS, [("1", "Tin & bài", "Tóm tắt"), ("https://so.example.gov.vn/2", "Không mã", "")]),
        (ATOM, [("a", "Tin Atom", "Tóm tắt.")]),
        (JSON, [("j", "Tin JSON", "")]),
    ],
)
def test_feed_is_read_whatever_it_is(content, expected):
    entries = read_source(content.encode(), agency="Sở")
    assert [(entry.external_id, entry.title, entry.lead) for entry in entries] == expected
    assert all(entry.url.startswith("https://so.example.gov.vn/") for entry in entries)
    if content != JSON:
        assert entries[0].published_at == datetime(2026, 11, 2, 2, tzinfo=UTC)


@each_case(
    "content",
    [
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><rss>&b;</rss>',
        '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><rss><channel>&c;</channel></rss>',
        "<html></html>", "<rss", "", "PK", '{"items": 1}',
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(content):
    with pytest.raises(SourceWrong):
        read_source(content.encode(), agency="Sở")


@pytest.mark.slow(reason="makes drafts, and asks two persons of them")
def test_new_items_become_drafts_once_and_whoever_gave_the_address_is_their_author(district):
    head, other = make_head(district), make_head(district, seat=Seat.DEPUTY)
    source = set_by_head(district, by=head)
    set_by_head(district, by=other, name="Sở Tư pháp", instead_of=source)
    for _time in range(2):
        read_items(source, at=NOW, read=lambda url: RSS.encode())
    drafts = LinkedItemPage.objects.order_by("path")
    assert [(page.title, page.live, page.owner, page.source_agency) for page in drafts] == [
        ("Tin & bài", False, head, "Sở Tư pháp"),
        ("Không mã", False, head, "Sở Tư pháp"),
    ]
    assert drafts[0].target_url == "https://so.example.gov.vn/1"
    assert is_author_of(head, drafts[0], drafts[0].latest_revision)
    assert not is_author_of(other, drafts[0], drafts[0].latest_revision)
    source.refresh_from_db()
    assert (source.problem, source.read_at) == ("", NOW)


def item(key, *, date="", lead=""):
    link = f"<link>https://so.example.gov.vn/{key}</link><description><![CDATA[{lead}]]></description>"
    return f"<item><title>{key}</title>{link}<pubDate>{date}</pubDate></item>"


def rss(*items):
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'.encode()


@each_case(
    "date",
    [
        "Fri, 31 Dec 9999 23:00:00 +0000",
        "Mon, 02 Nov 2026 09:00:00 +9999999999999", f"Mon, 02 Nov {'9' * 20} 09:00:00 +0700",
        "Mon, 02 Nov , 09:00 +0700",
    ],
)  # fmt: skip
def test_date_that_no_calendar_holds_counts_as_none(date):
    assert [entry.published_at for entry in read_source(rss(item("a", date=date)), agency="Sở")] == [None]
    year_one = ATOM.replace("2026-11-02T02:00:00Z", "0001-01-01T00:00:00+07:00").encode()
    assert read_source(year_one, agency="Sở")[0].published_at is None


@each_case("lead", ["<![a>", "<a" * 600])
def test_item_whose_words_cannot_be_read_stops_no_other(lead):
    found = read_source(rss(item("a", lead=lead), item("b")), agency="Sở")
    assert [entry.title for entry in found] == ["b"]


def test_of_a_source_no_more_is_read_than_a_newsroom_writes(district):
    many = read_source(rss(*(item(str(key)) for key in range(MOST_ITEMS + 1))), agency="Sở")
    assert len(many) == MOST_ITEMS
    source = set_by_head(district)
    for wrong in (MOST_ITEMS, MOST_ITEMS + 1):
        read_items(source, at=NOW, read=lambda url, wrong=wrong: b'{"items": [%s]}' % b",".join([b"{}"] * wrong))
        source.refresh_from_db()
        assert 0 < len(source.problem) <= LONGEST_PROBLEM
    assert str(MOST_ITEMS) in source.problem
    with pytest.raises(SourceWrong) as refused:
        read_entries(b'{"items": [%s]}' % b",".join([b"{}"] * 1000))
    assert len(refused.value.mistakes) == MOST_MISTAKES


def test_draft_that_was_deleted_does_not_come_again_and_what_changed_is_noted(district):
    source = set_by_head(district)
    read_items(source, at=NOW, read=lambda url: RSS.encode())
    LinkedItemPage.objects.get(title="Không mã").delete()
    done = read_items(source, at=NOW, read=lambda url: RSS.replace("Tin &amp;amp; bài", "Tin khác").encode())
    assert ([item.title for item in done.changed], done.new) == (["Tin & bài"], [])
    assert LinkedItemPage.objects.get().title == "Tin & bài"
    assert IncomingItem.objects.for_portal(district).count() == 2


def test_what_is_wrong_with_a_source_stands_in_its_row_and_stops_no_other(district):
    source = set_by_head(district)
    read_items(source, at=NOW, read=lambda url: b"<html></html>")
    source.refresh_from_db()
    assert source.problem
    read_items(source, at=NOW, read=lambda url: RSS.encode())
    source.refresh_from_db()
    assert source.problem == ""


@each_case(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://169.254.169.254/latest/", "http://[::1]/",
        "http://10.0.0.8:80/", "file:///etc/passwd", "https://example.gov.vn:22/", "http://[",
    ],
)  # fmt: skip
def test_machine_that_is_not_public_is_not_read(url):
    with pytest.raises(FetchFailed):
        fetch(url, max_bytes=1000)


def test_board_and_operator_set_sources_of_their_portals_and_nobody_else(city, district):
    set_by_head(district)
    with pytest.raises(SourceDoubled):
        set_by_head(district)
    assert set_by_head(city, by=make_operator())
    for stranger in (make_head(city), make_member(district)):
        with pytest.raises(SourcesForbidden):
            set_by_head(district, by=stranger)
    for section in ("https://so.example.gov.vn/", "http://[", district.container.full_url or ""):
        with pytest.raises(SourceNowhere):
            set_by_head(district, section=section)


def test_portal_has_no_more_sources_than_are_read(city, district):
    head = make_head(district)
    for number in range(MOST_SOURCES):
        source = set_by_head(district, by=head, url=f"{FEED}/{number}")
    with pytest.raises(TooManySources, match=str(MOST_SOURCES)):
        set_by_head(district, by=head)
    set_by_head(district, by=head, instead_of=source)
    set_by_head(city)


def test_source_that_was_ended_meanwhile_does_not_come_back_and_keeps_when_it_was_read(district):
    source = set_by_head(district)
    as_opened = ItemSource.objects.get(pk=source.pk)
    ItemSource.objects.filter(pk=source.pk).update(read_at=NOW, problem="Lỗi")
    set_by_head(district, name="Sở Y tế", instead_of=as_opened)
    changed = ItemSource.objects.get()
    assert (changed.name, changed.read_at, changed.problem) == ("Sở Y tế", NOW, "Lỗi")
    end_source(changed, by=make_head(district), at=NOW)
    with pytest.raises(SourceEnded):
        set_by_head(district, name="Sở Nội vụ", instead_of=as_opened)
    assert not ItemSource.objects.exists()


def test_reading_that_waited_until_the_next_one_is_dropped(district, monkeypatch):
    source, asked = set_by_head(district), []
    monkeypatch.setattr(read_item_source, "apply_async", lambda args, **options: asked.append((args, options)))
    assert read_item_sources() == 1
    assert asked == [((source.pk,), {"expires": 3600})]


@pytest.mark.slow(reason="opens screens of two boards")
def test_board_sets_a_source_on_the_screen_and_ends_it_and_sees_no_other_portals(city, district):
    head, form = (
        browser(make_head(district)),
        {"name": "Sở Tư pháp", "url": FEED, "section": section_of(district).full_url},
    )
    refused = head.post(reverse("item_source_add"), form | {"url": "javascript:alert(1)"})
    assert "url" in refused.context["form"].errors
    head.post(reverse("item_source_add"), form)
    source = ItemSource.objects.get()
    foreign = set_by_head(city, name="Nguồn của Thành phố")
    listed = head.get(reverse("item_sources")).content.decode()
    assert "Sở Tư pháp" in listed
    assert "Nguồn của Thành phố" not in listed
    head.post(reverse("item_source_end", args=[foreign.pk]))
    head.post(reverse("item_source_end", args=[source.pk]))
    assert list(ItemSource.objects.all()) == [foreign]
