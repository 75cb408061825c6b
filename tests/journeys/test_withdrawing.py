"""The last officer of a portal goes: the administrator is shown what stays behind, names nobody, and the board has the
question again and is reminded until somebody follows."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from members.enums import Role
from members.memberships import grant_membership
from notifications.enums import MemberTaskList
from qa.enums import QuestionState
from tests.factories import make_head, make_member, make_supervisor, make_user
from tests.journeys.browser import NARROW, WIDE
from tests.qa.factories import make_officer, make_question

NOBODY = "Không có ai trả lời câu hỏi"


def test_last_officer_is_withdrawn_and_the_gap_is_shown_until_somebody_follows(web, district, desk_of):
    question = make_question(district, QuestionState.IN_ANSWER)
    officer, head = make_officer(question.unit), make_head(district)
    administrator = desk_of(make_member(district, Role.PORTAL_ADMIN))
    address = reverse("portals_admin:withdraw_role", args=[district.pk, officer.memberships.get().pk])
    assert administrator.faults_of([address], [NARROW, WIDE]) == []

    page = administrator.page
    page.goto(web.url(settings.ADMIN_HOST, address))
    expect(page.get_by_text(question.code)).to_be_visible()
    expect(page.get_by_text("không còn ai:")).to_be_visible()
    page.get_by_label("Lý do", exact=False).first.fill("Chuyển công tác")
    page.get_by_role("button", name="Thu hồi vai trò").click()
    # Nothing is done in silence, and nothing typed is lost.
    expect(page.get_by_text("Sẽ không còn ai trả lời câu hỏi")).to_be_visible()
    expect(page.locator("[name=reason]")).to_have_value("Chuyển công tác")
    page.locator("[name=vacancy_reason]").fill("Chờ quyết định phân công")
    page.get_by_role("button", name="Thu hồi vai trò").click()
    expect(page.locator(".messages .success")).to_be_visible()

    board, city = desk_of(head), desk_of(make_supervisor())
    for desk in (board, city):
        desk.open("wagtailadmin_home")
        expect(desk.page.get_by_text(NOBODY).first).to_be_visible()
    board.open("questions_admin:inbox")
    expect(board.page.get_by_role("link", name=question.code).first).to_be_visible()
    board.open("questions_admin:question", question.pk)
    expect(board.page.get_by_text("không còn cán bộ của đơn vị xử lý").first).to_be_visible()

    person, now = make_user("nguoi.moi"), timezone.now()
    grant_membership(person, role=Role.ANSWERING_OFFICER, portal=district, reason="Phân công", by=None, at=now)
    board.page.goto(
        f"{web.url(settings.ADMIN_HOST, reverse('portals_admin:my_work'))}?list={MemberTaskList.VACANT_DUTIES}"
    )
    expect(board.page.get_by_text(NOBODY, exact=True)).to_have_count(0)
