"""An operator makes portals from a file: sees what is wrong, mends it, confirms, and watches them being made."""

from django.utils import timezone
from playwright.sync_api import expect

from formats.tables.workbooks import workbook
from provisioning import portal_imports
from provisioning.models import PortalImport
from provisioning.portal_imports import make_next
from sites.models import Portal
from tests.factories import make_operator
from tests.journeys.desk import Desk

HEAD = ["Loại cổng", "Tên tiếng Việt", "Trực thuộc"]
WARDS = [["Phường", "Phường Bến Thành", "Quận 1"], ["Phường", "Phường Đa Kao", "quan1"]]


def look_at(desk: Desk, *rows: list[str]) -> None:
    form = desk.page.locator("form[enctype]")
    file = {"name": "cong.xlsx", "mimeType": "application/octet-stream", "buffer": workbook({"Cổng": [HEAD, *rows]})}
    form.locator("[name=file]").set_input_files(file)
    form.locator("button[type=submit]").click()


def test_portals_are_made_one_after_the_other_before_the_eyes_of_who_confirmed_them(district, desk_of, monkeypatch):
    # A worker that waits to be told.
    monkeypatch.setattr(portal_imports, "enqueue_on_commit", lambda task, key: None)
    desk = desk_of(make_operator())
    desk.open("portals_admin:import_portals")
    look_at(desk, ["Phường", "Bến Thành", "Quận 1"])
    expect(desk.page.locator("td", has_text="Bến Thành").first).to_be_visible()
    assert not desk.page.locator("[name=content]").count()

    look_at(desk, *WARDS)
    expect(desk.page.locator("td", has_text="benthanh.quan1.")).to_be_visible()
    desk.page.locator("form", has=desk.page.locator("[name=content]")).locator("button").click()
    bar = desk.page.locator("progress")
    expect(bar).to_have_js_property("value", 0)

    key = PortalImport.objects.get().pk
    for done in (1, 2):
        make_next(key, at=timezone.now())
        expect(bar).to_have_js_property("value", done, timeout=15_000)
    assert not make_next(key, at=timezone.now())
    expect(desk.page.locator("[data-progress]")).to_have_count(0, timeout=15_000)
    desk.page.get_by_role("link", name="Phường Đa Kao").click()
    expect(desk.page.get_by_role("heading", name="Phường Đa Kao").first).to_be_visible()
    assert Portal.objects.filter(code__in=["benthanh", "dakao"]).count() == 2
