"""The panel of the dashboard: what it counts is what its links list, of the own portals alone."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from home.models import PageFreshness, WantedVersion
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_article, make_head, make_member, make_supervisor, make_user
from tests.information.factories import make_report, make_report_due_soon

pytestmark = pytest.mark.django_db

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
