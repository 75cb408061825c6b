"""The board chooses when an approved page becomes public: one head alone, and two who approve."""

from django.utils import timezone
from playwright.sync_api import expect

from home.models import NewsArticlePage
from members.enums import Seat
from tests.editorial.review_variants import TWO, in_review, submit
from tests.factories import make_article, make_head
from tests.journeys.desk import APPROVE, Desk

TITLE = "Lịch chi trả lương hưu tháng 1"
TIME = "2035-01-02T08:30"


def approve_for(desk: Desk, moment: str, *, button: str = APPROVE) -> None:
    """Answer the checklist, choose a time, approve."""
    dialog = desk.decide(button)
    time = dialog.get_by_label("Thời điểm xuất bản")
    expect(time).to_be_visible()
    for checkbox in dialog.get_by_role("checkbox").all():
        checkbox.check()
    dialog.get_by_role("radio", name="Không cần", exact=True).check()
    time.fill(moment)
    # The picker of this browser writes "01/02/2035", whatever language the screen speaks.
    expect(dialog.get_by_text("08:30 Thứ Ba, 02/01/2035")).to_be_visible()
    dialog.get_by_role("button", name=button).click()
    expect(desk.page.locator(".messages .success")).to_be_visible()


def scheduled_time(page: NewsArticlePage) -> str:
    """When a page becomes public, as a browser writes it; empty where it is not scheduled."""
    revision = NewsArticlePage.objects.get(pk=page.pk).scheduled_revision
    return f"{timezone.localtime(revision.approved_go_live_at):%Y-%m-%dT%H:%M}" if revision else ""


def is_live(page: NewsArticlePage) -> bool:
    return NewsArticlePage.objects.get(pk=page.pk).live


def test_one_head_approves_for_a_time_moves_it_cancels_and_publishes(portal, desk_of):
    article, head = make_article(portal, TITLE, published=False), desk_of(make_head(portal))
    submit(article)
    head.open("wagtailadmin_pages:edit", article.pk)
    approve_for(head, TIME)
    assert scheduled_time(article) == TIME
    assert not is_live(article)

    def choose(choice: str, moment: str = "") -> None:
        head.open("wagtailadmin_pages:edit", article.pk)
        head.page.get_by_role("link", name="Đổi hoặc hủy hẹn giờ").click()
        head.page.get_by_role("radio", name=choice).check()
        if moment:
            head.page.get_by_label("Thời điểm xuất bản").fill(moment)
        head.page.get_by_role("button", name="Lưu", exact=True).click()
        expect(head.page.locator(".messages .success")).to_be_visible()

    choose("Vào thời điểm do bạn chọn", "2035-02-03T09:00")
    assert scheduled_time(article) == "2035-02-03T09:00"
    choose("hủy hẹn giờ")
    assert scheduled_time(article) == ""
    assert not is_live(article)
    choose("Ngay bây giờ")
    assert is_live(article)


def test_two_approve_for_the_time_that_the_head_set_in_the_editor(portal, desk_of):
    article = in_review(portal, TWO)
    head, deputy = desk_of(make_head(portal)), desk_of(make_head(portal, seat=Seat.DEPUTY))

    head.open("wagtailadmin_pages:edit", article.pk)
    head.page.get_by_role("button", name="Ẩn/hiện khung trạng thái").click()
    head.page.get_by_role("button", name="Đặt lịch xuất bản").click()
    dialog = head.page.get_by_role("dialog", name="Đặt lịch xuất bản")
    dialog.get_by_label("Thời điểm bắt đầu hiển thị").fill(TIME)
    dialog.get_by_role("button", name="Lưu lịch xuất bản").click()
    expect(head.page.locator(".messages .success")).to_be_visible()

    head.open("wagtailadmin_pages:edit", article.pk)
    approve_for(head, TIME, button="Phê duyệt lượt thứ nhất")
    deputy.open("wagtailadmin_pages:edit", article.pk)
    dialog = deputy.decide(APPROVE)
    expect(dialog.get_by_label("Thời điểm xuất bản")).to_have_value(TIME)
    deputy.page.reload()
    deputy.approve()
    assert scheduled_time(article) == TIME
