"""What the page editor tells the person who writes."""

import pytest
from playwright.sync_api import expect

from home.models import InformationPage
from sites.content_policy import ADMIN_POLICY
from sites.models import Portal
from tests.factories import make_article, make_member, section_of
from tests.fullest import full_article, make_image
from tests.journeys.browser import axe_violations, sideways_scroll
from tests.journeys.desk import Desk, draft_with, photograph

# Says when Wagtail begins to look for changes, some seconds after the form is there, and when it has saved the first.
ANSWER_OF_AUTOSAVE_IS_HELD = """(() => {
    const [told, ask] = [(word) => { document.documentElement.dataset[word] = ""; }, window.fetch];
    addEventListener("w-unsaved:watch-edits", () => told("watched"));
    window.fetch = async (...request) => {
        const answer = await ask(...request);
        if (String(request[0]).includes("/pages/add/")) {
            told("saved");
            await new Promise((handOver) => { window.handOver = handOver; });
        }
        return answer;
    };
})()"""

# Says when Wagtail has looked at the preview.
CHECKS_HAVE_RUN_IS_TOLD = """addEventListener("w-preview:content", () => {
    document.documentElement.dataset.checked = "";
})"""

# An autosave of the form.
SEND_AS_IT_IS = """async () => {
    const form = document.querySelector("form[data-edit-form]");
    const sent = {method: "POST", body: new FormData(form), headers: {Accept: "application/json"}};
    return (await fetch(form.action, sent)).json();
}"""
SEND_WITH_A_TITLE = SEND_AS_IT_IS.replace("const sent", 'form.title.value += " 2"; const sent')


@pytest.fixture
def ward(portals) -> Portal:
    return portals["bennghe"]


@pytest.fixture
def editor(ward, desk_of) -> Desk:
    return desk_of(make_member(ward))


def test_checks_beside_the_editor_find_a_picture_described_by_its_file_name(editor, ward):
    image = make_image(ward)
    image.description = "IMG_2041.jpg"
    image.save()
    draft = draft_with(ward, [("figure", {"picture": image.pk, "caption": "Phố sách"})])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    editor.page.get_by_label("Ẩn/hiện khung kiểm tra").click()
    expect(editor.page.locator("[data-content-checker-count]")).to_have_text("1")
    expect(editor.page.locator("[data-checks-panel]")).to_contain_text("Văn bản thay thế của ảnh")


def test_checks_beside_the_editor_find_nothing_in_a_good_page(editor, ward):
    draft = draft_with(ward, [("heading", {"text": "Mục lớn"}), ("paragraph", "<p>Nội dung của trang này.</p>")])
    editor.page.add_init_script(CHECKS_HAVE_RUN_IS_TOLD)
    editor.open("wagtailadmin_pages:edit", draft.pk)
    editor.page.get_by_label("Ẩn/hiện khung kiểm tra").click()
    expect(editor.page.locator("html[data-checked]")).to_be_attached()
    expect(editor.page.locator("[data-content-checker-count]")).to_have_text("0")


def test_screens_of_who_writes_need_nothing_that_their_policy_forbids(editor, ward):
    """What a browser refuses is a failure of any journey; here it has something to refuse."""
    said, page = set(), editor.page
    page.on("response", lambda answer: said.update([answer.header_value("Content-Security-Policy")] * is_page(answer)))
    editor.open("wagtailadmin_home")
    draft = draft_with(ward, [("paragraph", "<h4>Mục nhỏ</h4><p>Nội dung của trang này.</p>")])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    page.get_by_label("Ẩn/hiện khung xem trước").click()
    expect(page.frame_locator("#w-preview-iframe").get_by_role("heading", level=1)).to_have_text(draft.title)
    editor.open("wagtailadmin_pages:view_draft", draft.pk)
    expect(page.locator("wagtail-userbar .w-userbar-axe-count")).to_have_text("1")
    editor.open("wagtailimages:add_multiple")
    file = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("textbox", name="Mô tả*", exact=True)).to_be_visible()
    assert said == {ADMIN_POLICY}


def is_page(answer):
    return answer.request.resource_type == "document"


def test_preview_of_a_draft_reports_a_skipped_heading(editor, ward):
    draft = draft_with(ward, [("paragraph", "<h4>Mục nhỏ không có mục lớn</h4><p>Nội dung.</p>")])
    editor.open("wagtailadmin_pages:view_draft", draft.pk)
    bar = editor.page.locator("wagtail-userbar")
    expect(bar.locator(".w-userbar-axe-count")).to_have_text("1")
    bar.locator("#wagtail-userbar-trigger").click()
    bar.get_by_role("menuitem", name="Kiểm tra").click()
    expect(bar.locator("[data-content-checker-row]").first).to_contain_text("Thứ bậc tiêu đề mục không đúng")


def test_citizens_get_nothing_of_the_checks(web, ward, page):
    article = make_article(ward, reviewed=True)
    page.goto(web.url(ward.host, f"/tin-tuc/{article.slug}/"))
    expect(page.locator("wagtail-userbar")).to_have_count(0)


def test_button_pressed_while_wagtail_saves_by_itself_waits_for_it(editor, ward):
    """The first saving makes the page: sent meanwhile, the form would make it again, at an address that is taken."""
    section = section_of(ward, "gioi-thieu")
    editor.page.add_init_script(ANSWER_OF_AUTOSAVE_IS_HELD)
    editor.open("wagtailadmin_pages:add", "home", "informationpage", section.pk)
    editor.page.locator("html[data-watched]").wait_for()
    editor.type_title("Lịch sử phường")
    editor.page.locator("html[data-saved]").wait_for()
    editor.page.locator("footer").get_by_role("button", name="Lưu bản nháp").click(no_wait_after=True)
    editor.page.evaluate("handOver()")
    expect(editor.page.locator(".messages .success")).to_be_visible()
    assert [page.draft_title for page in InformationPage.objects.child_of(section)] == ["Lịch sử phường"]


def test_page_that_was_only_opened_is_not_saved(editor, ward):
    """Whatever stands in it, even where the browser sends it: an autosave that was on its way beside a decision."""
    article = full_article(ward, parent=section_of(ward))
    article.correction_note = ""  # asked for once it is public
    article.save_revision(user=article.owner)
    editor.open("wagtailadmin_pages:edit", article.pk)
    assert editor.page.evaluate(SEND_AS_IT_IS) == {"success": True, "pk": article.pk}
    assert editor.page.evaluate(SEND_WITH_A_TITLE)["revision_id"] != article.latest_revision_id


def test_menu_of_a_table_speaks_vietnamese(editor, ward):
    table = {"table": {"data": [["Địa bàn", "Số hồ sơ"], ["Bến Nghé", "12"]], "table_header_choice": "row"}, "note": ""}
    said = []
    editor.page.on("console", lambda message: said.append(message.text))
    editor.open("wagtailadmin_pages:edit", draft_with(ward, [("table", table)]).pk)
    editor.page.locator(".handsontable td").first.click(button="right")
    expect(editor.page.locator(".htContextMenu")).to_contain_text("Chèn hàng phía trên")
    assert [words for words in said if "language" in words] == []


def test_text_of_a_block_and_the_window_of_pictures_have_names(editor, ward):
    """What Wagtail leaves nameless. The list of blocks keeps a fault of its own: buttons inside of a list box."""
    draft = draft_with(ward, [("paragraph", "<p>Nội dung của trang này.</p>")])
    editor.open("wagtailadmin_pages:edit", draft.pk)
    expect(editor.panel("Nội dung").get_by_role("textbox", name="Đoạn văn", exact=True)).to_be_visible()
    assert axe_violations(editor.page) == []
    editor.page.get_by_role("button", name="Chọn ảnh").first.click()
    expect(editor.page.get_by_role("dialog", name="Chọn ảnh", exact=True)).to_be_visible()


def test_search_of_the_dashboard_has_a_vietnamese_button(editor):
    editor.open("wagtailadmin_home")
    expect(editor.page.locator("form[role=search] input[type=submit]")).to_have_value("Từ khóa tìm")


def test_address_that_wagtail_does_not_know_is_answered_as_every_other(editor, web):
    editor.page.goto(web.admin + "images/chooser/?p=x&collection_id=zz")
    expect(editor.page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang này")
    assert axe_violations(editor.page) == []


def test_button_for_another_mail_shows_its_words_whole_on_a_telephone(web, new_page):
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(web.admin + "password_reset/confirm/xx/yy/")
    assert page.locator("main a.button").evaluate("element => element.scrollWidth <= element.clientWidth")
    assert sideways_scroll(page) == {}
