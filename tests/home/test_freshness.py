"""What must be looked at again: begun by a publication, confirmed by a person, told of once."""

from datetime import date, timedelta

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from accounts.models import User
from audit.models import PortalEvent
from deadlines.deadline_rules import RuleText, add_rule
from deadlines.enums import LimitUnit, Step, Trigger
from deadlines.limits import Limit
from deadlines.models import InformationCategory, RuleProfile
from deadlines.queries import working_calendar
from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.enums import ContentEventKind, ContentNoticeKind
from home.models import ContactPage, PageFreshness, PublicationDeadline, StaleBecause
from home.timeliness.freshness import (
    DayOfNextLookWrong,
    NextLook,
    NothingToConfirm,
    confirm_page,
    day_by_rhythm,
    keep_freshness,
    next_look,
)
from home.timeliness.reminders import note_stale_pages, note_time_limits
from members.board.delegations import delegate
from members.enums import Role, Seat
from members.memberships import grant_membership, seat_on_board, withdraw_membership
from notifications.enums import NoticeDropped
from notifications.models import Notice
from notifications.notice_mail import send_digests
from provisioning.portal_states import resume_portal, suspend_portal
from tests.factories import (
    AT,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    make_user,
    publish_approved_page,
    section_of,
)
from tests.fullest import full_person
from tests.home.branches import approve
from tests.information.factories import make_report, make_report_due_soon

pytestmark = pytest.mark.django_db

# Publications are of the day on which a test runs, which begins anew at midnight between two of them.
now, today = timezone.now, timezone.localdate
# What ships: contacts are looked at twice a year.
CONTACTS_HOLD = 180
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def a_person(portal):
    page = full_person(portal, parent=section_of(portal, "to-chuc"))
    return publish_approved_page(page, by=make_head(portal))


def told(kind):
    """Person, portal and item of each notice of a kind."""
    return set(Notice.objects.filter(kind=kind).values_list("user", "portal", "object_id"))


def as_told(*items):
    """A notice to each of the people of each item."""
    return {(user.pk, portal.pk, str(page.pk)) for page, portal, users in items for user in users}


def with_addresses():
    User.objects.update(email=Concat("username", Value("@phuong.example")))


@pytest.mark.both_engines
class TestNextLook:
    @given(DAYS, DAYS)
    def test_page_without_contacts_is_looked_at_on_its_review_date_or_never(self, review_date, looked_at):
        look = next_look(review_date=review_date, by_rhythm=None, has_contacts=False, looked_at=looked_at)
        assert (look is None) is (review_date <= looked_at)
        assert look is None or look.day == review_date

    @given(st.none() | DAYS, DAYS, st.integers(1, 800), st.booleans())
    def test_page_is_never_left_longer_than_the_rhythm_of_its_category(self, review_date, looked_at, days, contacts):
        by_rhythm = looked_at + timedelta(days=days)
        look = next_look(review_date=review_date, by_rhythm=by_rhythm, has_contacts=contacts, looked_at=looked_at)
        assert looked_at < look.day <= by_rhythm
        if look.because != StaleBecause.REVIEW_DATE:
            assert look == NextLook(by_rhythm, StaleBecause.CONTACT if contacts else StaleBecause.RHYTHM)

    def test_nothing_asks_for_a_look(self):
        assert next_look(review_date=None, by_rhythm=None, has_contacts=False, looked_at=today()) is None


@pytest.mark.slow(reason="publishes a page with contacts and two articles")
def test_publication_says_when_somebody_looks_again(district):
    person, plain = a_person(district), make_article(district, "Không hẹn")
    article = make_article(district, review_date=today() + timedelta(days=30))
    rows = {row.page_id: (row.because, row.stale_from - row.confirmed_on) for row in PageFreshness.objects.all()}
    assert rows[person.pk] == (StaleBecause.CONTACT, timedelta(days=CONTACTS_HOLD))
    assert rows[article.pk][0] == StaleBecause.REVIEW_DATE
    assert plain.pk not in rows


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
@pytest.mark.both_engines
def test_confirmation_moves_the_day_changes_no_page_and_is_recorded(district):
    page, member, day = a_person(district), make_member(district), today() + timedelta(days=90)
    before = page.latest_revision_id
    row = confirm_page(page, by=member, next_on=day, at=now())
    page.refresh_from_db()
    assert (row.stale_from, row.confirmed_by, page.latest_revision_id) == (day, member, before)
    event = PortalEvent.objects.get(kind=ContentEventKind.ITEM_CONFIRMED)
    assert (event.portal, event.actor, event.data["title"]) == (district, member, page.title)


@pytest.mark.slow(reason="publishes a page with contacts")
def test_day_of_the_next_look_lies_ahead_and_within_two_years(district):
    page, member = a_person(district), make_member(district)
    for days in (0, -1, 731):
        with pytest.raises(DayOfNextLookWrong):
            confirm_page(page, by=member, next_on=today() + timedelta(days=days), at=now())


def test_what_is_not_public_is_not_confirmed(district):
    page = a_person(district)
    take_down(page, by=make_head(district), at=now(), reason_class=TakedownReason.ERROR, reason="Sai")
    assert not PageFreshness.objects.filter(page=page.pk).exists()
    with pytest.raises(NothingToConfirm):
        confirm_page(page, by=make_member(district), next_on=today() + timedelta(days=90), at=now())


@pytest.mark.both_engines
def test_stale_page_is_told_of_once_until_somebody_looked(district):
    page, later = a_person(district), now() + timedelta(days=CONTACTS_HOLD + 400)
    people = (make_member(district), make_head(district))
    for _day in range(2):
        note_stale_pages(later)
    assert Notice.objects.filter(kind=ContentNoticeKind.STALE).count() == 2
    assert told(ContentNoticeKind.STALE) == as_told((page, district, people))
    keep_freshness(page, at=later)
    assert told(ContentNoticeKind.STALE) == set()


@pytest.mark.both_engines
def test_overdue_draft_is_its_authors_and_the_boards_and_told_of_once(district, city):
    make_report(district, "Chưa đến hạn", trigger_date=today())
    items = [(make_report(portal), portal, (make_member(portal), make_head(portal))) for portal in (district, city)]
    for _day in range(2):
        note_time_limits(now())
    assert Notice.objects.filter(kind=ContentNoticeKind.OVERDUE).count() == 4
    assert told(ContentNoticeKind.OVERDUE) == as_told(*items)
    assert told(ContentNoticeKind.DUE_SOON) == set()


def test_draft_that_is_due_soon_is_its_authors_and_the_boards_once_it_is_submitted(city, district):
    items = [(make_report_due_soon(portal), portal, make_member(portal)) for portal in (district, city)]
    note_time_limits(now())
    assert told(ContentNoticeKind.DUE_SOON) == as_told(*((page, portal, [author]) for page, portal, author in items))
    boards = [(page, portal, (author, make_head(portal))) for page, portal, author in items]
    for page, _portal, author in items:
        page.get_workflow().start(page, author)
    note_time_limits(now())
    assert told(ContentNoticeKind.DUE_SOON) == as_told(*boards)


def test_member_hears_what_the_board_hears_as_long_as_approving_is_delegated(district):
    page, head, lent = make_report(district), make_head(district), make_head(district, seat=Seat.MEMBER)
    seat_on_board(district.board, make_user("thanh.vien.khac"), seat=Seat.MEMBER, by=None, at=AT)
    from_seat, to_seat = (district.board.seats.get(user=user) for user in (head, lent))
    delegate(from_seat, to_seat, valid_from=today(), valid_until=today(), reason="Đi công tác", by=head, at=now())
    note_time_limits(now())
    assert told(ContentNoticeKind.OVERDUE) == as_told((page, district, (make_member(district), head, lent)))


def test_board_of_a_closed_portal_hears_of_what_is_overdue_when_it_is_back(district):
    make_report(district)
    told = Notice.objects.filter(kind=ContentNoticeKind.OVERDUE, user=make_head(district))
    suspend_portal(district, by=None, at=now(), reason="Khắc phục", expected_return=None, revoke_access=True)
    note_time_limits(now())
    assert not told.exists()
    resume_portal(district, by=None, at=now())
    note_time_limits(now())
    assert told.count() == 1


def test_mail_asks_again_whether_it_still_holds(district, mailoutbox):
    page, head = make_report(district), make_head(district)
    with_addresses()
    send_digests(at=now())
    assert any(page.title in mail.body and "quá hạn" in mail.body for mail in mailoutbox)
    mailoutbox.clear()
    Notice.objects.update(sent_at=None)
    publish_approved_page(page, by=head)
    send_digests(at=now())
    assert Notice.objects.filter(kind=ContentNoticeKind.OVERDUE, dropped_because=NoticeDropped.OVER).exists()
    assert not any("quá hạn" in mail.body for mail in mailoutbox)


@pytest.mark.both_engines
def test_mail_tells_the_last_day_of_each_item_the_nearest_first(city, district, mailoutbox):
    calendar = working_calendar()
    yesterday = next(day for day in (today() - timedelta(days=back) for back in range(1, 15)) if
                     calendar.is_working_day(day))  # fmt: skip
    one, two = (calendar.after(today(), count) for count in (1, 2))
    days = {"Hai ngày": two, "Hôm nay": today(), "Một ngày": one, "Quá": yesterday, "Lâu": AT.date()}
    for title, due in days.items():
        PublicationDeadline.objects.filter(page=make_report(district, title).pk).update(due=due)
    make_report(city, "Của Thành phố")
    with_addresses()
    send_digests(at=now())
    member = User.objects.get(pk=make_member(district).pk)
    (mail,) = [mail for mail in mailoutbox if member.email in mail.to]
    first_line, *lines = [line[2:].split(" – ")[:2] for line in mail.body.splitlines() if " – " in line]
    late = calendar.days_late(yesterday, today())
    assert first_line[0] == "Lâu"
    assert lines == [
        ["Quá", f"quá hạn {late} ngày làm việc (hạn {yesterday:%d/%m/%Y})"],
        ["Hôm nay", "hạn hôm nay"],
        ["Một ngày", f"hạn {one:%d/%m/%Y}, còn 1 ngày làm việc"],
        ["Hai ngày", f"hạn {two:%d/%m/%Y}, còn 2 ngày làm việc"],
    ]


@pytest.mark.slow(reason="publishes a page with contacts and sends digests of two days")
def test_mail_tells_city_editors_of_their_work_on_every_portal(district, mailoutbox):
    helper, late = make_city_editor(), make_report(district)
    person = full_person(district, parent=section_of(district, "to-chuc"))
    for page in (late, make_report_due_soon(district), person):
        page.save_revision(user=helper)
    publish_approved_page(person, by=make_head(district))
    with_addresses()
    for at in (now(), now() + timedelta(days=CONTACTS_HOLD + 1)):
        send_digests(at=at)
    kinds = {ContentNoticeKind.DUE_SOON, ContentNoticeKind.OVERDUE, ContentNoticeKind.STALE}
    sent = Notice.objects.filter(user=helper, kind__in=kinds, sent_at__isnull=False)
    assert {(notice.kind, notice.portal_id) for notice in sent} == {(kind, district.pk) for kind in kinds}
    helper.refresh_from_db()
    assert any(helper.email in mail.to and late.title in mail.body for mail in mailoutbox)


def test_mail_tells_nothing_of_a_portal_on_which_the_person_works_no_more(city, district, mailoutbox):
    member = make_member(district)
    make_report(district)
    grant_membership(member, role=Role.EDITOR, portal=city, reason="Chuyển", by=None, at=AT)
    note_time_limits(now())
    withdraw_membership(member.memberships.get(portal=district), by=None, at=now(), reason="Chuyển")
    send_digests(at=now())
    (notice,) = Notice.objects.filter(user=member, kind=ContentNoticeKind.OVERDUE)
    assert (notice.sent_at, notice.dropped_because) == (None, NoticeDropped.NO_RIGHT)


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@pytest.mark.both_engines
def test_reminding_costs_no_query_for_each_item(district, django_assert_max_num_queries):
    make_head(district, seat=Seat.DEPUTY)
    for number in range(12):
        make_report(district, f"Báo cáo {number}")
    with django_assert_max_num_queries(12):
        note_time_limits(now())


class TestRhythm:
    def rule(self, code, days, valid_from):
        text = RuleText(Limit(LimitUnit.DAYS, days), article="12.1.a", source="QĐ 1", valid_from=valid_from)
        profile, category = RuleProfile.objects.get(code="regulation"), InformationCategory.objects.get(code=code)
        place = {"step": Step.LOOK_AGAIN, "trigger": Trigger.LOOK, "by": make_operator(), "at": now()}
        add_rule(profile, category, text=text, **place)

    @pytest.mark.slow(reason="publishes pages and opens several screens")
    def test_is_dated_data_of_each_category(self, city, district):
        self.rule("tin-tuc", 30, today())
        self.rule("lien-he", 60, today() + timedelta(days=1))
        make_article(district)
        a_person(district)
        rows = {row.category.code: (row.because, row.stale_from) for row in PageFreshness.objects.all()}
        assert rows == {
            "tin-tuc": (StaleBecause.RHYTHM, today() + timedelta(days=30)),
            "lien-he": (StaleBecause.CONTACT, today() + timedelta(days=CONTACTS_HOLD)),
        }
        assert day_by_rhythm("lien-he", looked_at=today() + timedelta(days=1)) == today() + timedelta(days=61)

    def test_is_none_where_no_rule_says_one(self):
        assert [day_by_rhythm(code, looked_at=today()) for code in ("van-ban", "")] == [None, None]


class TestPersonnel:
    """Contacts and units are looked at again when somebody leaves or changes position (12.1.a)."""

    def contacts(self, portal):
        page = ContactPage.objects.get(path__startswith=portal.container.path, locale__language_code="vi")
        Page.objects.filter(pk=page.pk).update(live=True)
        return page

    def stale(self):
        return set(PageFreshness.objects.filter(because=StaleBecause.PERSONNEL).values_list("page", flat=True))

    @pytest.mark.slow(reason="publishes a page with contacts")
    @pytest.mark.breaks_the_rule
    def test_person_who_leaves(self, city, district):
        here, _elsewhere = self.contacts(district), self.contacts(city)
        person, day = a_person(district), today() + timedelta(days=90)
        assert self.stale() == set()
        person.unpublish()
        assert self.stale() == {here.pk}
        row = PageFreshness.objects.get(page=here.pk)
        assert (row.stale_from, row.portal, row.category.code) == (today(), district, "lien-he")
        confirm_page(here, by=make_member(district), next_on=day, at=now())
        row.refresh_from_db()
        assert (row.because, row.stale_from) == (StaleBecause.CONTACT, day)

    @pytest.mark.slow(reason="publishes a page with contacts three times")
    @pytest.mark.breaks_the_rule
    def test_person_whose_position_changes_and_no_other_correction(self, district):
        here, person = self.contacts(district), a_person(district)
        for name, value, stale in (("phone", "028 3999 0000", set()), ("position", "Chủ tịch", {here.pk})):
            page = person.get_latest_revision_as_object()
            setattr(page, name, value)
            approve(page, district)
            assert self.stale() == stale, name
