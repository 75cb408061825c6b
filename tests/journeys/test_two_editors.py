"""Two people on one page: each is told of the other, and led to what the other changed; nothing typed is lost."""

import re

from playwright.sync_api import expect

from tests.factories import make_article, make_head, make_member
from tests.journeys.browser import axe_violations


def test_who_types_beside_somebody_else_is_told_who_saved_and_what_differs(ward, desk_of):
    editor, head = make_member(ward), make_head(ward)
    page = make_article(ward, "Lịch tiếp công dân", published=False)
    first, second = desk_of(editor), desk_of(head)
    second.open("wagtailadmin_pages:edit", page.pk)
    first.open("wagtailadmin_pages:edit", page.pk)
    lead = first.page.locator("#id_lead")
    lead.fill("Lời dẫn của người thứ nhất.")
    saved = first.page.get_by_role("status").filter(has_text=re.compile("Đã lưu"))
    expect(saved.first).to_be_visible()

    typed = second.page.locator("#id_lead")
    typed.fill("Lời dẫn của người thứ hai.")
    link = second.page.get_by_role("link", name="Xem điểm khác nhau")
    expect(link).to_be_visible()
    expect(second.page.locator("#w-editing-sessions")).to_contain_text(str(editor))
    assert axe_violations(second.page) == []
    with second.page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("main")).to_contain_text("Lời dẫn của người thứ nhất.")
    expect(typed).to_have_value("Lời dẫn của người thứ hai.")
    assert page.revisions.filter(user=head).count() == 0, "nothing of the first was written over"
