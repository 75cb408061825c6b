"""What lines of the log in front of the caches say: literal lines, and the format that nginx writes."""

import io
import random
import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from exchange.access_log import LONGEST_LINE, is_page, is_search, lines_of, tally_of
from tests.exchange.access_log import DAY, hours, line

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


@pytest.mark.parametrize(("written", "expected"), LINES)
def test_line_counts_as(written, expected):
    assert counted(written) == expected


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
    assert whole.on(DAY)[OTHER] == (1, 0)


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


@pytest.mark.parametrize(
    ("agent", "is_robot"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36", False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile Safari/604.1", False),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", False),
        ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", True),
        ("Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)", True),
        ("curl/8.5.0", True),
        ("python-requests/2.32", True),
    ],
)  # fmt: skip
def test_programs_that_say_so_are_told_from_people(agent, is_robot):
    names = re.search(r'"~\*(.+)" robot;', NGINX.read_text())[1]
    assert bool(re.search(names, agent, re.IGNORECASE)) == is_robot


def test_home_is_a_page_and_a_search_needs_words():
    assert (is_page("/"), is_page("/en/"), is_page(""), is_page("*")) == (True, True, False, False)
    assert not is_search("/tim-kiem/", "")
