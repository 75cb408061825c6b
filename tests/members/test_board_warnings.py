"""What a board lacks is said in time (Regulation 9.6)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from members.board.delegations import delegate
from members.board.queries import BoardFacts, BoardWarning, board_facts, board_warnings, boards_to_warn_of
from members.enums import ReviewVariant, Role, Seat
from members.memberships import leave_board, seat_on_board
from members.models import Board
from sites.enums import PortalState
from tests.admin import browser, is_refused, url
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor, make_user

SOUND = {
    "portal_id": 1,
    "portal_name": "Quận 1",
    "founding_number": "12/QĐ-UBND",
    "term_until": None,
    "has_head": True,
    "approvers": 1,
    "review_variant": ReviewVariant.ONE_APPROVAL,
}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, []),
        ({"founding_number": ""}, [BoardWarning.NO_DECISION]),
        ({"has_head": False}, [BoardWarning.NO_HEAD]),
        ({"approvers": 0}, [BoardWarning.NOBODY_APPROVES]),
        ({"has_head": False, "approvers": 0}, [BoardWarning.NOBODY_APPROVES, BoardWarning.NO_HEAD]),
        ({"term_until": date(2026, 11, 24), "approvers": 0}, [BoardWarning.TERM_ENDED]),
        ({"term_until": date(2026, 11, 25)}, [BoardWarning.TERM_ENDING]),
        ({"term_until": date(2026, 12, 25)}, [BoardWarning.TERM_ENDING]),
        ({"term_until": date(2026, 12, 26)}, []),
        ({"review_variant": ReviewVariant.TWO_APPROVALS}, [BoardWarning.TOO_FEW_APPROVERS]),
        ({"review_variant": ReviewVariant.TWO_APPROVALS, "approvers": 2}, []),
    ],
)
def test_warnings_follow_from_the_facts_and_the_day(values, expected):
    assert board_warnings(BoardFacts(**SOUND | values), on=date(2026, 11, 25)) == expected


def facts_of(portal, *, on=None):
    return board_facts(on=on or timezone.localdate(), portal_ids=[portal.pk])[0]


@pytest.mark.both_engines
@pytest.mark.django_db
@pytest.mark.usefixtures("_no_decisions")
def test_facts_are_read_of_each_board_by_itself_and_of_all_in_one_query(city, district, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert len(boards_to_warn_of(on=timezone.localdate())) == 2
    leave_board(
        district.board.seats.get(), by=None, at=timezone.now(), last_day=timezone.localdate() - timedelta(days=1)
    )
    assert (facts_of(city).has_head, facts_of(city).approvers) == (True, 1)
    assert (facts_of(district).has_head, facts_of(district).approvers) == (False, 0)


@pytest.mark.both_engines
@pytest.mark.django_db
def test_delegation_counts_as_an_approver(city, district):
    head, member = make_head(district), make_head(district, seat=Seat.MEMBER)
    seats, today = district.board.seats, timezone.localdate()
    delegate(
        seats.get(user=head), seats.get(user=member),
        valid_from=today, valid_until=today, reason="Công tác", by=head, at=timezone.now(),
    )  # fmt: skip
    assert facts_of(district).approvers == 2


@pytest.mark.both_engines
@pytest.mark.django_db
def test_account_that_was_closed_is_no_head(city, district):
    head = make_head(district)
    head.is_active = False
    head.save(update_fields=["is_active"])
    assert (facts_of(district).has_head, facts_of(district).approvers) == (False, 0)


@pytest.mark.both_engines
@pytest.mark.django_db
def test_archived_portals_are_left_out(city, district):
    district.state = PortalState.ARCHIVED
    district.save()
    assert [facts.portal_id for facts in board_facts(on=timezone.localdate())] == [city.pk]


@pytest.fixture
def _no_decisions(city, district):
    Board.objects.filter(portal__in=[city, district]).update(founding_number="")


def dashboard(user):
    return browser(user).get("/admin/").content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_decisions")
def test_dashboard_warns_the_board_and_the_administrators_of_their_own_portal_only(city, district):
    leave_board(city.board.seats.get(), by=None, at=timezone.now(), last_day=timezone.localdate() - timedelta(days=1))
    for user in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        page = dashboard(user)
        assert "Chưa ghi quyết định thành lập" in page
        assert url("board", district.pk) in page
        assert url("board", city.pk) not in page
        assert "Khuyết Trưởng ban" not in page
    assert "Chưa ghi quyết định thành lập" not in dashboard(make_member(district))


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_decisions")
def test_dashboard_counts_for_the_supervisor_and_leads_to_the_list(city, district):
    page = dashboard(make_supervisor())
    assert "Chưa ghi quyết định thành lập: 2" in page
    assert f"{url('boards_to_warn_of')}?warning=no_decision" in page


@pytest.mark.both_engines
@pytest.mark.django_db
def test_list_over_all_portals_is_narrowed_to_one_lack(city, district):
    leave_board(city.board.seats.get(), by=None, at=timezone.now(), last_day=timezone.localdate() - timedelta(days=1))
    page = browser(make_operator()).get(url("boards_to_warn_of"), {"warning": "nobody_approves"}).content.decode()
    assert url("board", city.pk) in page
    assert url("board", district.pk) not in page


@pytest.mark.django_db
def test_list_over_all_portals_is_for_those_who_oversee_them(city, district):
    for user in (make_head(district), make_member(district, Role.PORTAL_ADMIN), make_member(district)):
        assert is_refused(browser(user).get(url("boards_to_warn_of")))


@pytest.mark.django_db
def test_nobody_is_warned_where_the_board_lacks_nothing(city, district):
    seat_on_board(district.board, make_user("pho"), seat=Seat.DEPUTY, by=None, at=AT)
    assert "Ban Biên tập cần kiện toàn" not in dashboard(make_head(district))
