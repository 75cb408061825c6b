"""Fields that say before they are sent what is too long, too large, or how a day is written."""

import io
import random

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.factories import make_article, make_member
from tests.fullest import make_image
from tests.journeys.browser import axe_violations, sideways_scroll


@pytest.fixture
def ward(portals):
    return portals["bennghe"]


def noise(side: int) -> bytes:
    """A picture that no format makes small."""
    file = io.BytesIO()
    pixels = random.Random(0).randbytes(side * side * 3)  # noqa: S311 -- the same picture each time
    Image.frombytes("RGB", (side, side), pixels).save(file, "PNG", compress_level=1)
    return file.getvalue()


def choose(desk, name: str, content: bytes) -> None:
    desk.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/png", "buffer": content})


def test_picture_that_is_too_large_is_made_smaller_or_not_sent(desk_of, ward, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024 * 1024
    desk = desk_of(make_member(ward))
    desk.open("wagtailimages:edit", make_image(ward).pk)
    expect(desk.page.get_by_text("Chọn tệp", exact=True)).to_be_visible()
    choose(desk, "anh.png", noise(640))
    expect(desk.page.locator(".file-field__name")).to_have_text("anh.jpg")
    expect(desk.page.locator(".messages")).to_contain_text("đã được thu nhỏ")
    choose(desk, "hong.png", b"\x89PNG" + bytes(2 * 1024 * 1024))
    expect(desk.page.locator(".messages")).to_contain_text("hong.png")
    expect(desk.page.locator(".file-field__name")).to_have_text("Chưa chọn tệp")
    assert desk.page.evaluate("document.querySelector('input[type=file]').files.length") == 0
    assert axe_violations(desk.page) == []


def test_title_over_its_limit_is_told_and_not_cut_and_days_show_their_format(desk_of, ward):
    desk = desk_of(make_member(ward), viewport={"width": 360, "height": 740})
    page = make_article(ward, "Tin", published=False, owner=make_member(ward))
    desk.open("wagtailadmin_pages:edit", page.pk)
    desk.title.fill("Đ" * 260)
    expect(desk.page.locator("#id_title-limit")).to_contain_text("Quá 5 ký tự")
    assert len(desk.title.input_value()) == 260
    desk.title.fill("Đ" * 250)
    expect(desk.page.locator("#id_title-limit")).to_contain_text("5/255")
    desk.title.fill("Tin ngắn")
    expect(desk.page.locator("#id_title-limit")).to_be_empty()
    assert desk.page.locator("input[placeholder='ngày/tháng/năm']").count() > 0
    assert sideways_scroll(desk.page) == {}
