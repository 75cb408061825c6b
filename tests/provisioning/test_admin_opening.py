"""A portal opens by the approval of its own board's head or deputy, who see beforehand what becomes public."""

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.enums import ApprovalKind
from editorial.models import Approval
from editorial.review.variants import change_review_variant
from home.models import SectionPage
from members.enums import ReviewVariant, Role, Seat
from provisioning.fact_changes import change_portal_facts
from sites.enums import PortalState
from tests.admin import browser, is_refused
from tests.factories import (
    DISTRICT,
    WARD,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    section_of,
)

pytestmark = pytest.mark.django_db

APPROVED = {"approved": "on"} | all_answered()


@pytest.fixture
def district(city):
    return make_portal(DISTRICT, opened=False)


@pytest.fixture
def head(district):
    """The browser of the head of its board."""
    return browser(make_head(district))


def url(portal):
    return reverse("portals_admin:open", args=[portal.pk])


def fields_shown(client, portal):
    """The hidden fields of the screen: what the board looks at, and which approval it is asked for."""
    return shown_in(client.get(url(portal)))


def shown_in(response):
    form = response.context["form"]
    return {name: form[name].value() for name in ("seen", "step")}


def open_as_shown(client, portal):
    """What the board sends that looks at the screen and approves."""
    return client.post(url(portal), APPROVED | fields_shown(client, portal))


def dashboard(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.slow(reason="opens a portal with all its pages by the screen")
def test_deputy_opens_the_portal_as_the_head_does(district, client):
    make_head(district)
    member = browser(make_head(district, seat=Seat.DEPUTY))
    assert url(district) in dashboard(member)
    assert open_as_shown(member, district).status_code == 302
    district.refresh_from_db()
    assert district.state == PortalState.LIVE
    assert client.get("/", headers={"host": district.host}).status_code == 200
    assert url(district) not in dashboard(member)


@pytest.mark.slow(reason="proposes, approves and asks screens of portals")
def test_screen_shows_exactly_what_becomes_public(head, district):
    section = section_of(district)
    section.title = section.draft_title = "Tin tức của Quận 1"
    section.save_revision(user=make_member(district))
    make_article(district, "Tin của biên tập viên", published=False)
    page = head.get(url(district))
    shown = {row["page"].pk for row in page.context["rows"]}
    assert "Tin tức của Quận 1" in page.content.decode()
    assert "Tin của biên tập viên" not in page.content.decode()
    open_as_shown(head, district)
    opened = Approval.objects.filter(portal=district, kind=ApprovalKind.OPENING, content_type__model="page")
    assert {int(key) for key in opened.values_list("object_id", flat=True)} == shown
    assert SectionPage.objects.get(pk=section.pk).title == "Tin tức của Quận 1"


@pytest.mark.slow(reason="five people read their dashboards")
def test_nobody_else_opens_it(city, district):
    members = [make_member(district, role) for role in (Role.PORTAL_ADMIN, Role.EDITOR)]
    for user in (make_operator(), make_head(city), make_head(district, seat=Seat.MEMBER), *members):
        client = browser(user)
        assert url(district) not in dashboard(client), user
        assert is_refused(client.get(url(district))), user
        assert is_refused(client.post(url(district), APPROVED)), user
    district.refresh_from_db()
    assert district.state == PortalState.PREPARING


def test_head_sees_only_the_own_portals_on_the_dashboard(city, district):
    ward = make_portal(WARD, opened=False)
    page = dashboard(browser(make_head(district)))
    assert url(district) in page
    assert url(ward) not in page


def test_open_portal_has_nothing_to_open(city):
    head = browser(make_head(city))
    assert "approved" not in head.get(url(city)).content.decode()
    assert head.post(url(city), APPROVED).status_code == 422


def edited(portal, **values):
    """A starter page with a draft of an editor."""
    section = section_of(portal)
    for name, value in values.items():
        setattr(section, name, value)
    section.save_revision(user=make_member(portal), clean=False)
    return section


@pytest.mark.slow(reason="three times shows all that would open")
def test_board_approves_what_it_saw_and_nothing_later(head, district):
    seen = fields_shown(head, district)
    section = edited(district, title="Không ai xem", draft_title="Không ai xem")
    refused = head.post(url(district), APPROVED | seen)
    assert refused.status_code == 422
    assert "Không ai xem" in refused.content.decode()
    assert not SectionPage.objects.get(pk=section.pk).live
    assert head.post(url(district), APPROVED | shown_in(refused)).status_code == 302
    assert SectionPage.objects.get(pk=section.pk).live


@pytest.mark.slow(reason="three times shows all that would open")
def test_looking_opens_nothing_nor_does_what_the_board_does_not_say_and_drafts_with_mistakes(head, district):
    head.get(url(district))
    assert head.post(url(district), {}).status_code == 422
    # The others are letters of VNI, which no screen reader and no search can read.
    for title in ("", "Thoâng baùo tuyeån duïng vieân chöùc"):
        section = edited(district, title=title, draft_title=title)
        assert open_as_shown(head, district).status_code == 422
    assert not SectionPage.objects.get(pk=section.pk).live
    district.refresh_from_db()
    assert district.state == PortalState.PREPARING


def board_of_two(portal):
    """The portal's head and deputy, both of whom must approve."""
    head, deputy = make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    change_review_variant(portal.board, ReviewVariant.TWO_APPROVALS, by=head, at=timezone.now(), reason="Quy chế")
    return head, deputy


@pytest.mark.slow(reason="two people look at all that opens, again and again")
def test_two_persons_open_by_the_screen_which_says_whose_turn_it_is(district, client):
    head, deputy = board_of_two(district)
    first, second = browser(head), browser(deputy)
    assert "Phê duyệt lượt thứ nhất" in first.get(url(district)).content.decode()
    assert open_as_shown(first, district).status_code == 302
    assert client.get("/", headers={"host": district.host}).status_code == 404
    mine = first.get(url(district)).content.decode()
    assert "Bạn đã phê duyệt mở cổng" in mine
    assert 'name="approved"' not in mine
    assert f"{head} đã phê duyệt mở cổng" in second.get(url(district)).content.decode()
    assert open_as_shown(second, district).status_code == 302
    assert client.get("/", headers={"host": district.host}).status_code == 200


@pytest.mark.slow(reason="two people look at all that opens, again and again")
def test_who_meant_to_be_the_first_is_told_that_somebody_was_faster(district):
    head, deputy = board_of_two(district)
    shown = fields_shown(browser(deputy), district)
    open_as_shown(browser(head), district)
    refused = browser(deputy).post(url(district), APPROVED | shown)
    assert refused.status_code == 422
    district.refresh_from_db()
    assert district.state == PortalState.PREPARING
    assert browser(deputy).post(url(district), APPROVED | shown_in(refused)).status_code == 302
    district.refresh_from_db()
    assert district.state == PortalState.LIVE


def test_screen_says_why_a_person_cannot_open_and_offers_no_form(district):
    head = make_head(district)
    change_portal_facts(district, {"phone": "028 1111"}, by=head, at=timezone.now())
    page = browser(head).get(url(district)).content.decode()
    assert "thông tin ở chân trang" in page
    assert 'name="approved"' not in page
    other = browser(make_head(district, seat=Seat.DEPUTY)).get(url(district)).content.decode()
    assert "028 1111" in other
    assert 'name="approved"' in other


def test_screen_says_which_pages_stay_closed_and_why(district):
    author = make_member(district)
    section = edited(district, title="Đang duyệt", draft_title="Đang duyệt")
    section.get_workflow().start(section, author)
    page = browser(make_head(district)).get(url(district))
    assert [row["page"].pk for row in page.context["closed"]] == [section.pk]
    assert section.pk not in {row["page"].pk for row in page.context["rows"]}
    assert "Đang kiểm duyệt: trang công khai khi việc duyệt kết thúc" in page.content.decode()
