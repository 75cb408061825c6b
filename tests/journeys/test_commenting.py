"""A person comments on a point of a draft, with JavaScript and without, and takes the comment back; the board decides;
all of it can be used by everybody."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participation.consultation.actions.moderating import publish_comment
from participation.consultation.actions.responding import answer_comment
from participation.enums.comments import CommentResponse
from participation.models import Comment
from tests.exhaustive_state import SHOWN
from tests.factories import make_head, make_member
from tests.journeys.browser import NARROW, VIEWPORTS, WAYS, faults
from tests.participation.comments import POINT, WORDS, make_comment, make_draft

pytestmark = pytest.mark.when_changed(*SHOWN, "tests/journeys/*")


@pytest.mark.parametrize(("scripts", "width"), WAYS)
def test_person_comments_on_a_point_and_takes_it_back(portal, new_page, settings, scripts, width):
    draft = make_draft(portal)
    # With JavaScript the browser works for what it sends.
    settings.QUESTION_PROOF_BITS = 8 if scripts else 0
    page = new_page(java_script_enabled=scripts, viewport={"width": width, "height": VIEWPORTS[width]})
    page.goto(draft.get_url())
    page.locator(f"#{POINT}").get_by_role("link", name="Góp ý phần này").click()
    expect(page.get_by_role("combobox", name="Góp ý về phần nào")).to_have_value(POINT)
    page.get_by_label("Nội dung góp ý").fill(WORDS)
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.get_by_role("alert")).to_contain_text("còn 1 chỗ cần sửa")
    expect(page.get_by_label("Nội dung góp ý")).to_have_value(WORDS)
    page.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.get_by_role("heading", name="Đã nhận góp ý của ông/bà")).to_be_visible()
    comment = Comment.objects.get()
    expect(page.get_by_role("main")).to_contain_text(comment.written_code)
    publish_comment(comment, by=make_head(portal), at=timezone.now())
    page.get_by_role("link", name="/cua-toi/").click()
    expect(page.get_by_text("Đã công khai", exact=True)).to_be_visible()
    page.get_by_role("link", name="Rút góp ý").click()
    page.get_by_role("button", name="Rút").click()
    expect(page.get_by_text("Ông/bà đã rút góp ý", exact=True)).to_be_visible()
    comment.refresh_from_db()
    assert (comment.state, comment.text) == ("withdrawn", "")


def test_pages_and_screens_of_comments_can_be_used_by_everybody(web, portal, page, desk_of):
    draft = make_draft(portal)
    comments = [make_comment(draft), make_comment(draft), make_comment(draft, "Gọi 0901 777 345", anchor="")]
    publish_comment(comments[0], by=make_head(portal), at=timezone.now(), together=True)
    answer_comment(
        comments[0], response=CommentResponse.ACCEPTED, text="Đã sửa.", by=make_member(portal), at=timezone.now()
    )
    found = {}
    below = web.url(portal.host, f"/gop-y/{draft.pk}/")
    for path in (draft.get_url(), below, f"{below}gui/?phan={POINT}"):
        page.goto(path)
        found[path] = faults(page)
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found["mistakes"] = faults(page)
    page.get_by_label("Nội dung góp ý").fill(WORDS)
    page.get_by_label("Tôi đã đọc và đồng ý tuân thủ").check()
    page.get_by_role("button", name="Gửi góp ý").click()
    found["receipt"] = faults(page)
    page.get_by_role("link", name="/cua-toi/").click()
    found["own"] = faults(page)
    assert {place: faulty for place, faulty in found.items() if faulty} == {}
    desk = desk_of(make_head(portal))
    waiting, answered = comments[2].pk, comments[0].pk
    below = "/admin/comments-on-drafts/"
    below, forms = "/admin/comments-on-drafts/", [f"{waiting}/redact/", f"{waiting}/withhold/", f"{answered}/answer/"]
    screens = [
        "",
        f"drafts/{draft.pk}/",
        f"drafts/{draft.pk}/enter/",
        f"drafts/{draft.pk}/report/",
        f"{waiting}/",
        *forms,
    ]
    assert desk.faults_of([f"{below}{path}" for path in screens], [NARROW]) == []
