"""A person sends an article, with JavaScript and without; the board asks, accepts and publishes it with credit; all of
it can be used by everybody."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from home.models import NewsArticlePage
from participation.contribution.accepting import accept, open_files
from participation.contribution.deciding import ask_back
from participation.models import Contribution
from tests.exhaustive_state import SHOWN
from tests.factories import a_field, make_head, make_member, publish, section_of
from tests.journeys.browser import NARROW, VIEWPORTS, WAYS, faults
from tests.participation.contributions import AUTHOR, FORM, TEXT, TITLE, a_picture, make_contribution, picture

pytestmark = pytest.mark.when_changed(*SHOWN, "tests/journeys/*")


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_article_is_sent_and_read_with_its_credit(web, portal, new_page, settings, scripts, width):
    # With JavaScript the browser works for what it sends.
    settings.QUESTION_PROOF_BITS = 8 if scripts else 0
    page = new_page(java_script_enabled=scripts, viewport={"width": width, "height": VIEWPORTS[width]})
    page.goto(web.url(portal.host, "/"))
    page.get_by_role("contentinfo").get_by_role("link", name="Gửi tin, bài, ảnh, video").click()
    page.get_by_label("Tiêu đề").fill(TITLE)
    page.get_by_label("Nội dung", exact=True).fill(TEXT)
    page.get_by_text("Ảnh 1", exact=True).click()
    first = page.locator("details", has=page.get_by_text("Ảnh 1", exact=True))
    first.get_by_label("Tệp ảnh").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    first.get_by_label("Nội dung ảnh, nơi").fill("Các em đọc sách")
    first.get_by_label("Người chụp ảnh").fill("Người Chụp")
    first.get_by_label("Căn cứ quyền").select_option("own")
    page.get_by_label("Tên tác giả").fill(AUTHOR)
    page.get_by_label("Họ và tên người gửi").fill("Lê Thị Xuân")
    page.get_by_label("Địa chỉ thư điện tử", exact=True).fill("xuan@vidu.example")
    page.get_by_label("Tôi đồng ý để cơ quan").check()
    page.get_by_role("button", name="Gửi Ban Biên tập").click()
    expect(page.get_by_role("alert")).to_contain_text("còn 1 chỗ cần sửa")
    expect(page.get_by_label("Đã chọn trước đó: a.jpg")).to_be_checked()
    page.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
    page.get_by_role("button", name="Gửi Ban Biên tập").click()
    expect(page.get_by_role("heading", name="Đã tiếp nhận nội dung ông/bà gửi")).to_be_visible()
    contribution = Contribution.objects.get()
    head, editor = make_head(portal), make_member(portal)
    ask_back(contribution, words="Ngày hội ở đâu?", by=head, at=timezone.now())
    page.get_by_role("link", name="/cua-toi/").click()
    own = page.url
    expect(page.get_by_text("Ngày hội ở đâu?")).to_be_visible()
    page.get_by_label("Nội dung trả lời").fill("Ở nhà văn hóa phường.")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_text("Đã nhận nội dung bổ sung của ông/bà")).to_be_visible()
    acting = {"by": editor, "at": timezone.now()}
    made = accept(contribution, open_files(contribution, **acting), section=section_of(portal), title="", **acting)
    draft = NewsArticlePage.objects.get(pk=made.pk)
    draft.lead, draft.subject_fields = "Phường tổ chức ngày hội.", [a_field()]
    draft.save_revision(user=editor)
    publish(draft, by=head, author=editor)
    page.goto(own)
    page.get_by_role("link", name="Xem trang đã đăng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    byline = page.locator(".article-head__meta")
    expect(byline).to_contain_text(f"Tác giả: {AUTHOR}")
    expect(byline).to_contain_text("Ảnh: Người Chụp")


def test_pages_and_screens_of_contributions_can_be_used_by_everybody(web, portal, page, desk_of):
    contribution = make_contribution(portal, pictures=[a_picture()])
    found = {}
    page.goto(web.url(portal.host, FORM))
    found["form"] = faults(page)
    page.get_by_role("button", name="Gửi Ban Biên tập").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found["mistakes"] = faults(page)
    assert {place: faulty for place, faulty in found.items() if faulty} == {}
    desk = desk_of(make_head(portal))
    below = "/admin/contributions/"
    file = f"files/{contribution.files.get().pk}/"
    screens = ["", *(f"{contribution.pk}/{name}" for name in ("", "accept/", "ask/", "decline/", "contact/", file))]
    assert desk.faults_of([f"{below}{path}" for path in screens], [NARROW]) == []
