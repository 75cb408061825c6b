"""A draft from the first comment to its report: extended, closed, answered, approved, and told to the sender."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from information.models import DraftPage
from participation.models import Comment
from tests.factories import make_head, make_member
from tests.information.factories import files_of
from tests.journeys.browser import NARROW, VIEWPORTS
from tests.journeys.desk import SUBMIT
from tests.participation.comments import POINT, WORDS, make_draft
from tests.participation.factories import FACTS

RESPONSE = "Đã sửa thành ba ngày làm việc tại điểm đ."


# The last day passes by a statement, past the board.
@pytest.mark.breaks_the_rule
def test_comment_is_published_answered_and_told_with_the_report_that_the_board_approved(web, portal, new_page, desk_of):
    draft = make_draft(portal, closes=3)
    person = new_page(java_script_enabled=False, viewport={"width": NARROW, "height": VIEWPORTS[NARROW]})
    person.goto(draft.get_url())
    person.locator(f"#{POINT}").get_by_role("link", name="Góp ý phần này").click()
    person.get_by_label("Nội dung góp ý").fill(WORDS)
    person.locator("#id_email").fill(FACTS.email)
    for box in ("rules", "answer", "notices"):
        person.locator(f"#id_agree_{box}").check()
    person.get_by_role("button", name="Gửi góp ý").click()
    expect(person.get_by_role("heading", name="Đã nhận góp ý của ông/bà")).to_be_visible()
    comment = Comment.objects.get()

    editor, head = desk_of(make_member(portal)), desk_of(make_head(portal))
    editor.open("wagtailadmin_pages:edit", draft.pk)
    later = f"{draft.closes_on + timedelta(days=20):%d/%m/%Y}"
    # Its calendar would lie over the buttons.
    editor.page.locator("#id_closes_on").evaluate("(field, day) => { field.value = day; }", later)
    editor.page.locator("#id_correction_note").fill("Theo đề nghị của Hội Luật gia.")
    editor.act(SUBMIT)
    head.open("wagtailadmin_pages:edit", draft.pk)
    head.approve()
    assert [message.to for message in mail.outbox] == [[FACTS.email]]
    person.goto(draft.get_url())
    expect(person.get_by_role("main")).to_contain_text("Theo đề nghị của Hội Luật gia.")

    head.open("comments:comment", comment.pk)
    head.page.get_by_role("link", name="Công khai", exact=True).click()
    head.page.get_by_role("button", name="Công khai", exact=True).click()
    expect(head.page.locator(".messages .success")).to_be_visible()
    DraftPage.objects.filter(pk=draft.pk).update(closes_on=timezone.localdate() - timedelta(days=1))
    editor.open("comments:comment", comment.pk)
    editor.page.get_by_role("link", name="Tiếp thu, giải trình", exact=True).click()
    editor.page.get_by_role("radio", name="Tiếp thu", exact=True).check()
    editor.page.get_by_label("Nội dung giải trình").fill(RESPONSE)
    editor.page.get_by_role("button", name="Lưu nội dung giải trình").click()
    expect(editor.page.locator(".messages .success")).to_be_visible()

    report = DraftPage.objects.get(pk=draft.pk)
    report.state, report.results, report.correction_note = "taken_up", files_of(portal), "Công bố báo cáo."
    report.save_revision(user=make_member(portal))
    editor.open("wagtailadmin_pages:edit", draft.pk)
    editor.page.locator("footer").get_by_role("button", name=SUBMIT, exact=True).click()
    # It was open for a day alone, since it was published today.
    editor.page.get_by_role("button", name="Vẫn gửi").click()
    expect(editor.page.locator(".messages .success")).to_be_visible()
    head.open("wagtailadmin_pages:edit", draft.pk)
    head.approve()
    assert RESPONSE in mail.outbox[-1].body
    person.goto(web.url(portal.host, f"/gop-y/{draft.pk}/"))
    expect(person.get_by_role("main")).to_contain_text(RESPONSE)
