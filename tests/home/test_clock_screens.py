"""The clock in the page editor, the list of items with a time limit, the punctuality of all portals."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from home.models import PageFreshness, PublicationDeadline, WantedVersion
from members.enums import Role
from tests.admin import browser, is_refused
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, make_operator, make_supervisor, make_user, section_of
from tests.information.factories import make_report, make_report_due_soon

pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def ask(client, **asked):
    address = reverse("publication_deadline", args=["thong-ke", "decision"])
    return client.get(address, {"day": "15/10/2026", "published": ""} | asked)


def titles(response):
    return [row.page.draft_title for row in response.context["object_list"]]


def publish_on(page, day):
    PublicationDeadline.objects.filter(page=page.pk).update(published_on=day)


def test_editor_sees_the_last_day_and_how_it_came_about(district):
    page = make_report(district)
    shown = text_of(browser(make_member(district)).get(reverse("wagtailadmin_pages:edit", args=[page.pk])))
    assert "hạn là ngày 29/10/2026" in shown
    assert "Thủ trưởng quyết định công bố 15/10/2026, hạn 29/10/2026" in shown


def test_version_in_another_language_shows_no_clock(district):
    english = Locale.objects.get(language_code="en")
    version = make_report(district).copy_for_translation(english, copy_parents=True)
    shown = browser(make_member(district)).get(reverse("wagtailadmin_pages:edit", args=[version.pk])).content.decode()
    assert "data-clock" not in shown


def test_new_report_waits_for_its_day(district):
    section = section_of(district, "thong-ke-bao-cao")
    address = reverse("wagtailadmin_pages:add", args=["information", "statisticsreportpage", section.pk])
    assert "Ghi ngày ở trên: hạn đăng tính từ ngày đó." in text_of(browser(make_member(district)).get(address))


def test_clock_answers_what_is_typed(district):
    client = browser(make_member(district))
    assert "hạn là ngày 29/10/2026" in text_of(ask(client))
    assert "Đăng trễ 1 ngày làm việc" in text_of(ask(client, published="2026-10-30"))
    for typed in ("", "abc", "31/02/2026", "0001-01-01"):
        assert "Ghi ngày ở trên" in text_of(ask(client, day=typed))
    assert ask(client, trigger="receipt").status_code == 200
    unknown = client.get(reverse("publication_deadline", args=["thong-ke", "nothing"]), {"day": "15/10/2026"})
    assert unknown.status_code == 400
    assert client.get(reverse("publication_deadline", args=["khong-co", "decision"])).status_code == 200


def test_list_is_of_the_own_portal_and_of_all_for_supervisors(city, district):
    make_report(city, "Của Thành phố")
    make_report(district, "Của quận")
    mine = browser(make_member(district)).get(reverse("timed_items"))
    assert titles(mine) == ["Của quận"]
    assert "Của Thành phố" not in mine.content.decode()
    assert "Thành phố Hồ Chí Minh" not in [choice[1] for choice in mine.context["filters"].form["portal"].field.choices]
    both = browser(make_supervisor()).get(reverse("timed_items"))
    assert sorted(titles(both)) == ["Của Thành phố", "Của quận"]


def test_filter_by_the_portal_of_others_shows_nothing_of_it(city, district):
    make_report(city, "Của Thành phố")
    asked = browser(make_member(district)).get(reverse("timed_items"), {"portal": str(city.pk)})
    assert "Của Thành phố" not in asked.content.decode()


def test_supervisor_is_told_no_title_of_what_is_not_public(district):
    report = make_report(district, "Chưa ai được biết")
    shown = browser(make_supervisor()).get(reverse("timed_items")).content.decode()
    assert "Chưa ai được biết" not in shown
    assert reverse("wagtailadmin_pages:edit", args=[report.pk]) not in shown
    assert "Chưa công khai" in shown


def test_item_whose_day_lies_beyond_the_numbered_calendar_spoils_no_list(district):
    make_report(district, "Rất xa", trigger_date=date(2099, 1, 5))
    for person in (make_member(district), make_supervisor()):
        for query in ({}, {"state": "waiting"}):
            assert browser(person).get(reverse("timed_items"), query).status_code == 200
    assert "Rất xa" in text_of(browser(make_member(district)).get(reverse("timed_items")))


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_list_is_filtered_by_state(district):
    days = {"Đúng hạn": date(2026, 10, 29), "Trễ": date(2026, 10, 30)}
    for title, day in days.items():
        publish_on(make_report(district, title), day)
    make_report(district, "Quá hạn")
    make_report(district, "Còn hạn", trigger_date=date(2037, 1, 5))
    make_report_due_soon(district)
    client = browser(make_member(district))
    found = {state: titles(client.get(reverse("timed_items"), {"state": state})) for state in
             ("overdue", "soon", "waiting", "late", "in_time")}  # fmt: skip
    assert found == {"overdue": ["Quá hạn"], "soon": ["Sắp đến hạn"], "waiting": ["Sắp đến hạn", "Còn hạn"],
                     "late": ["Trễ"], "in_time": ["Đúng hạn"]}  # fmt: skip


def test_most_urgent_comes_first_until_a_column_is_chosen(district):
    for title, day in (("Đăng trước", date(2026, 10, 20)), ("Đăng sau", date(2026, 10, 30))):
        publish_on(make_report(district, title), day)
    make_report(district, "Quá hạn")
    make_report(district, "Quá hạn lâu", trigger_date=date(2026, 9, 1))
    make_report(district, "Còn hạn", trigger_date=date(2037, 1, 5))
    make_report_due_soon(district)
    client = browser(make_member(district))
    assert titles(client.get(reverse("timed_items"))) == [
        "Quá hạn lâu", "Quá hạn", "Sắp đến hạn", "Còn hạn", "Đăng sau", "Đăng trước",
    ]  # fmt: skip
    by_column = titles(client.get(reverse("timed_items"), {"ordering": "published_on", "state": "in_time"}))
    assert by_column == ["Đăng trước"]
    assert titles(client.get(reverse("timed_items"), {"ordering": "-due"}))[0] == "Còn hạn"


def test_last_day_is_told_as_in_the_editor(district):
    make_report(district, "Hôm nay", trigger_date=date(2026, 10, 15))
    PublicationDeadline.objects.update(due=timezone.localdate())
    shown = text_of(browser(make_member(district)).get(reverse("timed_items")))
    assert "Hôm nay là ngày cuối" in shown
    assert "Còn 0 ngày" not in shown


def test_supervisor_sees_who_is_late_with_the_explanation(city, district):
    late = make_report(district, "Trễ", published=True)
    publish_on(late, date(2026, 10, 30))
    publish_on(make_report(city, "Đúng hạn", published=True), date(2026, 10, 29))
    client = browser(make_supervisor())
    response = client.get(reverse("punctuality"))
    rows = [(item["name"], item["row"].in_time, item["row"].late) for item in response.context["portals"]]
    assert rows == [("Quận 1", 0, 1), ("Thành phố Hồ Chí Minh", 1, 0)]
    assert "Thống kê, báo cáo" in text_of(response)
    shown = client.get(reverse("timed_items"), {"portal": str(district.pk)})
    # Who supervises reads it where citizens do.
    assert f'href="{late.full_url}"' in shown.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[late.pk]) not in shown.content.decode()
    listed = text_of(shown)
    assert "Trễ 1 ngày làm việc" in listed
    assert "Thủ trưởng quyết định công bố 15/10/2026, hạn 29/10/2026" in listed


def test_punctuality_is_narrowed_and_passes_over_what_makes_no_sense(city, district):
    publish_on(make_report(district, "Trễ"), date(2026, 10, 30))
    client = browser(make_supervisor())
    asked = [{"kind": district.kind_id}, {"year": "2026"}, {"category": "abc"}, {"year": "x", "kind": "9" * 30}]
    assert [len(client.get(reverse("punctuality"), query).context["portals"]) for query in asked] == [1] * 4
    assert client.get(reverse("punctuality"), {"kind": city.kind_id}).context["portals"] == []


def test_punctuality_of_all_portals_is_the_supervisors(district):
    for stranger in (make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        assert is_refused(browser(stranger).get(reverse("punctuality")))
    assert browser(make_operator()).get(reverse("punctuality")).status_code == 200


def test_empty_screens_say_so(district):
    assert "Chưa có tin, bài nào có thời hạn." in text_of(browser(make_supervisor()).get(reverse("punctuality")))
    assert browser(make_member(district)).get(reverse("timed_items")).status_code == 200


OVERDUE, SOON, STALE = "Quá hạn, chưa đăng", "Đến hạn trong ba ngày làm việc", "Trang cần rà soát lại"
MISSING = "Được chọn dịch tiếng Anh, chưa có bản tiếng Anh"


@pytest.fixture
def busy(city, district):
    """Of each thing more on one portal than on the other; and what is due, but not soon."""
    yesterday = timezone.localdate() - timedelta(days=1)
    for portal, times in ((city, 2), (district, 1)):
        for number in range(times):
            make_report(portal, f"Quá hạn {number}")
            make_report_due_soon(portal, f"Sắp đến hạn {number}")
            again = make_article(portal, f"Xem lại {number}", review_date=timezone.localdate() + timedelta(days=30))
            WantedVersion.objects.create(page_id=again.pk, chosen_at=timezone.now())
        make_report(portal, "Còn lâu", trigger_date=date(2037, 1, 5))
    PageFreshness.objects.update(stale_from=yesterday)


def panel_of(client):
    """Label, count and address of each row."""
    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
    panel = page.find(id="time-limits-section") or page.find(id="time-limits")
    links = panel.find_all("a", href=lambda address: address and not address.startswith("#")) if panel else []
    return [(link.get_text(), int(link.find_next_sibling("span").get_text()), link["href"]) for link in links]


def listed(client, address):
    return client.get(address).context["paginator"].count


@each_case(
    ("person", "each"), [("editor", 1), ("head", 1), ("of_city", 2), ("supervisor", 3)], ids=lambda value: str(value)
)
def test_panel_counts_what_its_links_list(busy, city, district, person, each):
    people = {
        "editor": lambda: make_member(district),
        "head": lambda: make_head(district),
        "of_city": lambda: make_member(city),
        "supervisor": make_supervisor,
    }
    client = browser(people[person]())
    rows = panel_of(client)
    assert [row[:2] for row in rows] == [(OVERDUE, each), (SOON, each), (STALE, each), (MISSING, each)]
    assert [listed(client, address) for _label, _count, address in rows] == [each] * 4


def test_panel_is_missing_where_nothing_is_to_be_done(city, district):
    make_report(city)
    make_report(district, "Còn lâu", trigger_date=date(2037, 1, 5))
    assert panel_of(browser(make_member(district))) == []
    assert len(panel_of(browser(make_member(city)))) == 1
    assert panel_of(browser(make_user("khach"))) == []
