"""What a person does in the admin: each step as they take it, by the words on the screen."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from home.blocks import BodyStreamBlock
from home.models import InformationPage
from sites.models import Portal
from tests.factories import make_member, section_of
from tests.journeys.browser import Web, axe_violations, faint_texts, faults, huge_icons

SUBMIT = "Gửi duyệt"
SUBMIT_AGAIN = "Gửi duyệt lại"
APPROVE = "Phê duyệt và xuất bản"
RETURN = "Trả lại kèm nhận xét"
MORE_ACTIONS = "Thao tác khác"


@dataclass(frozen=True)
class Desk:
    """The admin in one person's browser."""

    page: Page
    web: Web

    def let_in(self, user: User) -> None:
        """Give the browser the session of a person who has signed in."""
        client = Client(headers={"host": settings.ADMIN_HOST})
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME]
        self.page.context.add_cookies([{"name": session.key, "value": session.value, "url": self.web.admin}])

    def sign_in(self, user: User) -> None:
        """Sign in as people do."""
        self.page.goto(self.web.admin)
        self.page.locator("input[name=username]").fill(user.username)
        self.page.locator("input[name=password]").fill("pass")
        self.page.get_by_role("button", name="Đăng nhập").click()
        expect(self.page).to_have_title(re.compile("Bàn làm việc"))

    def open(self, name: str, *args: object) -> None:
        """Go to a screen of Wagtail by its name."""
        self.page.goto(self.web.url(settings.ADMIN_HOST, reverse(name, args=args)))

    def walk_to(self, *titles: str) -> None:
        """Go down the tree of pages, from the person's own portal, title by title."""
        self.open("wagtailadmin_explore_root")
        for title in titles:
            self.page.get_by_role("link", name=f"Mở các trang con của '{title}'").click()
            expect(self.page).to_have_title(re.compile(re.escape(title)))

    def add(self, kind: str) -> None:
        """Begin a page of a kind below the page that is open."""
        self.page.get_by_role("link", name="Thêm trang con").first.click()
        self.page.get_by_role("main").get_by_role("link", name=kind, exact=True).click()
        expect(self.title).to_be_visible()

    def faults_of(self, addresses: Iterable[str], widths: Iterable[int]) -> list[Any]:
        """What is wrong with screens at some widths, each with its address."""
        found: list[Any] = []
        for address in addresses:
            response = self.page.goto(self.web.url(settings.ADMIN_HOST, address))
            if response.status != 200 or not self.page.url.endswith(address):
                found.append((address, response.status, self.page.url))
            found += [(address, fault) for fault in (*faults(self.page, widths), *huge_icons(self.page))]
        return found

    def faults_of_menus(self, addresses: Iterable[str]) -> list[Any]:
        """What is wrong with the menus in the headers of screens, each opened, with its address."""
        found: list[Any] = []
        for address in addresses:
            self.page.goto(self.web.url(settings.ADMIN_HOST, address))
            toggles = self.page.locator("header [data-w-dropdown-target=toggle]:visible").all()
            found += [] if toggles else [(address, "no menu")]
            for toggle in toggles:
                toggle.click()
                expect(self.page.locator(".tippy-box .w-dropdown__content").first).to_be_visible()
                # Menus fade in: half of the way their words are as pale as what is below.
                expect(self.page.locator(".tippy-box:has(.w-dropdown__content)").first).to_have_css("opacity", "1")
                entries = self.page.locator(".tippy-box .w-dropdown__content :is(a, button)")
                faults_seen = [*axe_violations(self.page), *faint_texts(entries)]
                found += [(address, fault) for fault in faults_seen]
                self.page.keyboard.press("Escape")
        return found

    def edit(self, title: str) -> None:
        """Open a page in the editor, from the list that shows it."""
        self.page.get_by_role("link", name=title, exact=True).last.click()
        expect(self.title).to_have_value(title)

    @property
    def title(self) -> Locator:
        return self.page.locator("#id_title")

    @property
    def slug(self) -> Locator:
        return self.page.locator("#id_slug")

    def type_title(self, title: str) -> None:
        """Type key by key: Wagtail makes the address meanwhile."""
        self.title.fill("")
        self.title.press_sequentially(title)
        self.title.press("Tab")

    def panel(self, heading: str) -> Locator:
        return self.page.get_by_role("region", name=heading, exact=True)

    def upload_picture(self, *, name: str, alternative: str) -> None:
        """Choose the lead picture by uploading it."""
        panel = self.panel("Ảnh đầu bài")
        panel.get_by_role("button", name="Chọn ảnh").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_role("tab", name="Tải lên").click()
        dialog.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "image/jpeg", "buffer": photograph()}
        )
        title = name.split(".")[0]
        expect(dialog.get_by_role("textbox", name="Tiêu đề")).to_have_value(title)
        dialog.get_by_role("textbox", name="Mô tả*", exact=True).fill(alternative)
        dialog.get_by_role("button", name="Tải lên").click()
        expect(dialog).to_have_count(0)
        expect(panel.get_by_text(title, exact=True)).to_be_visible()

    def add_paragraph(self, text: str) -> None:
        self.panel("Nội dung").get_by_role("button", name="Chèn khối nội dung").first.click()
        self.page.get_by_role("option", name="Đoạn văn").click()
        self.paragraph.press_sequentially(text)
        # Draftail hands what was typed to the form a quarter of a second later.
        stored = self.panel("Nội dung").locator("input[name^='body-'][name$='-value']").first
        expect(stored).to_have_value(re.compile(re.escape(text)))

    @property
    def paragraph(self) -> Locator:
        return self.panel("Nội dung").locator("[contenteditable=true]").first

    def offered_actions(self) -> list[str]:
        """Words on every button below the editor, hidden ones too."""
        texts = self.page.locator("footer button").all_text_contents()
        return [words for words in (" ".join(text.split()) for text in texts) if words]

    def act(self, action: str) -> None:
        """Take an action below the editor, from its menu where it has no button; Wagtail says that it is done."""
        if action not in {SUBMIT, SUBMIT_AGAIN}:
            self.page.locator("footer").get_by_role("button", name=MORE_ACTIONS).click()
        self.page.locator("footer").get_by_role("button", name=action, exact=True).click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def decide(self, action: str) -> Locator:
        """Begin a decision of the board below the editor, the approval outside of the menu; the dialog it asks in."""
        if action != APPROVE:
            self.page.locator("footer").get_by_role("button", name=MORE_ACTIONS).click()
        self.page.locator("footer").get_by_role("button", name=action, exact=True).click()
        return self.page.get_by_role("dialog")

    def return_with(self, remark: str) -> None:
        dialog = self.decide(RETURN)
        dialog.get_by_role("textbox").fill(remark)
        dialog.get_by_role("button", name=RETURN).click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def answer_checklist(self, *, english: str = "Không cần") -> Locator:
        """Answer the whole checklist; the button that approves. English pages are not asked for an English version."""
        dialog = self.decide(APPROVE)
        expect(dialog.get_by_role("checkbox").first).to_be_visible()
        for checkbox in dialog.get_by_role("checkbox").all():
            checkbox.check()
        choice = dialog.get_by_role("radio", name=english, exact=True)
        if choice.count():
            choice.check()
        return dialog.get_by_role("button", name=APPROVE)

    def approve(self, *, english: str = "Không cần") -> None:
        """Answer the whole checklist, and approve."""
        self.answer_checklist(english=english).click()
        expect(self.page.locator(".messages .success")).to_be_visible()

    def make_english(self) -> None:
        """Make the English version of the page that is open, which leads to its texts side by side."""
        self.page.get_by_role("link", name="Làm bản tiếng Anh").first.click()
        self.page.get_by_role("button", name="Làm bản tiếng Anh").click()
        expect(self.page.locator(".messages .success")).to_be_visible()
        expect(self.page.locator("[data-texts]")).to_be_visible()

    def say(self, source: str, text: str) -> None:
        """Translate a text in the list of texts, by the keyboard."""
        row = self.page.locator("[data-texts] > li").filter(has=self.page.get_by_text(source, exact=True)).first
        row.get_by_role("textbox").fill(text)
        self.page.keyboard.press("Control+Enter")
        expect(row.locator("[data-text-state]")).to_have_text("Đã dịch")


def type_reply(page: Page, text: str) -> None:
    """Type into the first paragraph of a reply, which stands open."""
    paragraph = page.locator("[contenteditable=true]").first
    paragraph.press_sequentially(text)
    # Draftail hands what was typed to the form a quarter of a second later.
    expect(page.locator("input[name='text-0-value']")).to_have_value(re.compile(re.escape(text)))


def photograph() -> bytes:
    """A JPEG as a camera makes it, wide enough for every use."""
    buffer = io.BytesIO()
    Image.new("RGB", (1600, 900), "#4477aa").save(buffer, "JPEG")
    return buffer.getvalue()


def draft_with(ward: Portal, body: list[tuple[str, object]]) -> InformationPage:
    """A draft whose body is as nobody could write it in our blocks, for the checks to find."""
    page = InformationPage(title="Bản nháp", live=False, source_agency=ward.governing_body, owner=make_member(ward))
    page.body = [(kind, BodyStreamBlock().child_blocks[kind].to_python(value)) for kind, value in body]
    section_of(ward, "gioi-thieu").add_child(instance=page)
    page.save_revision(user=page.owner)
    return page
