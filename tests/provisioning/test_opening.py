"""What the opening of a portal makes public, what it leaves closed, and by whose approval."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from audit.models import PortalEvent
from editorial.enums import ApprovalKind
from editorial.errors import ApprovedAlready
from editorial.models import Approval
from editorial.review.variants import change_review_variant
from home.models import PortalBranding, SectionPage
from library.models import PortalImage
from members.enums import ReviewVariant, Seat
from notifications.models import Notice
from notifications.notice_mail import send_digests
from provisioning.enums import PortalNoticeKind, StaysClosed
from provisioning.errors import (
    FirstApprovalGiven,
    HomeStaysClosed,
    OpeningChanged,
    OwnHomePage,
    OwnOpenedRow,
    SecondApprovalMissing,
)
from provisioning.fact_changes import change_portal_facts
from provisioning.opening import starter_pages, what_opens
from provisioning.portal_states import approve_opening, open_portal
from sites.enums import PortalEventKind, PortalState
from sites.errors import WrongState
from tests.admin import url
from tests.each import each_case
from tests.factories import (
    AT,
    DISTRICT,
    all_answered,
    make_head,
    make_member,
    make_portal,
    publish_approved_page,
    section_of,
)
from tests.fullest import make_image

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def portal(city):
    return make_portal(DISTRICT, opened=False)


@pytest.fixture
def head(portal):
    return make_head(portal)


@pytest.fixture
def deputy(portal):
    return make_head(portal, seat=Seat.DEPUTY)


def edit(page, user, **values):
    """Save a draft of a page that is not public: Wagtail's editor writes the row too."""
    for name, value in values.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.save()
    page.save_revision(user=user)
    return page


def section(portal, user, slug="tin-tuc", **values):
    return edit(section_of(portal, slug), user, **values)


def home_of(portal, user, **values):
    return edit(portal.vietnamese_home.specific, user, **values)


def open_by(portal, user):
    return open_portal(portal, by=user, at=timezone.now(), checklist=all_answered())


def approve_first(portal, user):
    approve_opening(portal, by=user, at=timezone.now(), checklist=all_answered())


def ask_two(portal):
    change_review_variant(
        portal.board, ReviewVariant.TWO_APPROVALS, by=make_head(portal), at=timezone.now(), reason="Quy chế"
    )


@pytest.fixture
def _asks_two(portal, head, deputy):
    ask_two(portal)


def why_closed(portal, page):
    return {page.pk: why for page, why in starter_pages(portal, at=timezone.now())}[page.pk]


def is_live(page):
    return Page.objects.get(pk=page.pk).live


# What opens besides the pages


@pytest.mark.slow(reason="opens a portal with all its pages in each case")
@each_case(
    ("changes", "refused", "opens"),
    [
        ([("028 1111", "head")], "head", "deputy"),
        ([("028 1111", "head"), ("028 2222", "deputy")], "deputy", "head"),
        ([("028 1111", "head"), ("028 2222", "deputy"), ("028 1111", "nobody")], "head", "deputy"),
    ],
    ids=["set", "set by somebody else since", "set again as it was"],
)
def test_whose_fact_citizens_read_does_not_open_the_portal(portal, head, deputy, changes, refused, opens):
    people = {"head": head, "deputy": deputy, "nobody": None}
    for phone, by in changes:
        change_portal_facts(portal, {"phone": phone}, by=people[by], at=AT)
    with pytest.raises(OwnOpenedRow):
        open_by(portal, people[refused])
    open_by(portal, people[opens])
    approval = Approval.objects.get(content_type__model="portal", object_id=str(portal.pk))
    assert approval.approved_by == people[opens]


def test_name_is_the_citys_decision_and_starting_values_are_nobodys_work(portal, head):
    change_portal_facts(portal, {"name_en": "District One"}, by=head, at=AT)
    change_portal_facts(portal, {"phone": "028 1111"}, by=None, at=AT)
    assert open_by(portal, head)


# Two persons


@pytest.mark.both_engines
@pytest.mark.usefixtures("_asks_two")
def test_two_persons_open_a_portal_that_asks_two_approvals(portal, head, deputy):
    changed = section(portal, make_member(portal), title="Tin của Quận")
    with pytest.raises(SecondApprovalMissing):
        open_by(portal, head)
    approve_first(portal, head)
    assert not Page.objects.live().descendant_of(portal.container).exists()
    with pytest.raises(SecondApprovalMissing):
        open_by(portal, head)
    open_by(portal, deputy)
    assert is_live(changed)
    assert {row.seat for row in Approval.objects.filter(portal=portal)} == {Seat.HEAD, Seat.DEPUTY}
    rows = Approval.objects.filter(portal=portal, kind=ApprovalKind.OPENING)
    for page in Page.objects.live().descendant_of(portal.container):
        of_page = rows.filter(content_type__model="page", object_id=str(page.pk))
        assert set(of_page.values_list("approved_by", flat=True)) == {head.pk, deputy.pk}
    given = PortalEvent.objects.filter(portal=portal, kind=PortalEventKind.OPENING_APPROVED)
    assert [event.actor for event in given] == [head]


@pytest.mark.usefixtures("_asks_two")
def test_first_approval_counts_for_what_was_seen(portal, head, deputy):
    approve_first(portal, head)
    section(portal, make_member(portal), title="Không ai trong hai người xem")
    with pytest.raises(SecondApprovalMissing):
        open_by(portal, deputy)
    approve_first(portal, head)
    assert open_by(portal, deputy)


def test_first_approval_is_given_once_and_only_where_two_open(portal, head, deputy):
    with pytest.raises(WrongState):
        approve_first(portal, head)
    ask_two(portal)
    approve_first(portal, head)
    with pytest.raises(ApprovedAlready):
        approve_first(portal, head)
    with pytest.raises(FirstApprovalGiven):
        approve_first(portal, deputy)


@pytest.mark.usefixtures("_asks_two")
def test_own_changes_of_either_person_stay_closed(portal, head, deputy):
    of_head = section(portal, head, title="Trưởng ban sửa")
    of_deputy = section(portal, deputy, slug="gioi-thieu", title="Phó ban sửa")
    approve_first(portal, head)
    open_by(portal, deputy)
    assert (is_live(of_head), is_live(of_deputy)) == (False, False)


@pytest.mark.usefixtures("_asks_two")
def test_who_changed_the_home_page_gives_no_first_approval(portal, head, deputy):
    home_of(portal, head, lead="Trưởng ban viết.")
    with pytest.raises(OwnHomePage):
        approve_first(portal, head)


@pytest.mark.usefixtures("_asks_two")
def test_page_whose_review_by_two_was_ended_opens_by_one(portal, head, deputy):
    """The review asked two; the board changed its steps, and the author took the page back."""
    changed = section(portal, make_member(portal), title="Tin của Quận")
    changed.get_workflow().start(changed, make_member(portal)).cancel()
    change_review_variant(portal.board, ReviewVariant.ONE_APPROVAL, by=head, at=timezone.now(), reason="Quy chế")
    open_by(portal, deputy)
    assert is_live(changed)


# What the board saw


def test_file_that_was_replaced_since_is_something_else(portal, head):
    image = make_image(portal)
    PortalBranding.objects.create(site=portal.site, logo=image)
    seen = what_opens(portal, at=AT)
    PortalImage.objects.filter(pk=image.pk).update(file_hash="0" * 40)
    with pytest.raises(OpeningChanged):
        open_portal(portal, by=head, at=AT, checklist=all_answered(), seen=seen)


# In review


def test_page_in_review_is_left_to_its_review(portal, head):
    author = make_member(portal)
    changed = section(portal, author, title="Đang duyệt")
    review = changed.get_workflow().start(changed, author)
    assert why_closed(portal, changed) == StaysClosed.IN_REVIEW
    open_by(portal, head)
    review.refresh_from_db()
    assert (is_live(changed), review.status) == (False, review.STATUS_IN_PROGRESS)
    step = review.current_task_state
    step.task.specific.on_action(step, head, "approve", **all_answered())
    assert SectionPage.objects.get(pk=changed.pk).live


def test_home_in_review_is_decided_on_first(portal, head):
    author = make_member(portal)
    home = home_of(portal, author, lead="Đang duyệt.")
    home.get_workflow().start(home, author)
    with pytest.raises(HomeStaysClosed) as refused:
        open_by(portal, head)
    assert refused.value.reason == StaysClosed.IN_REVIEW


@pytest.mark.both_engines
def test_portal_opens_whose_home_was_approved_before(portal, head, deputy):
    publish_approved_page(home_of(portal, make_member(portal), lead="Duyệt trước."), by=deputy)
    assert open_by(portal, head)
    portal.refresh_from_db()
    assert portal.state == PortalState.LIVE


# Times


def test_pages_of_another_time_and_those_the_board_returned_or_published_before_stay_closed(portal, head, deputy):
    author, now = make_member(portal), timezone.now()
    later = section(portal, author, go_live_at=now + DAY)
    over = section(portal, author, "gioi-thieu", expire_at=now - DAY)
    returned = section(portal, author, "to-chuc", title="Bị trả lại")
    step = returned.get_workflow().start(returned, author).current_task_state
    step.task.specific.on_action(step, head, "reject", comment="Sai tên")
    former = publish_approved_page(section(portal, author, "van-ban", title="Duyệt trước"), by=deputy)
    former.unpublish()
    pages = [later, over, returned, former]
    reasons = [StaysClosed.SCHEDULED, StaysClosed.SCHEDULED, StaysClosed.IN_REVIEW, StaysClosed.WAS_PUBLIC]
    assert [why_closed(portal, page) for page in pages] == reasons
    open_by(portal, head)
    assert [is_live(page) for page in pages] == [False] * 4
    approved = Approval.objects.filter(kind=ApprovalKind.OPENING, content_type__model="page")
    assert not approved.filter(object_id__in=[str(page.pk) for page in pages]).exists()


@pytest.mark.both_engines
def test_page_that_will_go_opens(portal, head):
    page = section(portal, make_member(portal), expire_at=timezone.now() + DAY)
    open_by(portal, head)
    assert is_live(page)


@each_case("name", ["go_live_at", "expire_at"])
def test_home_with_a_time_does_not_open_the_portal(portal, head, name):
    home_of(portal, make_member(portal), **{name: timezone.now() + DAY})
    with pytest.raises(HomeStaysClosed) as refused:
        open_by(portal, head)
    assert refused.value.reason == StaysClosed.SCHEDULED
    portal.refresh_from_db()
    assert portal.state == PortalState.PREPARING


@pytest.mark.usefixtures("_asks_two")
def test_second_person_is_told_while_the_portal_waits(portal, head, deputy):
    Notice.objects.all().delete()
    approve_first(portal, head)
    assert [(notice.kind, notice.user) for notice in Notice.objects.all()] == [(PortalNoticeKind.TO_OPEN, deputy)]
    send_digests(at=timezone.now())
    (message,) = mail.outbox
    assert url("open", portal.pk) in message.body


@pytest.mark.usefixtures("_asks_two")
def test_second_person_is_not_told_once_something_else_would_open(portal, head, deputy):
    approve_first(portal, head)
    section(portal, make_member(portal))
    Notice.objects.exclude(kind=PortalNoticeKind.TO_OPEN).delete()
    send_digests(at=timezone.now())
    assert mail.outbox == []


@pytest.mark.usefixtures("_asks_two")
def test_first_approval_of_who_lost_the_account_or_the_seat_counts_no_more(portal, head, deputy):
    approve_first(portal, deputy)
    User.objects.filter(pk=deputy.pk).update(is_active=False)
    with pytest.raises(SecondApprovalMissing):
        open_by(portal, head)
    assert not Approval.objects.filter(portal=portal, kind=ApprovalKind.OPENING).exists()


@pytest.mark.usefixtures("_asks_two")
def test_version_that_was_saved_over_is_something_else(portal, head, deputy):
    editor = make_member(portal)
    page = section(portal, editor)
    before = what_opens(portal, at=timezone.now())
    page = SectionPage.objects.get(pk=page.pk)
    page.title = "Tên khác"
    page.save_revision(user=editor, overwrite_revision=page.latest_revision)
    assert what_opens(portal, at=timezone.now()) != before
