"""Press packs: made of what a month brought, approved like any page, sent once to each agency of the own list.

Boards that owe the press a conference or a pack are told once for each period, and nobody else is.
"""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import ChangedMeanwhile
from audit.models import PortalEvent
from editorial.withdrawal.actions import take_down
from information.enums import DeliveryState, InformationEventKind, PressNoticeKind
from information.errors import (
    AgencyEnded,
    AgencyListed,
    NobodyToSend,
    PackForbidden,
    PackNotPublic,
    PressListForbidden,
)
from information.models import PressDelivery, PressMailing, PressPackPage, PressSubscriber
from information.press import press_reminders
from information.press.press_archive import archive_of
from information.press.press_list import add_agency, correct_agency, end_agency, subscriber_of, token_of
from information.press.press_mail import deliver, send_again, send_pack
from information.press.press_packs import bounds_of, month_before, offered_pages, prepare_pack, title_of_pack
from information.press.press_reminders import note_duties
from information.queries import chosen_pages
from members.enums import Role, Seat
from notifications.models import Notice
from notifications.notice_mail import send_digests
from provisioning.portal_states import suspend_portal
from tests.each import each_case
from tests.factories import (
    AT,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    publish_approved_page,
    section_of,
)
from tests.fullest import make_image
from tests.home.branches import approve
from tests.information.factories import make_item
from tests.information.pages import shown
from tests.information.press_packs import OCTOBER, PRESS, brought_in, make_agency, make_pack
from tests.raw_rows import delete_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(district):
    return brought_in(make_article(district, "Khởi công cầu"), OCTOBER)


@pytest.fixture
def pack(district, article):
    return make_pack(district, article)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_each_day_lies_in_its_month_alone(day):
    begins, ends = bounds_of(day.year, day.month)
    assert timezone.localdate(begins) <= day < timezone.localdate(ends)
    assert bounds_of(*month_before(day))[1] == begins


@pytest.mark.both_engines
def test_month_offers_what_first_became_public_in_it_on_the_own_portal(city, district, article):
    later = brought_in(make_item(district, "press", published=True), datetime(2026, 10, 31, 16, 59, tzinfo=UTC))
    # Midnight in the city.
    brought_in(make_article(district, "Tin tháng 11"), datetime(2026, 10, 31, 17, 0, tzinfo=UTC))
    brought_in(make_article(city, "Tin của Thành phố"), OCTOBER)
    make_article(district, "Tin nháp", published=False)
    assert [page.pk for page in offered_pages(section_of(district, PRESS), 2026, 10)] == [later.pk, article.pk]


def test_pack_is_a_draft_with_the_chosen_pages_from_the_first_to_the_last(city, district, article):
    second = brought_in(make_article(district, "Khánh thành cầu"), datetime(2026, 10, 20, tzinfo=UTC))
    pack = make_pack(district, second, article, brought_in(make_article(city), OCTOBER), published=False)
    assert pack.title == "Thông tin cung cấp cho báo chí: tháng 10 năm 2026"
    assert title_of_pack(2026, 1) == "Thông tin cung cấp cho báo chí: tháng 1 năm 2026"
    assert not pack.live
    assert [block.value.pk for block in pack.chosen] == [article.pk, second.pk]
    assert (pack.owner, pack.source_agency) == (make_member(district), district.governing_body)
    assert make_pack(district, article, published=False).slug == f"{pack.slug}-2"


def test_only_who_adds_pages_to_a_section_for_the_press_prepares_a_pack(city, district):
    for person, section in (
        (make_member(city), section_of(district, PRESS)),
        (make_member(district), section_of(district)),
    ):
        with pytest.raises(PackForbidden):
            prepare_pack(section, year=2026, month=10, chosen=[], by=person)
    assert not PressPackPage.objects.exists()


@pytest.mark.both_engines
def test_public_pack_is_sent_once_to_each_agency_of_its_portal(
    city, district, pack, article, django_capture_on_commit_callbacks
):
    make_agency(city, "Báo Thành phố", "tp@bao.example")
    agency = make_agency(district)
    with django_capture_on_commit_callbacks(execute=True):
        mailing = send_pack(pack, by=make_member(district), at=AT)
    (message,) = mail.outbox
    assert message.to == ["toasoan@bao.example"]
    assert message.subject == f"Quận 1: {pack.title}"
    html = message.alternatives[0].content
    for text in (message.body, html):
        assert article.full_url in text
        assert "Tình hình tháng 10." in text
        assert f"{pack.full_url}tep/" in text
    assert f"/ngung-nhan-tin/{token_of(agency)}/" in message.extra_headers["List-Unsubscribe"]
    assert mailing.content["pages"] == [
        {"page": article.pk, "title": article.title, "lead": article.lead, "url": article.full_url}
    ]
    delivery = mailing.deliveries.get()
    assert (delivery.subscriber, delivery.state) == (agency, DeliveryState.SENT)
    event = PortalEvent.objects.get(kind=InformationEventKind.PRESS_PACK_SENT)
    assert (event.portal, event.data) == (district, {"page": pack.pk, "title": pack.title, "count": 1})
    with pytest.raises(NobodyToSend):
        send_pack(pack, by=make_member(district), at=AT)
    assert not deliver(delivery.pk, at=AT)
    make_agency(district, "Đài Truyền hình", "dai@truyenhinh.example")
    with django_capture_on_commit_callbacks(execute=True):
        send_pack(pack, by=make_member(district), at=AT)
    assert [message.to for message in mail.outbox[1:]] == [["dai@truyenhinh.example"]]


def test_pack_that_citizens_cannot_read_is_not_sent(district, article):
    make_agency(district)
    with pytest.raises(PackNotPublic):
        send_pack(make_pack(district, article, published=False), by=make_member(district), at=AT)
    pack = make_pack(district, article)
    suspend_portal(district, by=make_operator(), at=timezone.now(), reason="Sự cố", expected_return=None)
    with pytest.raises(PackNotPublic):
        send_pack(pack, by=make_head(district), at=AT)
    assert not PressMailing.objects.exists()


@each_case("role", [Role.REPORTER, Role.COLLABORATOR])
def test_only_who_edits_what_the_portal_publishes_keeps_the_list_and_sends(city, district, pack, role):
    verbs = (
        partial(send_pack, pack),
        partial(send_again, pack),
        partial(add_agency, portal_id=district.pk, agency="Báo", email="khac@bao.example"),
        partial(end_agency, make_agency(district)),
    )
    for person in (make_member(district, role), make_member(city), make_operator()):
        for verb in verbs:
            with pytest.raises(PressListForbidden):
                verb(by=person, at=AT)


def test_mail_that_waited_says_what_is_public_by_then(district, pack, article):
    for name in ("mot", "hai"):
        make_agency(district, name, f"{name}@bao.example")
    send_pack(pack, by=make_member(district), at=AT)
    first, second = PressDelivery.objects.order_by("pk")
    take_down(article, by=make_head(district), at=timezone.now(), reason_class="personal_data", reason="Lộ dữ liệu")
    assert deliver(first.pk, at=AT)
    article = type(article).objects.get(pk=article.pk)
    article.title, article.lead = "Một dự án", "Đã đính chính."
    approve(article, district)
    assert deliver(second.pk, at=AT)
    bodies = [message.body + message.alternatives[0].content for message in mail.outbox]
    assert ["Khởi công cầu" in body for body in bodies] == [False, False]
    assert ["Đã đính chính." in body for body in bodies] == [False, True]


def test_agency_that_left_and_takedown_of_the_pack_bring_no_mail(district, pack):
    first, second = make_agency(district), make_agency(district, "Đài", "dai@dai.example")
    send_pack(pack, by=make_member(district), at=AT)
    end_agency(first, by=None, at=AT)
    gone = PressDelivery.objects.get(subscriber=first)
    assert not deliver(gone.pk, at=AT)
    gone.refresh_from_db()
    assert gone.state == DeliveryState.DROPPED
    take_down(pack, by=make_head(district), at=AT, reason_class="error", reason="Nhầm")
    assert not deliver(PressDelivery.objects.get(subscriber=second).pk, at=AT)
    assert mail.outbox == []
    assert [row.subscriber for row in PressDelivery.objects.open(at=AT)] == [second]


@each_case("failure", [ConnectionRefusedError, ValueError])
def test_mail_that_the_server_refuses_or_that_broke_off_is_seen_and_sent_again(
    district, pack, monkeypatch, django_capture_on_commit_callbacks, failure
):
    make_agency(district)
    send_pack(pack, by=make_member(district), at=AT)
    delivery = PressDelivery.objects.get()

    def fail(self):
        raise failure

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", fail)
        with pytest.raises(failure):
            deliver(delivery.pk, at=AT)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.sent_at) == (DeliveryState.FAILED, None)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_again(pack, by=make_member(district), at=AT) == 1
    delivery.refresh_from_db()
    assert (delivery.state, len(mail.outbox)) == (DeliveryState.SENT, 1)


@pytest.mark.both_engines
def test_address_stands_on_a_list_once_and_on_that_of_another_portal(city, district):
    make_agency(district, email="toasoan@bao.example")
    with pytest.raises(AgencyListed):
        make_agency(district, email="ToaSoan@bao.example")
    make_agency(city, email="toasoan@bao.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        PressSubscriber.objects.create(
            portal=district, agency="B", email="TOASOAN@bao.example", added_by=make_member(district), added_at=AT
        )


@pytest.mark.both_engines
def test_agency_that_came_back_gets_no_pack_twice_and_leaves_by_any_of_its_links(district, pack):
    agency = make_agency(district)
    send_pack(pack, by=make_member(district), at=AT)
    assert deliver(PressDelivery.objects.get().pk, at=AT)
    end_agency(agency, by=None, at=AT)
    back = make_agency(district, email="TOASOAN@bao.example")
    with pytest.raises(NobodyToSend):
        send_pack(pack, by=make_member(district), at=AT)
    assert subscriber_of(token_of(agency), portal_id=district.pk) == back


def test_worker_that_died_on_the_way_leaves_the_mail_to_be_sent_again(district, pack):
    make_agency(district)
    send_pack(pack, by=make_member(district), at=AT)
    PressDelivery.objects.update(state=DeliveryState.SENDING, sent_at=AT)
    delivery = PressDelivery.objects.get()
    assert not deliver(delivery.pk, at=AT + timedelta(minutes=9))
    assert deliver(delivery.pk, at=AT + timedelta(minutes=11))


def test_agency_is_corrected(city, district):
    agency, other = make_agency(district), make_agency(district, "Đài", "dai@dai.example")
    words = {"agency": "Báo Sài Gòn Mới", "email": "moi@bao.example"}
    correct_agency(agency, **words, by=make_member(district), at=AT)
    agency.refresh_from_db()
    assert (agency.agency, agency.email) == ("Báo Sài Gòn Mới", "moi@bao.example")
    event = PortalEvent.objects.get(kind=InformationEventKind.PRESS_AGENCY_CHANGED)
    assert event.data == {"agency": agency.pk, "fields": ["agency", "email"]}
    with pytest.raises(AgencyListed):
        correct_agency(other, **words, by=make_member(district), at=AT)
    with pytest.raises(PressListForbidden):
        correct_agency(other, **words, by=make_member(city), at=AT)
    end_agency(other, by=None, at=AT)
    with pytest.raises(AgencyEnded):
        correct_agency(other, **words, by=make_member(district), at=AT)


def test_agency_that_left_may_come_back_and_events_hold_no_address(district):
    agency = make_agency(district)
    end_agency(agency, by=make_member(district), at=AT)
    with pytest.raises(AgencyEnded):
        end_agency(agency, by=make_member(district), at=AT)
    make_agency(district)
    kinds = [InformationEventKind.PRESS_AGENCY_ADDED, InformationEventKind.PRESS_AGENCY_ENDED]
    events = PortalEvent.objects.filter(kind__in=kinds).order_by("pk")
    assert [event.kind for event in events] == [kinds[0], kinds[1], kinds[0]]
    assert "bao.example" not in str([event.data for event in events])


def test_link_of_a_mail_is_good_on_its_own_portal_for_its_own_address_and_outlives_the_secret_key(
    city, district, settings
):
    agency = make_agency(district)
    sent, former = token_of(agency), settings.SECRET_KEY
    assert subscriber_of(sent, portal_id=district.pk) == agency
    for token, portal in ((sent, city), ("chế", district), (f"{sent}x", district)):
        assert subscriber_of(token, portal_id=portal.pk) is None
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-" * 8, [former]
    assert token_of(agency) != sent
    assert subscriber_of(sent, portal_id=district.pk) == agency
    settings.SECRET_KEY_FALLBACKS = []
    assert subscriber_of(sent, portal_id=district.pk) is None
    settings.SECRET_KEY_FALLBACKS = [former]
    correct_agency(agency, agency="Báo B", email="b@bao.example", by=make_member(district), at=AT)
    agency.refresh_from_db()
    assert subscriber_of(sent, portal_id=district.pk) is None
    assert subscriber_of(token_of(agency), portal_id=district.pk) == agency


def test_archive_has_texts_facts_and_lead_pictures_of_what_is_public(city, district):
    release = make_item(district, "press", "Thông cáo", published=True, image=make_image(district))
    pack = make_pack(district, brought_in(release, OCTOBER))
    archive = zipfile.ZipFile(io.BytesIO(archive_of(pack, chosen_pages(pack))))
    assert archive.namelist() == ["00-muc-luc.html", "01-thong-cao.html", "01-thong-cao.jpg"]
    text = archive.read("01-thong-cao.html").decode().replace("\xa0", " ")
    assert "Bà Lê Thu Hạnh, Phó Chánh Văn phòng" in text
    assert release.full_url in text
    assert archive.read("01-thong-cao.jpg")[:2] == b"\xff\xd8"
    # It goes without a picture whose file is lost.
    release.image.renditions.all().delete()
    release.image.file.storage.delete(release.image.file.name)
    archive = zipfile.ZipFile(io.BytesIO(archive_of(pack, chosen_pages(pack))))
    assert archive.namelist() == ["00-muc-luc.html", "01-thong-cao.html"]
    take_down(release, by=make_head(district), at=AT, reason_class="error", reason="Sai")
    assert chosen_pages(pack) == []


def test_public_page_offers_its_pages_and_its_file(district, pack, article, client):
    host, path = {"host": district.host}, f"/{PRESS}/{pack.slug}/tep/"
    page = str(shown(client, pack))
    assert article.title in page
    assert f'href="{path}"' in page
    file = client.get(path, headers=host)
    assert file["Content-Type"] == "application/zip"
    assert f'filename="{pack.slug}.zip"' in file["Content-Disposition"]
    assert "max-age=300" in file["Cache-Control"]
    assert client.get(path, headers=host | {"if-none-match": file["ETag"]}).status_code == 304
    assert client.head(path, headers=host)["ETag"] == file["ETag"]
    take_down(article, by=make_head(district), at=AT, reason_class="error", reason="Sai")
    assert client.get(path, headers=host | {"if-none-match": file["ETag"]}).status_code == 200


def test_pack_whose_chosen_page_is_gone_can_be_approved(city, district):
    author = make_member(district)
    draft = make_article(district, published=False, owner=author)
    there = make_article(district, "Tin khác", owner=author)
    pack = make_item(
        district, "pack", "Bản tin", owner=author, chosen=[("page", draft), ("page", there)], published=False
    )
    draft.delete()
    pack.refresh_from_db()
    assert publish_approved_page(pack, by=make_head(district)).live


CONFERENCE, PACK = PressNoticeKind.PRESS_CONFERENCE, PressNoticeKind.PRESS_PACK


def morning(month, day, year=2026):
    """Half past seven in the city."""
    return datetime(year, month, day, 0, 30, tzinfo=UTC)


@pytest.fixture
def board(city, district):
    """Those of the city's board who approve; a head of a district, whose board is not asked, stands beside them."""
    make_head(district)
    people = {make_head(city), make_head(city, seat=Seat.DEPUTY)}
    Notice.objects.all().delete()
    return people


def told(kind):
    return {notice.user for notice in Notice.objects.filter(kind=kind)}


@each_case(
    ("at", "kinds"),
    [
        (morning(10, 4), []),
        (morning(10, 5), ["2026-month-9"]),
        (morning(11, 30), ["2026-month-10"]),
        (morning(12, 1), ["2026-quarter-4"]),
        (morning(12, 5), ["2026-month-11", "2026-quarter-4"]),
        (morning(1, 5, year=2027), ["2026-month-12"]),
    ],
)
def test_duties_of_a_day(city, district, at, kinds):
    # A conference of another portal fulfils nothing.
    make_item(district, "conference", published=True)
    note_duties(at)
    events = PortalEvent.objects.filter(kind=InformationEventKind.PRESS_REMINDED)
    assert sorted(event.data["period"] for event in events) == kinds


@pytest.mark.both_engines
def test_board_and_supervisors_are_told_once_for_a_quarter(board, city):
    supervisor = make_supervisor()
    for day in (1, 2, 31):
        note_duties(morning(12, day))
    notices = Notice.objects.filter(kind=CONFERENCE)
    assert told(CONFERENCE) == board | {supervisor}
    assert [notice.portal for notice in notices.all()] == [city] * 3
    note_duties(morning(3, 1, year=2027))
    assert notices.count() == 6


@pytest.mark.both_engines
def test_public_conference_of_the_quarter_fulfils_the_duty(board, city):
    make_item(city, "conference", published=False)
    note_duties(morning(12, 1))
    assert told(CONFERENCE) == board
    make_item(city, "conference", published=True)
    note_duties(morning(3, 1, year=2027))
    assert Notice.objects.filter(kind=CONFERENCE, created_at__gt=morning(12, 1)).count() == 2
    Notice.objects.all().delete()
    delete_rows(PortalEvent, kind=InformationEventKind.PRESS_REMINDED)
    note_duties(morning(12, 1))
    assert not told(CONFERENCE)


def test_mail_names_the_period_and_leads_to_the_checklist(board, city, settings):
    note_duties(morning(12, 7))
    send_digests(at=morning(12, 8))
    head = make_head(city)
    (message,) = [message for message in mail.outbox if message.to == [head.email]]
    assert "Chưa có bản tin báo chí của tháng trước" in message.body
    assert "Tháng 11 năm 2026" in message.body
    assert settings.ADMIN_BASE_URL + reverse("required_of_portal", args=[city.pk]) in message.body


def test_what_was_done_meanwhile_is_not_mailed(board, city):
    make_member(city)
    note_duties(morning(12, 1))
    make_item(city, "conference", published=True)
    Notice.objects.exclude(kind=CONFERENCE).delete()
    send_digests(at=morning(12, 1))
    assert mail.outbox == []


def test_mail_that_waited_names_each_period_and_only_what_is_owed_still(board, city):
    note_duties(morning(12, 7))
    note_duties(morning(1, 7, year=2027))
    make_item(city, "conference", published=True)
    assert Notice.objects.filter(kind=CONFERENCE).exists()
    send_digests(at=morning(1, 8, year=2027))
    (message,) = [message for message in mail.outbox if message.to == [make_head(city).email]]
    assert "Tháng 11 năm 2026" in message.body
    assert "Tháng 12 năm 2026" in message.body
    assert "họp báo" not in message.body.lower()


def test_board_that_could_not_be_told_keeps_nobody_from_being_told(board, monkeypatch):
    def refuse(*args, **kwargs):
        raise ChangedMeanwhile

    with monkeypatch.context() as patch:
        patch.setattr(press_reminders, "record_event", refuse)
        note_duties(morning(12, 7))
    assert not told(PACK)
    note_duties(morning(12, 8))
    assert told(PACK) == board
