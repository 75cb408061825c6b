"""What is pasted from Word becomes blocks: read for whoever works in the admin, and kept nowhere."""

import pytest
from django.urls import reverse

from formats.documents.reading import MOST_HTML, read_word_html
from home.blocks import BodyStreamBlock
from home.views import pasted_text
from home.word_import import findings as codes
from members.enums import Role
from tests.admin import browser
from tests.factories import make_article, make_member

pytestmark = pytest.mark.django_db

ADDRESS = "read_pasted_text"
PASTED = """<p class=MsoNormal>UBND PHƯỜNG<span style='mso-tab-count:1'> </span>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
<p class=MsoNormal><b>Điều 1. Phạm vi</b></p><p class=MsoNormal>Áp dụng cho <i>mọi</i> phường &lt;script&gt;.</p>
<table><tr><td><p>Khu phố 1</p></td><td><p>7 giờ</p></td></tr></table>"""


@pytest.fixture
def editor(district):
    return browser(make_member(district))


def paste(client, html):
    return client.post(reverse(ADDRESS), {"html": html})


def test_pasted_text_is_answered_as_blocks_that_an_editor_can_save_with_all_of_its_letters(editor):
    answer = paste(editor, PASTED).json()
    BodyStreamBlock().clean(BodyStreamBlock().to_python(answer["blocks"]))
    first, heading, text, table = answer["blocks"]
    assert first["value"] == "<p>UBND PHƯỜNG</p><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>"
    assert heading == {"type": "heading", "value": {"text": "Điều 1. Phạm vi", "level": "2"}}
    assert text["value"] == "<p>Áp dụng cho mọi phường &lt;script&gt;.</p>"
    assert table["value"]["table"]["data"] == [["Khu phố 1", "7 giờ"]]
    assert answer["notes"] == []


def test_editor_is_told_what_was_changed_or_left_out(editor):
    html = "<p style='font-family:.VnTime'>Th«ng b¸o</p><table><tr><td>a<td><table><tr><td>b<td>c</table></table>"
    answer = paste(editor, html).json()
    assert answer["blocks"][0]["value"] == "<p>Thông báo</p>"
    assert len(answer["notes"]) == 2
    assert str(codes.PAGE_FINDINGS[codes.TABLE_IN_TABLE]) in answer["notes"]


@pytest.mark.parametrize("html", ["", "<b>" * 5000, "x" * (MOST_HTML + 1)], ids=["nothing", "deep", "long"])
def test_paste_that_nobody_writes_is_refused_with_a_code(editor, html):
    refused = paste(editor, html)
    assert refused.status_code == 422
    assert set(refused.json()) == {"code"}


def test_account_has_one_paste_read_at_a_time(editor, monkeypatch):
    seen = []

    def read(html):
        if not seen:
            seen.append(html)
            seen.append(paste(editor, html).status_code)
        return read_word_html(html)

    monkeypatch.setattr(pasted_text, "read_word_html", read)
    assert paste(editor, PASTED).status_code == 200
    assert seen[1] == 429
    assert paste(editor, PASTED).status_code == 200


def test_pasted_names_of_rows_of_another_portal_tell_nothing_of_them(editor, city):
    page = make_article(city, title="Bản nháp của Thành phố")
    html = f'<p class=MsoNormal>Xem <a linktype="page" id="{page.pk}" data-id="{page.pk}">đây</a></p>'
    assert paste(editor, html).json()["blocks"] == [{"type": "paragraph", "value": "<p>Xem đây</p>"}]


def test_paste_is_posted_by_who_works_in_the_admin(district):
    officer = browser(make_member(district, role=Role.ANSWERING_OFFICER))
    assert paste(officer, PASTED).status_code == 200
    assert officer.get(reverse(ADDRESS)).status_code == 405
    officer.handler.enforce_csrf_checks = True
    assert paste(officer, PASTED).status_code == 403
