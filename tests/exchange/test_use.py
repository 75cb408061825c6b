"""Use of portals is set, not added, of days that the log has whole; zero and "not measured" stay apart."""

import csv
import gzip
import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from adminviews.filters import begins
from exchange.models import PortalUse
from exchange.sheets import sheet_of
from sites.directory import get_directory
from tests.exchange.access_log import DAY, hours, line

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)


@pytest.fixture
def log(tmp_path, city, district):
    """Two files that have the day whole: three views and a search of the district, none of the city."""
    own = {"host": district.host}
    first, second = tmp_path / "access.log.1.gz", tmp_path / "access.log"
    first.write_bytes(gzip.compress(b"".join([line(**own), line("/tim-kiem/?q=x", **own), *hours()[:12]])))
    second.write_bytes(b"".join([*hours()[12:], line("/tin-tuc/", **own), line(host="khac.example")]))
    return first, second


def count(*files, **options):
    out = StringIO()
    call_command("count_use", *files, stdout=out, **options)
    return out.getvalue()


def kept():
    return list(PortalUse.objects.order_by("portal__code").values_list("portal__code", "day", "page_views", "searches"))


@pytest.mark.both_engines
def test_day_is_set_for_each_portal_and_the_same_when_it_is_read_again(
    log, city, district, django_assert_max_num_queries
):
    expected = [(district.code, DAY, 3, 1), (city.code, DAY, 0, 0)]
    get_directory()
    with django_assert_max_num_queries(5):
        told = count(*log)
    assert "26/11/2026" in told
    assert kept() == sorted(expected)
    plain = log[0].with_name("access.log.1")
    plain.write_bytes(gzip.decompress(log[0].read_bytes()))
    count(*reversed(log), log[0], plain, day=DAY)
    assert kept() == sorted(expected), "neither twice, nor packed and plain"


def test_portal_that_opened_later_has_no_zero(log, city, district):
    type(city).objects.filter(pk=city.pk).update(opened_at=begins(date(2026, 11, 27)))
    count(*log)
    assert [row[0] for row in kept()] == [district.code]


def test_former_host_of_a_portal_stands_for_it(log, district):
    host = district.hostnames.get()
    type(host).objects.filter(pk=host.pk).update(valid_to=DAY)
    count(*log)
    assert PortalUse.objects.get(portal=district).page_views == 3


def test_day_that_is_not_whole_has_no_figure_and_keeps_the_one_it_has(log, district):
    with pytest.raises(CommandError, match="Chưa có ngày nào được đếm"):
        count(log[0], day=DAY)
    assert kept() == []
    count(*log)
    with pytest.raises(CommandError):
        count(log[1])
    assert PortalUse.objects.get(portal=district).page_views == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Không đọc được tệp nhật ký"),
        (gzip.compress(b"x" * 1000)[:-8], "Không đọc được tệp nhật ký"),
        (b"127.0.0.1 - - [26/Nov/2026:10:00:00 +0700] \"GET / HTTP/1.1\" 200 1\n", "theo định dạng “portals”"),
    ],
    ids=["not there", "breaks off", "other format"],
)  # fmt: skip
def test_file_that_cannot_be_read_is_refused_with_what_to_do(log, tmp_path, content, words):
    file = tmp_path / "khac.log"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        count(*(log if content is None else ()), file)
    assert kept() == []


def numbers(sheet, portal):
    found = {(line.day, line.figure.code): line.count for line in sheet.lines if line.portal.id == portal.pk}
    return [found.get((day, "page_views"), "no line") for day in (DAY, date(2026, 11, 27))]


@pytest.mark.both_engines
def test_sheet_tells_zero_from_not_measured(log, city, district):
    portals = get_directory().listed
    two_days = {"first": DAY, "last": date(2026, 11, 27), "today": TODAY}
    assert numbers(sheet_of(portals, **two_days), district) == ["no line", "no line"]
    count(*log)
    sheet = sheet_of(portals, **two_days)
    assert (numbers(sheet, district), numbers(sheet, city)) == ([3, None], [0, None])
    assert [(one.count, one.days_missing) for one in sheet.totals() if one.figure.code == "page_views"] == [(3, 1)]
    assert "ratings" in {figure.code for figure in sheet.not_measured}
    assert "page_views" not in {figure.code for figure in sheet.not_measured}
    rows = [row for row in csv.reader(StringIO(b"".join(sheet.as_csv()).decode("utf-8-sig"))) if row[3] == "page_views"]
    assert [row[-1] for row in rows if row[0] == city.code] == ["0", "không đo"]
    data = [one for one in json.loads(sheet.as_json())["figures"] if one["figure"] == "searches"]
    assert [one["count"] for one in data if one["portal"] == district.code] == [1, None]


def test_sheet_of_a_portal_has_its_own_use_alone(log, city, district):
    count(*log)
    sheet = sheet_of([get_directory().by_id[city.pk]], first=DAY, last=DAY, today=TODAY)
    assert [one.count for one in sheet.lines if one.figure.code == "page_views"] == [0]
