"""Newspapers and social networks are seen in addresses and texts, and nothing that only looks like them (13.1.d)."""

import csv

import pytest

from home.contentcheck.outside_sources import HOSTS, source_of_host, source_of_url, sources_in


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://tuoitre.vn/tin-123.htm", "Tuổi Trẻ"),
        ("https://www.facebook.com/phuongbennghe", "Facebook"),
        ("https://M.Facebook.COM:443/x?y=1", "Facebook"),
        ("//youtu.be/abc", "YouTube"),
        ("https://x.com/hcmc", "X"),
        ("https://user@zalo.me/123", "Zalo"),
        ("https://vnexpress.net./x", "VnExpress"),
    ],
)
def test_address_of_a_source_is_seen(url, name):
    assert source_of_url(url).name == name


@pytest.mark.parametrize(
    "url",
    [
        "https://hochiminhcity.gov.vn/facebook.com",
        "https://box.com/x.com",
        "https://tuoitre.vn.example.org/",
        "https://chinhphu.vn",
        "https://[broken",
        "mailto:a@facebook.com",
        "",
    ],
)
def test_other_addresses_are_left_alone(url):
    assert source_of_url(url) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Theo tuoitre.vn, sáng nay", ["Tuổi Trẻ"]),
        ("(vnexpress.net).", ["VnExpress"]),
        ("Theo VnExpress và báo Thanh Niên", ["VnExpress", "Thanh Niên"]),
        ("xem FACEBOOK của phường, video trên YouTube", ["Facebook", "YouTube"]),
        ("www.tiktok.com/@abc", ["TikTok"]),
    ],
)
def test_source_named_in_a_text_is_seen(text, names):
    assert [source.name for source in sources_in(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn Thanh niên phường và người lao động",
        "tuổi trẻ Thành phố chung sức; ngày hội dân trí",
        "thư gửi về abc@vnexpress.net",
        "max.com, linux.com, netflix.com, fedex.com",
        "facebooker, zalopay, antiktok",
        "xtuoitre.vn và tuoitre.vnx",
        "tuoitre.vn.example.org",
    ],
)
def test_words_that_only_look_like_a_source_are_left_alone(text):
    assert sources_in(text) == []


def test_hosts_are_written_once_in_lower_case_with_their_source():
    with HOSTS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    hosts = [row["host"] for row in rows]
    assert len(hosts) == len(set(hosts))
    assert all(host == host.lower() and "." in host and not host.startswith("www.") for host in hosts)
    assert {row["kind"] for row in rows} == {"press", "social"}
    assert all(row["name"] and row["source"] for row in rows)


def test_longest_host_wins_over_nothing():
    assert source_of_host("a.b.dantri.com.vn").name == "Dân trí"
    assert source_of_host("com.vn") is None
