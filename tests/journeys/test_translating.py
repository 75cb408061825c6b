"""A Vietnamese page becomes a public English one text by text, falls behind, and is brought up to date."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from home.models import GlossaryTerm, NewsArticlePage, TermKind
from tests.factories import (
    all_answered,
    make_article,
    make_head,
    make_member,
    publish,
    publish_approved_page,
)
from tests.fullest import full_home
from tests.home.branches import english_draft
from tests.home.translating import change, fresh, say, say_all
from tests.journeys.browser import MIDDLE, NARROW, WIDE, faults
from tests.journeys.desk import SUBMIT, Desk
from tests.journeys.kept import KEPT, is_kept

TITLE = "Thông báo về hồ sơ hộ tịch"
BODY = [
    {"type": "paragraph", "value": "<p>Xem <a href='https://chinhphu.vn/ke-hoach'>kế hoạch</a> trước thứ Hai.</p>"},
    {"type": "heading", "value": {"text": "Giấy tờ cần mang theo", "level": "2"}},
    {"type": "heading", "value": {"text": "Theo Nghị định mới", "level": "2"}},
]


@pytest.fixture
def ward(portals):
    """With a public English home and section."""
    ward = portals["bennghe"]
    publish_approved_page(full_home(ward, language="en"), by=make_head(ward))
    section = english_draft(make_article(ward, "Trang khác")).get_parent().specific
    section.title, section.lead, section.short_title = "News", "", ""
    section.save_revision(user=make_member(ward))
    publish_approved_page(section, by=make_head(ward))
    return ward


def approve(page, ward):
    return publish(fresh(page), by=make_head(ward), author=make_member(ward))


def test_page_is_translated_text_by_text_falls_behind_and_is_brought_up_to_date(desk_of, web, ward, page):
    article = make_article(ward, TITLE, lead="Tóm tắt.", body=BODY, author_name="")
    desk = desk_of(make_member(ward))
    desk.open("wagtailadmin_pages:edit", article.pk)
    desk.make_english()
    # Without the message that comes and goes.
    desk.page.reload()
    assert faults(desk.page, [NARROW, MIDDLE, WIDE]) == []
    desk.say(TITLE, "Notice on civil status")
    # The cursor stands at the next text.
    expect(desk.page.locator("[data-texts] > li").nth(1).get_by_role("textbox")).to_be_focused()
    desk.say("Tóm tắt.", "Summary.")
    desk.say("Giấy tờ cần mang theo", "What to bring")
    # The decree is named in English by a click, where the cursor stands.
    named = desk.page.locator("[data-texts] > li").filter(has_text="Theo Nghị định mới").first
    named.get_by_role("textbox").fill("What is decreed")
    expect(named.get_by_role("button", name="Chèn Decree")).to_be_visible()
    named.get_by_role("textbox").fill("Under new decrees")
    expect(named.get_by_role("button", name="Chèn Decree")).to_be_hidden()
    named.get_by_role("textbox").fill("Under the new")
    named.get_by_role("button", name="Chèn Decree").click()
    expect(named.get_by_role("textbox")).to_have_value("Under the new Decree")
    expect(named.get_by_role("button", name="Chèn Decree")).to_be_hidden()
    desk.page.keyboard.press("Control+Enter")
    linked = desk.page.locator("[data-texts] > li").filter(has_text="kế hoạch").first
    linked.get_by_role("textbox").fill("See [1]the plan before Monday.")
    desk.page.keyboard.press("Control+Enter")
    expect(linked.locator("[data-text-error]")).to_contain_text("[1]…[/1]")
    linked.get_by_role("textbox").fill("See [1]the plan[/1] before Monday.")
    desk.page.keyboard.press("Control+Enter")
    expect(linked.locator("[data-text-state]")).to_have_text("Đã dịch")
    version = NewsArticlePage.objects.get(translation_key=article.translation_key, locale__language_code="en")
    # The checks ask for official names.
    say(version, "Ủy ban nhân dân", "People's Committee of Ben Nghe Ward", by=make_member(ward))
    say_all(version, by=make_member(ward), text="English")
    public = approve(version, ward)
    address = web.url(ward.host, f"/en/tin-tuc/{public.slug}/")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Notice on civil status")
    expect(page.get_by_role("link", name="the plan")).to_have_attribute("href", "https://chinhphu.vn/ke-hoach")

    change(article, ward, lead="Tóm tắt đã sửa.")
    page.goto(address)
    expect(page.locator(".source-changed")).to_be_visible()
    desk.open("versions_behind")
    desk.page.get_by_role("link", name="1 đoạn").click()
    row = desk.page.locator("[data-texts] > li")
    expect(row).to_have_count(1)
    expect(row.locator("del")).to_have_text("Tóm tắt.")
    assert faults(desk.page, [NARROW, MIDDLE, WIDE]) == []
    desk.say("Tóm tắt đã sửa.", "Summary, corrected.")
    desk.page.get_by_role("link", name="Sang màn hình soạn để gửi duyệt").click()
    desk.page.get_by_role("textbox", name="Nội dung đính chính, thay đổi và lý do").fill("Brought up to date.")
    desk.act(SUBMIT)
    waiting = fresh(version)
    step = waiting.current_workflow_task_state
    assert step is not None
    approve_step(step, ward)
    page.goto(address)
    expect(page.get_by_text("Summary, corrected.").first).to_be_visible()
    expect(page.locator(".source-changed")).to_have_count(0)
    desk.page.goto(web.admin.removesuffix("/admin/") + reverse("versions_behind"))
    expect(desk.page.get_by_role("link", name="1 đoạn")).to_have_count(0)


def test_editor_of_another_portal_is_led_to_no_text_file_or_name_of_this_one(desk_of, web, ward, portals):
    version = english_draft(make_article(ward, TITLE, lead="Tóm tắt.", body=BODY, author_name=""))
    say(version, "Tóm tắt.", "A secret summary.", by=make_member(ward))
    term = GlossaryTerm.objects.create(
        portal=ward, kind=TermKind.BODY, vietnamese="Tổ công nghệ số", english="Secret Team"
    )
    stranger = desk_of(make_member(portals["quan1"]))
    for name, *where in (
        ("translate_page", version.pk),
        ("export_translation", version.pk, "po"),
        ("glossary_term", term.pk),
        ("glossary",),
    ):
        stranger.open(name, *where)
        assert "ecret" not in stranger.page.content(), name
    # The same sentence on a page of their own: nothing of the other portal's memory is offered.
    own = english_draft(make_article(portals["quan1"], "Trang của quận", lead="Tóm tắt.", author_name=""))
    own.save_revision(user=make_member(portals["quan1"]))
    stranger.open("translate_page", own.pk)
    row = stranger.page.locator("[data-texts] > li").filter(has_text="Tóm tắt.")
    expect(row.get_by_role("textbox")).to_be_visible()
    assert "ecret" not in stranger.page.content()
    answer = stranger.page.evaluate(
        """address => fetch(address, {method: "POST", body: new URLSearchParams({text: "Stolen"}),
            headers: {"X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value}})
            .then(answer => [answer.url === address, answer.status])""",
        web.url(settings.ADMIN_HOST, reverse("translate_page", args=[version.pk])),
    )
    # Refused, or led away.
    assert answer[0] is False or answer[1] >= 400
    assert "Stolen" not in str(fresh(version).lead)


def approve_step(step, ward):
    step.task.specific.on_action(step, make_head(ward), "approve", **all_answered())


def test_what_was_typed_beside_a_text_is_offered_after_the_browser_ended(desk_of, web, ward):
    version = english_draft(make_article(ward, TITLE, lead="Tóm tắt.", body=BODY, author_name=""))
    version.save_revision(user=make_member(ward))
    desk = desk_of(make_member(ward))
    desk.open("translate_page", version.pk)
    desk.page.locator("[data-texts] > li").filter(has_text="Tóm tắt.").get_by_role("textbox").fill("Summary.")
    is_kept(desk.page)
    context = desk.page.context
    desk.page.close()
    again = Desk(context.new_page(), web)
    again.open("translate_page", version.pk)
    row = again.page.locator("[data-texts] > li").filter(has_text="Tóm tắt.")
    row.get_by_role("button", name="Khôi phục").click()
    expect(row.get_by_role("textbox")).to_have_value("Summary.")
    again.page.keyboard.press("Control+Enter")
    expect(row.locator("[data-text-state]")).to_have_text("Đã dịch")
    assert "typed:" not in again.page.evaluate(KEPT)
