"""Two people on one page: each is told of the other, and led to what the other changed; nothing typed is lost."""

from playwright.sync_api import expect

from tests.factories import make_article, make_head, make_member
from tests.journeys.browser import axe_violations
from tests.journeys.desk import Desk

# Says when Wagtail begins to look for changes, some seconds after the form is there.
WATCHED = "addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.watched = ''; })"


def open_watched(desk: Desk, key: int) -> None:
    desk.page.add_init_script(WATCHED)
    desk.open("wagtailadmin_pages:edit", key)
    expect(desk.page.locator("html[data-watched]")).to_be_attached()


def test_who_types_beside_somebody_else_is_told_who_saved_and_what_differs(ward, desk_of):
    editor, head = make_member(ward), make_head(ward)
    page = make_article(ward, "Lịch tiếp công dân", published=False)
    first, second = desk_of(editor), desk_of(head)
    open_watched(second, page.pk)
    open_watched(first, page.pk)
    with first.page.expect_response(lambda answer: answer.url.endswith("/edit/")) as saved:
        first.page.locator("#id_lead").fill("Lời dẫn của người thứ nhất.")
    assert saved.value.json()["success"]

    typed = second.page.locator("#id_lead")
    with second.page.expect_response(lambda answer: answer.url.endswith("/edit/")) as refused:
        typed.fill("Lời dẫn của người thứ hai.")
    assert not refused.value.json()["success"]
    link = second.page.get_by_role("link", name="Xem điểm khác nhau")
    expect(link).to_be_visible()
    assert axe_violations(second.page) == []
    with second.page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("main")).to_contain_text("Lời dẫn của người thứ nhất.")
    expect(typed).to_have_value("Lời dẫn của người thứ hai.")
    assert not page.revisions.filter(user=head).exists(), "nothing of the first was written over"
    second.page.locator("#w-editing-sessions button").first.click()
    expect(second.page.locator("body")).to_contain_text(f"{editor} đã lưu một phiên bản mới")
