"""Links of a submitted version are followed, and sources that are not official are seen."""

import csv

import pytest
from django.core.cache import cache

from home.contentcheck import link_checks
from home.contentcheck.link_checks import MAX_LINKS, broken_links_of, check_links
from home.contentcheck.outside_sources import HOSTS, source_of_host, source_of_url, sources_in
from home.contentcheck.page_checks import check_page, external_links
from home.models import NewsArticlePage
from home.tasks import follow_links
from tests.factories import CITY, make_article, make_portal
from tests.home.network import GOOD, answers


def test_what_was_found_is_kept_when_the_task_is_ended():
    class Ended(Exception):
        pass

    asked = answers({f"{GOOD}b": Ended()})
    with pytest.raises(Ended):
        check_links(1, [f"{GOOD}a", f"{GOOD}b", f"{GOOD}c"], send=asked)
    assert list(broken_links_of(1)) == [f"{GOOD}a"]


def test_at_most_twenty_links_are_followed():
    asked = []
    check_links(1, [f"{GOOD}{number}" for number in range(50)], send=lambda url: asked.append(url) or (200, ""))
    assert len(asked) == MAX_LINKS


@pytest.mark.django_db
def test_board_reads_which_links_of_the_version_are_dead():
    html = f'<p><a href="{GOOD}a">một</a> <a href="{GOOD}b">hai</a> <a href="mailto:a@b.vn">ba</a></p>'
    article = make_article(make_portal(CITY), published=False, body=[{"type": "paragraph", "value": html}])
    page = NewsArticlePage.objects.get(pk=article.pk)
    assert external_links(page) == [f"{GOOD}a", f"{GOOD}b"]
    check_links(page.latest_revision_id, external_links(page), send=answers({f"{GOOD}a": (200, "")}))
    (finding,) = check_page(page)
    assert (finding.code, f"{GOOD}b" in finding.message) == ("link_dead", True)
    page.save_revision(user=article.owner)
    assert broken_links_of(page.latest_revision_id) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("is_on", [True, False])
def test_links_are_followed_at_submission_where_it_is_switched_on(
    is_on, settings, monkeypatch, django_capture_on_commit_callbacks
):
    settings.CHECK_EXTERNAL_LINKS = is_on
    monkeypatch.setattr(link_checks, "request_head", answers({}))
    body = [{"type": "paragraph", "value": f'<p><a href="{GOOD}">một</a></p>'}]
    article = make_article(make_portal(CITY), published=False, body=body)
    with django_capture_on_commit_callbacks(execute=True):
        article.get_workflow().start(article, article.owner)
    assert bool(broken_links_of(article.latest_revision_id)) is is_on


@pytest.mark.django_db
def test_version_that_is_gone_is_no_error():
    assert follow_links(99999) == 0
    assert cache.get("broken-links:99999") is None


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
