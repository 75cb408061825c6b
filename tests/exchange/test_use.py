"""What lines of the log in front of the caches say: literal lines, and the format that nginx writes.

Use of portals is set, not added, of days that the log has whole; zero and "not measured" stay apart.
"""

import csv
import gzip
import io
import json
import random
import re
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from adminviews.filters import begins
from exchange.access_log import LONGEST_LINE, is_page, is_search, lines_of, tally_of
from exchange.models import PortalUse
from exchange.sheets import sheet_of
from formats.tables.spreadsheets import BYTE_ORDER_MARK, csv_lines
from sites.directory import get_directory

pytestmark = pytest.mark.django_db

DAY, NEXT, TODAY = date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 1)


def line(
    path="/", *, host="p1.city.example", at="26/Nov/2026:10:00:00 +0700", method="GET", status=200, reader="person"
):
    return f'203.0.113.9 {host} [{at}] "{method} {path} HTTP/2.0" {status} 512 0.003 "-" {reader}\n'.encode()


def hours(*but):
    """A line in each hour of the day, the one before and the one after, of a host that is no portal."""
    day = [f"26/Nov/2026:{hour:02}:30:00 +0700" for hour in range(24) if hour not in but]
    return [line(host="-", at=at) for at in [*day, "25/Nov/2026:23:30:00 +0700", "27/Nov/2026:00:30:00 +0700"]]


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
    with django_assert_max_num_queries(17):
        told = count(*log)
    assert "26/11/2026" in told
    assert kept() == sorted(expected)
    plain = log[0].with_name("access.log.1")
    plain.write_bytes(gzip.decompress(log[0].read_bytes()))
    count(*reversed(log), log[0], plain, day=DAY)
    assert kept() == sorted(expected), "neither twice, nor packed and plain"


def test_pages_directly_below_a_section_are_counted_by_their_address(district):
    portals = {"p1.city.example": district.pk}
    read = ["/thu-tuc/khai-sinh/", "/thu-tuc/khai-sinh/?in=1", "/en/services/birth/", "/thu-tuc/", "/a/b/c/", "/tep/1/"]
    pages = tally_of(map(line, read), portals).pages_on(DAY)
    assert pages == {(district.pk, "/thu-tuc/khai-sinh/"): 2, (district.pk, "/en/services/birth/"): 1}


def test_former_host_of_a_portal_stands_for_it_and_one_that_opened_later_has_no_zero(log, city, district):
    host = district.hostnames.get()
    type(host).objects.filter(pk=host.pk).update(valid_to=DAY)
    type(city).objects.filter(pk=city.pk).update(opened_at=begins(NEXT))
    count(*log)
    assert [(code, views) for code, _day, views, _searches in kept()] == [(district.code, 3)]


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
    return [found.get((day, "page_views"), "no line") for day in (DAY, NEXT)]


@pytest.mark.both_engines
def test_sheet_tells_zero_from_not_measured(log, city, district):
    portals = get_directory().listed
    two_days = {"first": DAY, "last": NEXT, "today": TODAY}
    assert numbers(sheet_of(portals, **two_days), district) == ["no line", "no line"]
    count(*log)
    sheet = sheet_of(portals, **two_days)
    assert (numbers(sheet, district), numbers(sheet, city)) == ([3, None], [0, None])
    assert [(one.count, one.days_missing) for one in sheet.totals() if one.figure.code == "page_views"] == [(3, 1)]
    assert "page_views" not in {figure.code for figure in sheet.not_measured}
    rows = [
        row
        for row in csv.reader(StringIO("".join(csv_lines(sheet.rows())).removeprefix(BYTE_ORDER_MARK)))
        if row[3] == "page_views"
    ]
    assert [row[-1] for row in rows if row[0] == city.code] == ["0", "không đo"]
    data = [one for one in json.loads(sheet.as_json())["figures"] if one["figure"] == "searches"]
    assert [one["count"] for one in data if one["portal"] == district.code] == [1, None]
    own = sheet_of([get_directory().by_id[city.pk]], first=DAY, last=DAY, today=TODAY)
    assert [one.count for one in own.lines if one.figure.code == "page_views"] == [0]


WARD, OTHER = 1, 2
HOSTS = {"p1.city.example": WARD, "p2.city.example": OTHER}
NGINX = Path(settings.BASE_DIR) / "deploy" / "nginx" / "cityportal.conf"


def counted(*lines):
    """Page views, searches, pages read by programs, lines of other hosts, lines that cannot be read."""
    tally = tally_of(lines, HOSTS)
    views, searches = sum(tally.page_views.values()), sum(tally.searches.values())
    return views, searches, tally.robots, tally.foreign, tally.unread


LINES = [
    (line(), (1, 0, 0, 0, 0)),
    (line("/tin-tuc/"), (1, 0, 0, 0, 0)),
    (line("/en/news/?trang=2"), (1, 0, 0, 0, 0)),
    (line("/hoi-dap/cua-toi/-/"), (1, 0, 0, 0, 0)),
    (line("/tim-kiem/?q=khai+sinh"), (1, 1, 0, 0, 0)),
    (line("/en/tim-kiem/?pham-vi=city&q=b%C3%A1o"), (1, 1, 0, 0, 0)),
    (line("/en/search/?pham-vi=city&q=b%C3%A1o"), (1, 1, 0, 0, 0)),
    (line("/tim-kiem/?q=khai+sinh&trang=2"), (1, 0, 0, 0, 0)),
    (line("/tim-kiem/?q=++"), (1, 0, 0, 0, 0)),
    (line("/tim-kiem/?" + "&" * 30 + "q=x"), (1, 0, 0, 0, 0)),
    (line("/tin-tuc/tim-kiem/?q=x"), (1, 0, 0, 0, 0)),
    (line(reader="robot"), (0, 0, 1, 0, 0)),
    (line("/tim-kiem/?q=x", reader="robot"), (0, 0, 1, 0, 0)),
    (line(method="HEAD"), (0, 0, 0, 0, 0)),
    (line("/hoi-dap/gui-cau-hoi/", method="POST"), (0, 0, 0, 0, 0)),
    (line("/khong-co/", status=404), (0, 0, 0, 0, 0)),
    (line(status=304), (0, 0, 0, 0, 0)),
    (line("/static/css/site.css"), (0, 0, 0, 0, 0)),
    (line("/media/images/anh.jpg"), (0, 0, 0, 0, 0)),
    (line("/documents/7/quyet-dinh/"), (0, 0, 0, 0, 0)),
    (line("/api/v1/items/"), (0, 0, 0, 0, 0)),
    (line("/tin-tuc/rss/"), (0, 0, 0, 0, 0)),
    (line("/lich/ics/"), (0, 0, 0, 0, 0)),
    (line("/hoi-dap/Q1-2026-000001/tep/4/"), (0, 0, 0, 0, 0)),
    (line("/hoi-dap/du-lieu.csv"), (0, 0, 0, 0, 0)),
    (line("/hoi-dap/tuong-tu/?q=x"), (0, 0, 0, 0, 0)),
    (line(host="evil.example"), (0, 0, 0, 1, 0)),
    (line(host="p1.city.example.evil.example"), (0, 0, 0, 1, 0)),
    (line(method="\\x16\\x03\\x01"), (0, 0, 0, 0, 0)),
    (line("http://p1.city.example/"), (0, 0, 0, 0, 0)),
    (line("//evil.example/../.."), (0, 0, 0, 0, 0)),
    (line(at="31/Feb/2026:10:00:00 +0700"), (0, 0, 0, 0, 1)),
    (line(at="26/Nov/9999:10:00:00 +0700"), (0, 0, 0, 0, 1)),
    (line("/tin-tức/"), (0, 0, 0, 0, 1)),
    (b"\xff\xfe\x00\n", (0, 0, 0, 0, 1)),
    (b"\n", (0, 0, 0, 0, 1)),
    (line().replace(b" person", b""), (0, 0, 0, 0, 1)),
    (line()[:-20], (0, 0, 0, 0, 1)),
]  # fmt: skip


def test_line_counts_as():
    assert [(written, counted(written)) for written, _expected in LINES] == LINES


def test_day_is_that_of_the_city_whatever_the_zone_of_the_server():
    tally = tally_of([line(at="25/Nov/2026:16:59:59 +0000"), line(at="25/Nov/2026:17:00:00 +0000")], HOSTS)
    assert tally.page_views == {(WARD, date(2026, 11, 25)): 1, (WARD, DAY): 1}


def test_day_is_whole_where_each_hour_and_both_around_it_have_a_line():
    assert tally_of(hours(), HOSTS).missing_hours(DAY) == []
    assert [hour.hour for hour in tally_of(hours(3, 4), HOSTS).missing_hours(DAY)] == [3, 4]
    for lacking, day in ((-2, 25), (-1, 27)):
        lines = hours()
        del lines[lacking]
        assert [hour.day for hour in tally_of(lines, HOSTS).missing_hours(DAY)] == [day]


@pytest.mark.parametrize("seed", range(5))
def test_order_of_lines_and_how_they_are_cut_into_files_change_nothing(seed):
    lines = [written for written, _expected in LINES] + [line(host="p2.city.example"), *hours(7)]
    whole, chance = tally_of(lines, HOSTS), random.Random(seed)  # noqa: S311 -- shuffles lines
    chance.shuffle(lines)
    cut = chance.randrange(len(lines))
    first, second = tally_of(lines[:cut], HOSTS), tally_of(lines[cut:], HOSTS)
    second.add(first)
    assert second == whole
    assert whole.on(DAY)[OTHER] == (1, 0, 1, 0)


def test_line_without_an_end_is_never_held():
    file = io.BytesIO(b"x" * (3 * LONGEST_LINE) + b"\n" + line() + b"no end")
    assert list(lines_of(file)) == [b"", line(), b"no end"]


def test_nginx_writes_what_is_read():
    written = re.search(r"log_format portals '(.+)';", NGINX.read_text())[1]
    values = {
        "remote_addr": "2001:db8::1", "host": "p1.city.example", "time_local": "26/Nov/2026:10:00:00 +0700",
        "request_method": "GET", "logged_uri": "/tim-kiem/?q=x", "server_protocol": "HTTP/2.0", "status": "200",
        "body_bytes_sent": "0", "request_time": "0.000", "logged_referer": "https://tim.example/?q=\\x22",
        "reader": "person",
    }  # fmt: skip
    assert counted(re.sub(r"\$(\w+)", lambda name: values[name[1]], written).encode() + b"\n") == (1, 1, 0, 0, 0)


def test_programs_that_say_so_are_told_from_people():
    agents = {
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36": False,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile Safari/604.1": False,
        "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0": False,
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)": True,
        "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)": True,
        "curl/8.5.0": True,
        "python-requests/2.32": True,
    }
    names = re.compile(re.search(r'"~\*(.+)" robot;', NGINX.read_text())[1], re.IGNORECASE)
    assert {agent: bool(names.search(agent)) for agent in agents} == agents


def test_home_is_a_page_and_a_search_needs_words():
    assert (is_page("/"), is_page("/en/"), is_page(""), is_page("*")) == (True, True, False, False)
    assert not is_search("/tim-kiem/", "")
