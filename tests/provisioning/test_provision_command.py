"""Many portals from one command: checked as a whole first, resumable, both structures."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper
from wagtail.models import Page

from formats.tables.workbooks import workbook
from provisioning.from_file.context import hostname_rules
from provisioning.from_file.reading import plan_from_structure
from provisioning.installation import ensure_installation
from provisioning.management.commands import provision_portals
from sites.models import Hostname, HostnameRule, Portal, PortalKind
from sites.progress import Progress
from tests.each import each_case
from tests.factories import AT, CITY, DISTRICT, make_portal

pytestmark = pytest.mark.django_db

GOOD = """kind,name_vi,name_en,parent,label
city,Thành phố Hồ Chí Minh,,,
district,Quận 1,,,
commune,Phường Bến Nghé,,quan1,
department,Sở Tư pháp,Department of Justice,,sotuphap
"""


@pytest.fixture(autouse=True)
def _installation():
    ensure_installation()


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "portals.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run(*arguments, **options):
    out, err = StringIO(), StringIO()
    call_command("provision_portals", *map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refuse(*arguments, **options):
    err = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("provision_portals", *map(str, arguments), stdout=StringIO(), stderr=err, **options)
    return f"{err.getvalue()}{refusal.value}"


@pytest.mark.both_engines
def test_file_creates_its_portals_with_all_they_are_born_with(write):
    out, _err = run(write(GOOD))
    ward = Portal.objects.get(code="bennghe")
    assert (ward.host, ward.parent.code, ward.state) == (
        "bennghe.quan1.hochiminhcity.localhost", "quan1", "preparing",
    )  # fmt: skip
    assert ward.board is not None
    assert ward.vietnamese_home.get_descendants().exists()
    assert Portal.objects.get(code="sotuphap").host == "sotuphap.hochiminhcity.localhost"
    assert "4" in out
    assert "/admin/portals/" in out


def test_every_bad_row_is_told_with_its_line_and_nothing_is_changed(write):
    bad = GOOD + "commune,Bến Thành,,quan1,\nward,Phường Đa Kao,,quan1,\ncommune,Phường Đa Kao,,nowhere,\n"
    told = refuse(write(bad))
    lines = [re.match(r"\D*(\d+), (\w+): ", line) for line in told.splitlines()[:3]]
    assert [(line[1], line[2]) for line in lines] == [("6", "name_vi"), ("7", "kind"), ("8", "parent")]
    assert not Portal.objects.exists()


def test_looking_at_a_file_changes_nothing_and_creating_it_lays_the_installation_down(write):
    HostnameRule.objects.all().delete()
    PortalKind.objects.all().delete()
    out, _err = run(write(GOOD), dry_run=True)
    assert "bennghe.quan1.hochiminhcity.localhost" in out
    assert "commun" in refuse(write(GOOD.replace("commune,", "commun,")))
    assert not any(model.objects.exists() for model in (Portal, HostnameRule, PortalKind))
    run(write(GOOD))
    assert Portal.objects.count() == 4


def test_excel_file_with_vietnamese_names_is_read_like_csv(tmp_path):
    path = tmp_path / "portals.xlsx"
    rows = [["Loại cổng", "Tên tiếng Việt"], ["Thành phố", "Thành phố Hồ Chí Minh"], ["Quận", "Quận 1"]]
    path.write_bytes(workbook({"Cổng": rows}))
    out, _err = run(path, dry_run=True)
    assert "quan1.hochiminhcity.localhost" in out


@pytest.mark.slow(reason="provisions four portals, twice")
@pytest.mark.both_engines
def test_second_run_changes_nothing(write):
    run(write(GOOD))
    before = (Page.objects.count(), Hostname.objects.count())
    out, _err = run(write(GOOD))
    assert (Page.objects.count(), Hostname.objects.count()) == before
    assert re.findall(r"\d+", out)[:2] == ["0", "4"]
    assert "/admin/portals/" not in out


@pytest.mark.both_engines
def test_run_that_was_interrupted_goes_on_where_it_stopped(write, monkeypatch):
    real, made = provision_portals.provision_portal, []

    def stop_at_the_third(spec):
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(spec.code)
        return real(spec)

    monkeypatch.setattr(provision_portals, "provision_portal", stop_at_the_third)
    with pytest.raises(SystemExit) as end:
        run(write(GOOD))
    assert end.value.code == provision_portals.INTERRUPTED
    assert set(Portal.objects.values_list("code", flat=True)) == set(made)
    monkeypatch.setattr(provision_portals, "provision_portal", real)
    run(write(GOOD))
    assert Portal.objects.count() == 4


@pytest.mark.both_engines
def test_portal_that_fails_is_named_and_leaves_nothing_behind(write, monkeypatch):
    real = provision_portals.provision_portal

    def fail(spec):
        portal = real(spec)
        if spec.code == "quan1":
            raise RuntimeError
        return portal

    monkeypatch.setattr(provision_portals, "provision_portal", fail)
    err = StringIO()
    with pytest.raises(RuntimeError):
        call_command("provision_portals", str(write(GOOD)), stdout=StringIO(), stderr=err)
    assert "Quận 1" in err.getvalue()
    assert not Portal.objects.filter(code="quan1").exists()
    assert not Page.objects.filter(title="Quận 1").exists()


def test_file_that_cannot_be_read_or_is_no_text_is_told(tmp_path):
    assert "missing.csv" in refuse(tmp_path / "missing.csv")
    assert str(tmp_path) in refuse(tmp_path)
    path = tmp_path / "portals.csv"
    path.write_bytes("kind;name_vi\ncity;Thành phố".encode("utf-16"))
    assert "UTF-8" in refuse(path)


def test_profile_is_that_of_the_installation_unless_said_otherwise(write):
    make_portal(CITY, opened=False)
    row = "kind,name_vi\ncommune,Phường Sài Gòn\n"
    refuse(write(row))
    out, _err = run(write(row), profile="two-tier", dry_run=True)
    assert "phuongsaigon.hochiminhcity.localhost" in out


def test_one_source_is_asked_for(write):
    refuse()
    refuse(write(GOOD), structure="2024")
    refuse(structure="2024", profile="two-tier")


@each_case(("name", "count"), [("2024", 356), ("2025", 169)])
def test_structure_ships_with_the_project(name, count):
    out, _err = run(structure=name, dry_run=True)
    lines = [line for line in out.splitlines() if "\t" in line]
    assert len(lines) == count
    assert all("hochiminhcity.localhost" in line for line in lines)


def test_both_structures_fit_one_installation():
    make_portal(CITY, opened=False)
    out, _err = run(structure="2025", dry_run=True)
    assert re.findall(r"\d+", out.splitlines()[-1]) == ["168", "1"]


def test_structure_is_refused_where_a_host_belongs_to_another_portal():
    city = make_portal(CITY, opened=False)
    Hostname.objects.create(portal=city, host="quan1.hochiminhcity.localhost", valid_from=AT.date(), valid_to=AT.date())
    assert "quan1.hochiminhcity.localhost" in refuse(structure="2024")
    assert Portal.objects.count() == 1


def test_portal_that_moved_keeps_its_hostname_in_a_structure():
    make_portal(CITY, opened=False)
    district = make_portal(DISTRICT, opened=False)
    Hostname.objects.filter(portal=district).update(host="quan-1.hochiminhcity.localhost")
    plan = plan_from_structure("2024", on=AT.date())
    assert plan.errors == ()
    assert "quan1" in plan.registered


def test_rule_to_come_does_not_hold_yet():
    rule = HostnameRule.objects.get(kind__code="district", profile="regulation")
    HostnameRule.objects.create(
        kind=rule.kind,
        profile=rule.profile,
        pattern="{label}.districts.{base}",
        article="x",
        valid_from="2030-01-01",
        source="x",
    )
    patterns = {r.pattern for r in hostname_rules(on=AT.date()) if (r.kind, r.profile) == ("district", "regulation")}
    assert patterns == {rule.pattern}
    # One that is the only one holds before its time.
    kinds = {rule.kind for rule in hostname_rules(on=AT.date().replace(year=2025)) if rule.profile == "two-tier"}
    assert "commune" in kinds


class Terminal(StringIO):
    def isatty(self):
        return True


def test_bar_is_drawn_where_somebody_watches():
    stream = Terminal()
    progress = Progress(2, OutputWrapper(stream))
    progress.step("Quận 1")
    progress.step("Quận 3")
    progress.close()
    last = stream.getvalue().split("\r")[-1]
    assert "#" * 30 in last
    assert "Quận 3" in last
    assert last.endswith("\n")


@pytest.mark.slow(reason="provisions four portals")
def test_log_gets_plain_lines_only_and_pages_of_a_run_are_found_in_the_admin_search(write):
    _out, err = run(write(GOOD))
    assert ("\r" in err, len(err.splitlines())) == (False, 1)
    assert "Phường Bến Nghé" in {page.title for page in Page.objects.search("Nghé").get_queryset()}
