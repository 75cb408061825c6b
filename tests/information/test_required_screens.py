"""The checklists in the admin: the own one, all of them for supervisors, and as a file whose taking is recorded."""

import csv
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from audit.models import PortalEvent
from home.models import PageFreshness, SectionPage
from information.enums import InformationEventKind, RequirementState
from information.views.required import may_read_checklists
from members.enums import Role
from participation.models import RatingDay
from participation.sent_forms.counters import increment_counters
from sites.directory import forget_directory
from sites.enums import PortalState
from sites.models import PortalKind
from tests.admin import browser, errors_at
from tests.each import each_case
from tests.factories import (
    DISTRICT,
    WARD,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
    make_user,
    section_of,
)
from tests.information.factories import make_item
from tests.information.pages import words_of

pytestmark = pytest.mark.django_db

LIST, EXPORT = reverse("required_portals"), reverse("required_export")


def checklist_of(portal):
    return reverse("required_of_portal", args=[portal.pk])


def cells(response, name):
    """Of the row of one thing: the texts of its cells."""
    rows = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    found = next(row for row in rows if name in row.td.get_text())
    return [" ".join(cell.get_text(" ").split()) for cell in found.select("td")]


def links(response):
    return {link["href"] for link in BeautifulSoup(response.content, "html.parser").select("table.listing a")}


def leads_to_sign_in(response):
    return response.status_code == 302 and response["Location"].startswith(reverse("wagtailadmin_login"))


def names(response):
    return [one.portal.name for one in response.context["lists"]]


def table(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def taken():
    rows = PortalEvent.objects.filter(kind=InformationEventKind.REQUIRED_EXPORTED)
    return {row.portal_id: row.data for row in rows}


def test_editor_is_led_to_the_own_checklist_which_says_what_is_there_and_where_the_rest_is_made(district):
    make_item(district, "budget", published=True)
    shown = browser(make_member(district)).get(LIST, follow=True)
    assert shown.redirect_chain == [(checklist_of(district), 302)]
    budget, statistics = cells(shown, "Công khai ngân sách"), cells(shown, "Thông tin, báo cáo thống kê")
    assert budget[1] == "Đã có"
    assert "cập nhật trong vòng 124 ngày" in budget[2]
    assert statistics[1:4] == ["Chưa có", "– cập nhật trong vòng 124 ngày", "Thống kê – Báo cáo"]
    assert statistics[4] == "05/2024/QĐ-UBND, 12.1.g; 42/2022/NĐ-CP, 4.1; 104/2016/QH13, 19.1.e"
    assert reverse("wagtailadmin_explore", args=[section_of(district, "thong-ke-bao-cao").pk]) in links(shown)
    assert "Mức đáp ứng 6%: 2 mục đã có, 0 mục chậm cập nhật, 34 mục chưa có." in words_of(shown)


def test_checklist_stands_beside_the_figures_of_its_portal_alone(city, district):
    increment_counters(RatingDay, {"portal_id": district.pk, "day": timezone.localdate()}, {"rated": 3})
    increment_counters(RatingDay, {"portal_id": city.pk, "day": timezone.localdate()}, {"rated": 40})
    assert cells(browser(make_head(district)).get(checklist_of(district)), "Lượt đánh giá")[1] == "3"


def test_what_waits_for_a_look_leads_to_where_it_is_confirmed(district):
    page, client = make_item(district, "access", published=True), browser(make_member(district))
    address = f"{reverse('stale_pages')}?portal={district.pk}"
    assert address not in client.get(checklist_of(district)).content.decode()
    assert PageFreshness.objects.filter(page=page.pk).update(stale_from=timezone.localdate()) == 1
    shown = client.get(checklist_of(district))
    assert cells(shown, "Danh mục thông tin phải công khai")[1] == "Chậm cập nhật"
    assert address in shown.content.decode()
    assert page.title in client.get(address).content.decode()


@each_case(
    ("name", "place"),
    [
        ("Lịch công tác", "Lịch công tác"),
        ("Ý kiến chỉ đạo", "Chỉ đạo, điều hành"),
        ("Người phát ngôn", "Tổ chức, lãnh đạo"),
        ("Công khai quy hoạch", "Công khai theo Luật Tiếp cận thông tin"),
        ("Trang liên hệ", "Quận 1"),
        ("Tiếng Anh: chức năng", "District 1"),
    ],
)
@pytest.mark.slow(reason="opens the form behind each line of the checklist")
def test_each_thing_is_made_where_it_belongs(district, name, place):
    assert cells(browser(make_member(district)).get(checklist_of(district)), name)[3] == place


def test_checklist_of_another_portal_is_not_shown_to_who_does_not_work_there(city, district):
    ward = make_portal(WARD)
    for person in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        client = browser(person)
        answers = [client.get(checklist_of(portal)) for portal in (city, ward)]
        answers.append(client.get(reverse("required_of_portal", args=[10**6])))
        # One that does not exist is refused like one of others.
        assert [answer.status_code for answer in answers] == [403] * 3
        assert not any(ward.name_vi in answer.content.decode() for answer in answers)
    assert browser(make_head(district)).get(checklist_of(district)).status_code == 200
    assert leads_to_sign_in(browser(make_user("nobody")).get(LIST))


def test_supervisor_sees_all_portals_worst_first_by_kind_and_each_checklist(city, district):
    make_item(district, "budget", published=True)
    client = browser(make_supervisor())
    shown = client.get(LIST)
    assert names(shown) == ["Thành phố Hồ Chí Minh", "Quận 1"]
    assert [(one.missing, one.stale) for one in shown.context["lists"]] == [(49, 0), (34, 0)]
    assert names(client.get(LIST, {"kind": "district"})) == ["Quận 1"]
    assert names(client.get(LIST, {"kind": "commune"})) == []
    assert len(names(client.get(LIST, {"kind": "x" * 99}))) == 2
    one = client.get(checklist_of(district))
    assert "http://quan1.hochiminhcity.localhost:8000/thong-ke-bao-cao/" in links(one)
    assert not any("/admin/" in link for link in links(one))


def test_section_that_is_not_public_is_named_to_its_own_portal_alone(district):
    section = section_of(district, "thong-ke-bao-cao")
    SectionPage.objects.filter(pk=section.pk).update(live=False, title="Mục mật")
    place = "Thông tin, báo cáo thống kê"
    assert cells(browser(make_member(district)).get(checklist_of(district)), place)[3] == "Mục mật"
    shown = browser(make_supervisor()).get(checklist_of(district))
    assert cells(shown, place)[3] == "Chưa công khai"
    assert "Mục mật" not in shown.content.decode()


def test_section_below_a_home_that_is_not_public_has_no_address(district):
    home = section_of(district, "thong-ke-bao-cao").get_parent()
    type(home).objects.filter(pk=home.pk).update(live=False)
    assert not any("thong-ke" in link for link in links(browser(make_supervisor()).get(checklist_of(district))))


def test_portal_in_preparation_has_a_checklist_for_its_own_people_only(city):
    district = make_portal(DISTRICT, opened=False)
    assert names(browser(make_supervisor()).get(LIST)) == ["Thành phố Hồ Chí Minh"]
    shown = browser(make_member(district)).get(checklist_of(district))
    assert "Cổng chưa mở cho người đọc" in words_of(shown)


def test_kind_of_portal_of_which_nothing_is_asked_says_so(district):
    kind = PortalKind.objects.create(code="school", name_vi="Trường", name_en="School", position=9)
    type(district).objects.filter(pk=district.pk).update(kind=kind)
    forget_directory()
    client = browser(make_supervisor())
    assert "Không có thông tin nào được yêu cầu" in words_of(client.get(checklist_of(district)))
    assert names(client.get(LIST))[-1] == "Quận 1"


def test_export_asks_for_a_reason_and_is_recorded_on_each_portal_and_the_city(city, district):
    make_item(district, "budget", published=True)
    client = browser(make_supervisor())
    assert errors_at(client.post(EXPORT, {"reason": " "}), "reason")
    assert taken() == {}
    rows = table(client.post(EXPORT, {"reason": "Chấm điểm quý IV"}))
    assert len(rows) == 50 + 36
    budget, questions = [row for row in rows if row["Cổng"] == "Quận 1" and row["Trạng thái"] == "Đã có"]
    assert budget["Thông tin phải cung cấp"] == "Công khai ngân sách, báo cáo tài chính"
    # The section of questions is there from the beginning.
    assert questions["Thông tin phải cung cấp"] == "Chuyên mục trao đổi – hỏi đáp"
    assert budget["Mức đáp ứng (%)"] == "6"
    counts = {None: 86, city.pk: 50, district.pk: 36}
    assert taken() == {key: {"count": count, "filter": {}} for key, count in counts.items()}
    event = PortalEvent.objects.get(kind=InformationEventKind.REQUIRED_EXPORTED, portal=district)
    assert (event.reason, event.actor) == ("Chấm điểm quý IV", make_supervisor())


def test_export_of_one_portal_or_kind_is_recorded_where_it_was_taken(city, district):
    rows = table(browser(make_member(district)).post(f"{EXPORT}?portal={district.pk}", {"reason": "Họp giao ban"}))
    assert {row["Cổng"] for row in rows} == {"Quận 1"}
    assert taken() == {district.pk: {"count": 36, "filter": {"portal": str(district.pk)}}}
    rows = table(browser(make_supervisor()).post(f"{EXPORT}?kind=city", {"reason": "Kiểm tra"}))
    assert [row["Trạng thái"] for row in rows].count(str(RequirementState.MISSING.label)) == len(rows) - 1
    assert taken()[None] == taken()[city.pk] == {"count": 50, "filter": {"kind": "city"}}


def test_export_of_a_foreign_portal_gives_and_records_nothing(city, district):
    client = browser(make_head(district))
    answer = client.post(f"{EXPORT}?portal={city.pk}", {"reason": "Tò mò"})
    assert answer.status_code == 422
    assert "quay lại và sửa" in words_of(answer)
    assert "Thành phố Hồ Chí Minh" not in words_of(answer)
    assert {row["Cổng"] for row in table(client.post(EXPORT, {"reason": "Họp giao ban"}))} == {"Quận 1"}
    assert set(taken()) == {district.pk}
    assert leads_to_sign_in(browser(make_user("nobody")).post(EXPORT, {"reason": "Tò mò"}))


def test_menu_offers_it_to_who_may_read_it(district, rf):
    for person, is_offered in ((make_member(district), True), (make_operator(), True), (make_user("nobody"), False)):
        page = browser(person).get(reverse("wagtailadmin_home"), follow=True).content.decode()
        assert (LIST in page) == is_offered, person
    type(district).objects.filter(pk=district.pk).update(state=PortalState.ARCHIVED)
    forget_directory()
    request = rf.get("/")
    request.user = make_member(district)
    assert not may_read_checklists(request)
