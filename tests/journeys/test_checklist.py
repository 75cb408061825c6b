"""The board returns an item with a remark, the author corrects it, the board answers the checklist and approves."""

from playwright.sync_api import expect

from editorial.models import Approval
from home.models import NewsArticlePage
from tests.factories import make_article, make_head, make_member
from tests.journeys.browser import axe_violations
from tests.journeys.desk import APPROVE, SUBMIT, SUBMIT_AGAIN

TITLE = "Lịch tiêm chủng tháng 12"
REMARK = "Lấy thông tin từ Trung tâm Y tế, không lấy từ báo."


def test_returned_corrected_and_approved_with_the_checklist(portal, desk_of):
    article = make_article(portal, TITLE, lead="Theo VnExpress, có lịch mới.", published=False)
    editor, head = desk_of(make_member(portal)), desk_of(make_head(portal))
    editor.open("wagtailadmin_pages:edit", article.pk)
    editor.page.locator("footer").get_by_role("button", name=SUBMIT, exact=True).click()
    found = editor.page.locator(".messages .warning")
    expect(found).to_contain_text("liên kết tới VnExpress")
    assert not NewsArticlePage.objects.get(pk=article.pk).workflow_in_progress
    found.get_by_role("button", name="Vẫn gửi").click()
    expect(editor.page.locator(".messages .success")).to_be_visible()

    head.open("wagtailadmin_pages:edit", article.pk)
    dialog = head.decide(APPROVE)
    expect(dialog.get_by_text("liên kết tới VnExpress")).to_be_visible()
    shown = dialog.frame_locator("iframe").get_by_role("heading", level=1)
    expect(shown).to_have_text(TITLE)
    assert axe_violations(head.page) == []
    first, second = dialog.get_by_role("checkbox").all()[:2]
    expect(first).to_be_focused()
    head.page.keyboard.press("Space")
    dialog.get_by_role("button", name=APPROVE).click()
    expect(dialog.get_by_text("Ban Biên tập phải trả lời mục này").first).to_be_visible()
    expect(second).to_be_focused()
    assert not NewsArticlePage.objects.get(pk=article.pk).live
    head.page.reload()
    head.return_with(REMARK)

    editor.open("wagtailadmin_pages:edit", article.pk)
    expect(editor.page.locator(".messages")).to_contain_text(REMARK)
    editor.page.get_by_role("textbox", name="Sapo").fill("Trung tâm Y tế thông báo lịch mới.")
    editor.act(SUBMIT_AGAIN)

    head.open("wagtailadmin_pages:edit", article.pk)
    head.approve(english="Cần có")
    approval = Approval.objects.get(object_id=str(article.pk))
    assert approval.checklist["english"] == "needed"
    assert approval.checklist["no_secret"] is True
    assert approval.findings == []
    assert NewsArticlePage.objects.get(pk=article.pk).live
