"""Comments on a page: an editor asks at two fields, the head resolves."""

import re

from playwright.sync_api import Page, expect
from wagtail.models import Comment

from tests.factories import make_article, make_head, make_member
from tests.journeys.browser import axe_violations


def write(page: Page, text: str) -> None:
    comments = page.locator("#comments")
    with page.expect_response(lambda answer: answer.url.endswith("/edit/") and answer.request.method == "POST"):
        comments.get_by_placeholder("Nhập nhận xét...").last.fill(text)
        comments.get_by_role("button", name="Nhận xét", exact=True).last.click()
    expect(comments).to_contain_text(text)


def test_editor_comments_on_two_fields_and_the_head_resolves_one(ward, desk_of):
    editor, head = make_member(ward), make_head(ward)
    article = make_article(ward, "Thông báo cúp nước", published=False)
    first = desk_of(editor)
    first.open("wagtailadmin_pages:edit", article.pk)
    page = first.page
    page.get_by_role("button", name="Ẩn/hiện khung nhận xét").click()
    for field, text in (("title", "Ghi rõ khu phố nào."), ("lead", "Giờ này đã chắc chưa?")):
        page.locator(f"[data-contentpath={field}]").hover()
        page.locator(f"[data-contentpath={field}]").get_by_role("button", name="Thêm nhận xét").click()
        write(page, text)
    # What lies under the header that stays counts as a small target.
    page.evaluate("scrollTo(0, 0)")
    assert axe_violations(page) == []
    assert Comment.objects.filter(page=article, user=editor, resolved_at=None).count() == 2

    second = desk_of(head)
    second.open("wagtailadmin_pages:edit", article.pk)
    second.page.get_by_role("button", name="Ẩn/hiện khung nhận xét").click()
    about = second.page.locator("#comments li").filter(has_text="Ghi rõ khu phố nào.")
    about.click()
    about.get_by_label("Thao tác khác").first.click()
    with second.page.expect_response(re.compile("/edit/")):
        about.get_by_role("menuitem", name="Đánh dấu đã xử lý").click()
    expect(second.page.locator("#comments")).not_to_contain_text("Ghi rõ khu phố nào.")
    assert Comment.objects.get(text="Ghi rõ khu phố nào.").resolved_by == head
    assert not Comment.objects.get(text="Giờ này đã chắc chưa?").resolved_at
