"""The board covers what tells of a person in a file as it was sent: what a program found, what is marked by keyboard
and by pointer."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from editorial.models import ProposedChange
from participation.sent_files.checking import SentFile
from qa.drawing.covers import pages_of
from qa.enums import QuestionState
from qa.models import PublicCopy
from qa.publication.public_copies import chosen_file
from tests.factories import make_head
from tests.journeys.browser import NARROW, WIDE, faults
from tests.qa.copies import pdf
from tests.qa.factories import make_question_with_token

NUMBER = "0912345678"
BLACK = (0, 0, 0)


def drag(page, picture, start, end):
    """Draw with the pointer over a picture, from one place to another, in shares of it."""
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    for step, (across, down) in enumerate((start, end)):
        page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"], steps=3)
        page.mouse.up() if step else page.mouse.down()


def place_of(mark):
    """Left, top, width and height of a mark, in shares of its picture."""
    box, whole = mark.bounding_box(), mark.locator("xpath=ancestor::*[local-name()='svg']").bounding_box()
    shares = [(box["x"] - whole["x"]) / whole["width"], (box["y"] - whole["y"]) / whole["height"]]
    return [*shares, box["width"] / whole["width"], box["height"] / whole["height"]]


def shade(number, across, down):
    """Of a place of the chosen file, in shares of the page."""
    picture = pages_of(chosen_file(PublicCopy.objects.get()))[number - 1].picture
    image = Image.open(BytesIO(picture))
    return image.getpixel((int(across * image.width), int(down * image.height)))


def test_board_covers_a_sent_file_and_submits_it(web, district, desk_of):
    sent = SentFile("Don.pdf", "pdf", pdf(f"Goi {NUMBER}", "Trang hai"))
    question, _token = make_question_with_token(district, QuestionState.IN_ANSWER, files=[sent])
    page = desk_of(make_head(district)).page
    address = reverse("questions_admin:public_copy", args=[question.pk, question.attachments.get().pk])
    page.goto(web.url(settings.ADMIN_HOST, address))
    page.get_by_role("button", name="Dùng tệp gốc").click()
    expect(page.get_by_role("checkbox", name=re.compile(NUMBER)).first).to_be_checked()
    first, second = (page.get_by_role("region", name=f"Trang {number}/2") for number in (1, 2))
    # By keyboard: three steps down, and one wider.
    first.get_by_role("button", name="Khoanh vùng").press("Enter")
    mark = first.get_by_role("application", name="Vùng 1, trang 1")
    expect(mark).to_be_focused()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(page.get_by_role("status").filter(has_text="Vùng 1, trang 1: cách mép trái 40 %")).to_be_visible()
    left, top, width, height = place_of(mark)
    page.keyboard.press("Escape")
    # By pointer: the mark in the middle goes where two corners are pressed; another is drawn, and removed again.
    second.get_by_role("button", name="Khoanh vùng").click()
    for corner in ((0.05, 0.1), (0.3, 0.3)):
        drag(page, second.locator("svg"), corner, corner)
    drag(page, second.locator("svg"), (0.5, 0.5), (0.75, 0.8))
    drawn = place_of(second.get_by_role("application", name="Vùng 2, trang 2"))
    assert drawn == pytest.approx([0.5, 0.5, 0.25, 0.3], abs=0.02)
    expect(second.get_by_role("listitem")).to_have_count(2)
    assert faults(page, [NARROW, WIDE]) == []
    second.get_by_role("button", name="Bỏ vùng 2, trang 2").click()
    expect(second.get_by_role("listitem")).to_have_count(1)
    # Nobody submits before what is ticked and marked is covered.
    page.get_by_role("button", name="Trình Ban Biên tập").click()
    expect(page.get_by_text("còn chỗ đã chọn hoặc vùng đã khoanh mà chưa che")).to_be_visible()
    page.get_by_role("button", name="Che và xem lại").click()
    expect(page.get_by_text("Đã che. Hãy xem lại từng trang")).to_be_visible()
    expect(page.get_by_role("checkbox", name=re.compile(NUMBER))).to_have_count(0)
    places = ((1, left + width / 2, top + height / 2), (1, 0.3, 0.47), (2, 0.2, 0.2), (2, 0.6, 0.7))
    assert [shade(*place) == BLACK for place in places] == [True, True, True, False]
    page.get_by_label("Tiêu đề").fill("Đơn đã che")
    page.get_by_label("Mô tả").fill("Đơn hai trang, đã che số điện thoại")
    page.get_by_label(re.compile("Tôi đã xem")).check()
    page.get_by_role("button", name="Trình Ban Biên tập").click()
    expect(page.get_by_text("Đã trình Ban Biên tập bản sao công khai").first).to_be_visible()
    assert ProposedChange.objects.open().get().values["title"] == "Đơn đã che"
