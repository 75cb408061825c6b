"""What the list of a section says of each kind of information."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.templatetags.text_filters import NO_BREAK_SPACE
from tests.each import each_case
from tests.factories import section_of
from tests.information.factories import KINDS, make_item

pytestmark = pytest.mark.django_db

SAID = {
    "access": ["Đầu mối: Văn phòng", "Điện thoại: (028) 3000 0000"],
    "alert": ["Thiên tai", "Nơi chịu ảnh hưởng: Người dân ven sông"],
    "budget": ["Thực hiện ngân sách", "Kỳ báo cáo: Quý III năm 2026", "Quyết định công bố: 9/QĐ"],
    "conference": ["Bắt đầu: 15:00, 26/11/2026", "Địa điểm: Phòng họp báo"],
    "data_set": [
        "Định dạng: CSV, JSON",
        "Chu kỳ cập nhật: Hằng tháng",
        "Điều kiện sử dụng: Tự do sử dụng, ghi rõ nguồn",
    ],
    "direction": ["Thông báo kết luận", "Số, ký hiệu: 45/TB-UBND", "Ngày ban hành: 15/10/2026"],
    "disclosure": ["Quy hoạch, giá đất, thu hồi, bồi thường, tái định cư", "Số, ký hiệu: 12/TB-UBND"],
    "document": ["Số, ký hiệu: 4567/QĐ-UBND", "Ngày ban hành: 15/10/2026", "Còn hiệu lực"],
    "draft": ["Văn bản quy phạm pháp luật", "Cơ quan soạn thảo: Sở Tài chính"],
    "gazette": ["Số công báo: 45 + 46", "Ngày phát hành: 15/10/2026"],
    "guidance": ["Có hiệu lực từ: 01/12/2026"],
    "live": ["Đối thoại trực tuyến", "Bắt đầu: 08:30, 26/11/2026"],
    "outage": ["Ngày tạm ngừng: 19/12/2026", "Dự kiến hoạt động lại: 08:00, 20/12/2026"],
    "pack": ["Kỳ: Tháng 10 năm 2026"],
    "plan": ["Kế hoạch phát triển", "Thời kỳ: 2026–2030", "Quyết định phê duyệt: 812/QĐ-UBND"],
    "press": ["Phát ngôn về sự việc", "Số: 3/TCBC"],
    "procedure": ["Lĩnh vực thủ tục: Hộ tịch", "Thời hạn giải quyết: Trong ngày làm việc", "Toàn trình"],
    "project": ["Dự án đầu tư", "Thời kỳ: 2026–2030", "Đang thực hiện"],
    "recording": ["Ngày ghi: 15/10/2026", "Thời lượng: 12 phút"],
    "report": ["Số liệu thống kê", "Kỳ báo cáo: Quý III năm 2026", "Ngày quyết định: 15/10/2026"],
    "science": ["Đề tài khoa học", "Tổ chức chủ trì: Viện Nghiên cứu", "Đã nghiệm thu"],
}


def row_of(client, portal, kind, title):
    """What the list of a section says of one page, each fact by itself."""
    answer = client.get(section_of(portal, KINDS[kind].section).url, headers={"host": portal.host})
    rows = BeautifulSoup(answer.content, "html.parser").select(".story")
    (row,) = (row for row in rows if row.find("a").get_text() == title)
    return [fact.get_text().replace(NO_BREAK_SPACE, " ") for fact in row.select(".story__facts > li")]


@each_case("kind", sorted(SAID))
def test_row_says_what_is_special_to_the_kind_and_nothing_of_another_portal(client, city, district, kind):
    make_item(district, kind, "Của quận", published=True)
    make_item(city, kind, "Của thành phố", published=True)
    said = row_of(client, district, kind, "Của quận")
    assert [one for one in said if one in SAID[kind]] == SAID[kind]
    assert len(said) <= 3


def test_every_kind_that_lists_show_has_facts():
    """The rest are lists themselves, or gather others: a week, the channels, a topic."""
    assert set(KINDS) - set(SAID) == {"schedule", "channels", "topic"}


@each_case(("days", "said"), [(-1, "Hết hiệu lực từ sau ngày"), (0, "Có hiệu lực đến")])
def test_expired_alert_does_not_look_current(client, district, days, said):
    until = timezone.localdate() + timedelta(days=days)
    page = make_item(district, "alert", "Cảnh báo", published=True, until=until)
    expected = f"{said} {until:%d/%m/%Y}"
    assert row_of(client, district, "alert", "Cảnh báo")[0] == expected
    page_text = client.get(page.url, headers={"host": district.host}).content.decode()
    assert expected in page_text.replace(NO_BREAK_SPACE, " ")


def test_expired_document_is_not_said_to_be_in_force(client, district):
    yesterday = timezone.localdate() - timedelta(days=1)
    make_item(district, "document", "Quyết định", published=True, expires_on=yesterday)
    assert row_of(client, district, "document", "Quyết định")[-1] == "Hết hiệu lực"


@pytest.mark.parametrize("kind", ["document", "procedure", "project", "budget"])
def test_list_costs_the_same_for_one_row_and_for_ten(client, district, kind):
    address = section_of(district, KINDS[kind].section).url

    def queries():
        client.get(address, headers={"host": district.host})
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address, headers={"host": district.host}).status_code == 200
        return len(seen)

    for number in range(2):
        make_item(district, kind, f"Trang {number}", published=True)
    few = queries()
    for number in range(2, 11):
        make_item(district, kind, f"Trang {number}", published=True)
    assert queries() <= few <= 20
