"""The screen of the import: a file is looked at first, nothing is lost on the way, it is the own section's alone."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale

from information.models import ProcedurePage
from information.procedures.procedure_file import MAX_BYTES
from information.views import procedures
from members.enums import Role
from tests.admin import browser, is_refused, told
from tests.each import each_case
from tests.factories import make_member, make_user, section_of
from tests.information.catalogue import BIRTH, DEATH, file_of, in_tcvn3

pytestmark = pytest.mark.django_db

SECTION = "thu-tuc-dich-vu-cong"


def address(portal, slug=SECTION):
    return reverse("import_procedures", args=[section_of(portal, slug).pk])


def send(client, portal, content, **data):
    content = content.encode() if isinstance(content, str) else content
    return client.post(address(portal), {"file": SimpleUploadedFile("thu-tuc.csv", content, "text/csv")} | data)


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def kept_in(response):
    return BeautifulSoup(response.content, "html.parser").find("input", attrs={"name": "content"})["value"]


def explorer(portal, section):
    shown = browser(make_member(portal)).get(reverse("wagtailadmin_explore", args=[section.pk]))
    return shown.content.decode()


def test_button_stands_at_the_section_of_procedures_alone(district):
    assert address(district) in explorer(district, section_of(district, SECTION))
    assert "/import/" not in explorer(district, section_of(district))
    english = Locale.objects.get(language_code="en")
    assert "/import/" not in explorer(
        district, section_of(district, SECTION).copy_for_translation(english, copy_parents=True)
    )


def test_file_is_looked_at_and_confirmed(district):
    client = browser(make_member(district))
    assert "Tối đa 2,0 MB và 2000 thủ tục" in text_of(client.get(address(district))).replace("\xa0", " ")
    shown = send(client, district, file_of(BIRTH, DEATH))
    assert "Mới: 2. Thay đổi: 0. Không đổi: 0." in text_of(shown)
    assert not ProcedurePage.objects.exists()
    done = client.post(address(district), {"content": kept_in(shown)})
    assert done["Location"] == reverse("wagtailadmin_explore", args=[section_of(district, SECTION).pk])
    assert "Đã tạo 2 bản nháp" in told(done)
    assert not ProcedurePage.objects.live().exists()
    shown = send(client, district, file_of(BIRTH | {"fee": "8.000 đồng"}))
    assert f"{BIRTH['code']} – {BIRTH['title']} Phí, lệ phí Không thu 8.000 đồng" in text_of(shown)
    assert f"{DEATH['code']} – {DEATH['title']}" in text_of(shown)
    client.post(address(district), {"content": kept_in(shown)})
    again = text_of(send(client, district, file_of(BIRTH | {"fee": "8.000 đồng"}, DEATH)))
    assert "Không có gì để nhập" in again


def test_refused_rows_are_named_beside_what_the_others_would_do(district):
    shown = send(browser(make_member(district)), district, file_of(BIRTH, DEATH | {"level": "Bộ"}))
    assert shown.status_code == 422
    assert "Tệp có 1 lỗi. Chưa nhập gì" in text_of(shown)
    assert "3 Cấp thực hiện “Bộ” không phải giá trị hợp lệ" in text_of(shown)
    assert "Mới: 1." in text_of(shown)
    assert 'name="content"' not in shown.content.decode()


def test_file_in_an_old_encoding_is_shown_in_unicode_and_imported_so(district):
    client = browser(make_member(district))
    shown = send(client, district, in_tcvn3(file_of(BIRTH, DEATH)).encode("latin-1", "ignore"))
    assert shown.status_code == 200
    assert "Tệp dùng bảng mã cũ (TCVN3)" in text_of(shown)
    assert "3 Tên thủ tục §¨ng ký khai tö Đăng ký khai tử" in text_of(shown)
    assert f"{BIRTH['code']} – {BIRTH['title']}" in text_of(shown)
    assert not ProcedurePage.objects.exists()
    client.post(address(district), {"content": kept_in(shown)})
    assert {page.title for page in ProcedurePage.objects.all()} == {BIRTH["title"], DEATH["title"]}


def cells_of(response, name="cells"):
    return BeautifulSoup(response.content, "html.parser").find("input", attrs={"name": name})["value"]


def test_all_converted_cells_are_read_page_by_page_and_the_file_is_imported_from_each(district, monkeypatch):
    monkeypatch.setattr(procedures, "CELLS_SHOWN", 2)
    client = browser(make_member(district))
    shown = send(client, district, in_tcvn3(file_of(BIRTH, DEATH)))
    assert "Từ ô 1 đến ô 2 trong" in text_of(shown)
    assert "§¨ng ký khai tö" not in text_of(shown)
    cells, read = cells_of(shown), text_of(shown)
    for page in range(2, shown.context["converted"].paginator.num_pages + 1):
        shown = client.post(address(district), {"cells": cells, "page": page})
        read += text_of(shown)
    assert "§¨ng ký khai tö" in read
    assert "Các ô tiếp theo" not in text_of(shown)
    client.post(address(district), {"content": kept_in(shown)})
    assert ProcedurePage.objects.count() == 2


def test_cells_are_of_the_own_section_and_of_a_file_that_was_sent(city, district, monkeypatch):
    monkeypatch.setattr(procedures, "CELLS_SHOWN", 2)
    shown = send(browser(make_member(city)), city, in_tcvn3(file_of(BIRTH, DEATH)))
    client = browser(make_member(district))
    for sent in (cells_of(shown), "x", cells_of(shown, "content")):
        answer = client.post(address(district), {"cells": sent, "page": 2})
        assert (answer.status_code, answer["Location"]) == (302, address(district))
        assert "§¨ng" not in answer.content.decode()


@each_case(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"PK\x03\x04\xff", "CSV UTF-8"),
        (b"x" * (MAX_BYTES + 1), "chỉ đọc tối đa 2,0 MB"),
        ("Mã thủ tục\n1.001193".encode(), "Tên thủ tục"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(district, content, words):
    shown = send(browser(make_member(district)), district, content)
    assert shown.status_code == 422
    assert words in text_of(shown).replace("\xa0", " ")


def test_what_was_changed_meanwhile_is_shown_again(district):
    client = browser(make_member(district))
    shown = send(client, district, file_of(BIRTH, DEATH))
    client.post(address(district), {"content": kept_in(send(client, district, file_of(DEATH)))})
    again = client.post(address(district), {"content": kept_in(shown)})
    assert "Trong lúc đó đã có người sửa" in text_of(again)
    assert "Mới: 1. Thay đổi: 0. Không đổi: 1." in text_of(again)
    assert ProcedurePage.objects.count() == 1
    client.post(address(district), {"content": kept_in(again)})
    assert ProcedurePage.objects.count() == 2


def test_many_are_imported_in_portions(district, monkeypatch):
    monkeypatch.setattr(procedures, "ROWS_AT_ONCE", 1)
    client = browser(make_member(district))
    first = send(client, district, file_of(BIRTH, DEATH))
    assert "Mỗi lần chỉ nhập tối đa 1 thủ tục" in text_of(first)
    second = client.post(address(district), {"content": kept_in(first)})
    assert "Đã tạo 1 bản nháp" in text_of(second)
    assert client.post(address(district), {"content": kept_in(second)}).status_code == 302
    assert ProcedurePage.objects.count() == 2


def test_what_was_looked_at_elsewhere_or_made_by_hand_is_not_confirmed(city, district):
    other = send(browser(make_member(city)), city, file_of(BIRTH))
    client = browser(make_member(district))
    for content in (kept_in(other), "abc", ""):
        assert "Hãy chọn lại tệp" in told(client.post(address(district), {"content": content}))
    assert not ProcedurePage.objects.exists()


def test_screen_is_for_who_adds_pages_there(city, district):
    make_member(city)
    for stranger in (make_user("khach"), make_member(city), make_member(district, Role.ANSWERING_OFFICER)):
        client = browser(stranger)
        assert client.get(address(district)).status_code in {302, 403}
        assert send(client, district, file_of(BIRTH)).status_code in {302, 403}
    assert is_refused(browser(make_member(district)).get(address(district, "tin-tuc")))
    assert browser(make_member(district, Role.COLLABORATOR)).get(address(district)).status_code == 200
    assert not ProcedurePage.objects.exists()


def test_preview_names_nothing_of_another_portal(city, district):
    client = browser(make_member(city))
    client.post(address(city), {"content": kept_in(send(client, city, file_of(BIRTH | {"title": "Của Thành phố"})))})
    shown = send(browser(make_member(district)), district, file_of(BIRTH, DEATH))
    assert "Của Thành phố" not in shown.content.decode()
    assert "Mới: 2." in text_of(shown)


def test_template_is_handed_out(district):
    answer = browser(make_member(district)).get(reverse("procedure_template"))
    assert answer["Content-Disposition"] == 'attachment; filename="mau-thu-tuc.csv"'
    assert answer.content.startswith("\ufeffMã thủ tục;".encode())
