"""The main job: an editor writes, the board approves, a citizen reads and finds it, in Vietnamese and English."""

import pytest
from playwright.sync_api import Page, expect

from home.models import NewsArticlePage
from sites.models import Portal
from tests.factories import make_article, make_head, make_member
from tests.journeys.browser import Web
from tests.journeys.desk import SUBMIT, Desk

TITLE = "Đường Nguyễn Huệ đổi chiều từ 5/10"
SLUG = "duong-nguyen-hue-doi-chieu-tu-5-10"
ALTERNATIVE = "Xe đạp đi trên đường Nguyễn Huệ"
SOURCE = "Ủy ban nhân dân Phường Bến Nghé"


@pytest.fixture
def city(portals) -> dict[str, Portal]:
    return portals


@pytest.fixture
def editor(city, desk_of) -> Desk:
    """The ward's editor at the desk."""
    return desk_of(make_member(city["bennghe"]))


@pytest.fixture
def head(city, desk_of) -> Desk:
    """The head of the ward's editorial board at the desk."""
    return desk_of(make_head(city["bennghe"]))


def approve_what_waits(head: Desk, title: str) -> None:
    """Take an item from the dashboard, approve it."""
    head.open("wagtailadmin_home")
    waiting = head.page.locator("section", has=head.page.get_by_role("heading", name="Đang chờ bạn duyệt"))
    waiting.get_by_role("link", name=title, exact=True).click()
    expect(head.title).to_have_value(title)
    head.approve()


def find(page: Page, address: str, query: str) -> None:
    """Ask the search box in the head of a portal."""
    page.goto(address)
    page.get_by_role("combobox").first.fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")


def address_of(web: Web, portal: Portal, path: str = "/") -> str:
    return web.url(portal.host, path)


def test_article_goes_from_the_editor_over_the_board_to_the_citizen(city, web, editor, head, page):
    ward = city["bennghe"]
    make_article(ward, "Tin đã đăng trước đó", reviewed=True)

    editor.walk_to("Phường Bến Nghé", "Tin tức – Sự kiện")
    editor.add("Tin bài")
    editor.type_title(TITLE)
    expect(editor.slug).to_have_value(SLUG)
    editor.page.get_by_role("textbox", name="Sapo").fill("Xe chỉ đi một chiều từ Bến Nghé ra sông.")
    editor.upload_picture(name="duong.jpg", alternative=ALTERNATIVE)
    editor.add_paragraph("Người đi bộ đi trên vỉa hè.")
    editor.page.get_by_role("textbox", name="Cơ quan cung cấp thông tin").fill(SOURCE)
    editor.panel("Lĩnh vực và nguồn tin").get_by_role("checkbox", name="Xã hội").check()
    assert [words for words in editor.offered_actions() if "uất bản" in words] == []
    editor.act(SUBMIT)
    article = NewsArticlePage.objects.get(slug=SLUG)
    assert page.goto(address_of(web, ward, f"/tin-tuc/{SLUG}/")).status == 404

    approve_what_waits(head, TITLE)
    article.refresh_from_db()
    assert article.live
    assert article.image.collection == ward.collection

    assert page.goto(address_of(web, ward, f"/tin-tuc/{SLUG}/")).status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("main").get_by_role("img", name=ALTERNATIVE)).to_be_visible()
    expect(page.get_by_role("main").get_by_text(f"Nguồn: {SOURCE}")).to_be_visible()
    expect(page.get_by_text("Người đi bộ đi trên vỉa hè.")).to_be_visible()
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")

    page.goto(address_of(web, city["thanhpho"]))
    item = page.get_by_role("article").filter(has=page.get_by_role("link", name=TITLE))
    expect(item).to_contain_text("Phường Bến Nghé")
    item.get_by_role("link", name=TITLE).click()
    expect(page).to_have_url(address_of(web, ward, f"/tin-tuc/{SLUG}/"))

    for portal in (ward, city["thanhpho"]):
        find(page, address_of(web, portal), "duong nguyen hue")
        page.get_by_role("main").get_by_role("link", name=TITLE).click()
        expect(page).to_have_url(address_of(web, ward, f"/tin-tuc/{SLUG}/"))


def test_publishing_by_hand_only_saves_a_draft(city, editor):
    draft = make_article(city["bennghe"], "Bài chưa duyệt", published=False)
    editor.open("wagtailadmin_pages:edit", draft.pk)
    editor.page.evaluate(
        """() => {
            const form = document.querySelector("form[data-edit-form]");
            const button = document.createElement("input");
            form.append(Object.assign(button, {type: "hidden", name: "action-publish", value: "1"}));
            form.submit();
        }"""
    )
    expect(editor.page.locator(".messages li")).to_be_visible()
    draft.refresh_from_db()
    assert draft.revisions.count() == 2
    assert not draft.live


def test_english_version_goes_the_same_way(city, web, editor, head, page):
    ward = city["bennghe"]
    article = make_article(ward, TITLE, lead="Xe chỉ đi một chiều.", reviewed=True)
    assert page.goto(address_of(web, ward, "/en/")).status == 404

    editor.walk_to()
    editor.edit("Ben Nghe Ward")
    editor.act(SUBMIT)
    approve_what_waits(head, "Ben Nghe Ward")

    editor.open("wagtailadmin_pages:edit", article.pk)
    editor.make_english()
    editor.say(TITLE, "Nguyen Hue Street changes direction")
    editor.say("Xe chỉ đi một chiều.", "Traffic flows one way from 5 October.")
    editor.say(article.source_agency, "People's Committee of Ben Nghe Ward")
    editor.page.get_by_role("link", name="Sang màn hình soạn để gửi duyệt").click()
    expect(editor.slug).to_have_value("nguyen-hue-street-changes-direction")
    editor.act(SUBMIT)
    approve_what_waits(head, "Nguyen Hue Street changes direction")

    english = NewsArticlePage.objects.get(translation_key=article.translation_key, locale__language_code="en")
    section = english.get_parent()
    assert not section.live
    editor.open("wagtailadmin_pages:edit", section.pk)
    editor.title.fill("News and events")
    editor.page.get_by_role("textbox", name="Sapo").fill("What happens in the ward.")
    editor.page.get_by_role("textbox", name="Tiêu đề ngắn").fill("News")
    editor.act(SUBMIT)
    approve_what_waits(head, "News and events")

    page.goto(address_of(web, ward, f"/tin-tuc/{article.slug}/"))
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(address_of(web, ward, f"/en/tin-tuc/{english.slug}/"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nguyen Hue Street changes direction")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="News and events").click()
    expect(page.get_by_role("link", name="Nguyen Hue Street changes direction")).to_be_visible()
    page.goto(address_of(web, ward, "/en/"))
    expect(page.get_by_role("link", name="Nguyen Hue Street changes direction")).to_be_visible()
    page.goto(address_of(web, city["thanhpho"]))
    expect(page.get_by_role("link", name="Nguyen Hue Street changes direction")).to_have_count(0)
