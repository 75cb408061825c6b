"""The head is away: a member approves for a while, and no longer once that is taken back."""

from django.utils import timezone
from playwright.sync_api import expect

from home.models import NewsArticlePage
from members.enums import Seat
from sites.models import Portal
from tests.factories import make_article, make_head
from tests.journeys.desk import APPROVE, Desk

FIRST, SECOND = "Tin khi Trưởng ban đi vắng", "Tin khi Trưởng ban đã về"


def submit(portal: Portal, title: str) -> NewsArticlePage:
    article = make_article(portal, title, published=False)
    article.get_workflow().start(article, article.owner)
    return article


def waiting(desk: Desk, title: str):
    """The item among those that wait for this person."""
    desk.open("wagtailadmin_home")
    panel = desk.page.locator("section", has=desk.page.get_by_role("heading", name="Đang chờ bạn duyệt"))
    return panel.get_by_role("link", name=title, exact=True)


def delegate_today(head: Desk, member: str) -> None:
    """From the menu to the form: the member approves today."""
    head.open("wagtailadmin_home")
    head.page.get_by_role("link", name="Ban Biên tập", exact=True).first.click()
    head.page.get_by_role("link", name="Ủy quyền phê duyệt", exact=True).click()
    form = head.page.locator("form", has=head.page.locator("[name=to_seat]"))
    choice = form.locator("[name=to_seat]")
    choice.select_option(label=choice.locator("option").filter(has_text=member).inner_text())
    form.locator("[name=reason]").fill("Đi công tác")
    until, calendar = form.locator("[name=valid_until]"), head.page.locator(".xdsoft_datetimepicker:visible")
    until.click()
    expect(calendar).to_have_count(1)
    until.fill(f"{timezone.localdate():%d/%m/%Y}")
    until.press("Tab")
    expect(calendar).to_have_count(0)
    form.locator("button[type=submit]").click()
    expect(head.page.locator(".messages .success")).to_be_visible()


def test_member_approves_while_the_head_delegates_and_no_longer(portal, desk_of):
    user = make_head(portal, seat=Seat.MEMBER)
    head, member = desk_of(make_head(portal)), desk_of(user)
    article = submit(portal, FIRST)
    expect(waiting(member, FIRST)).to_have_count(0)

    delegate_today(head, user.username)
    waiting(member, FIRST).click()
    expect(member.title).to_have_value(FIRST)
    member.approve()
    article.refresh_from_db()
    assert article.live

    later = submit(portal, SECOND)
    expect(waiting(member, SECOND)).to_have_count(1)
    head.open("portals_admin:board", portal.pk)
    head.page.get_by_role("link", name="Thu hồi").click()
    head.page.locator("[name=reason]").fill("Đã về")
    head.page.get_by_role("button", name="Thu hồi ủy quyền").click()
    expect(head.page.locator(".messages .success")).to_be_visible()

    expect(waiting(member, SECOND)).to_have_count(0)
    member.open("wagtailadmin_pages:edit", later.pk)
    assert APPROVE not in member.offered_actions()
    later.refresh_from_db()
    assert not later.live
