"""Links of a submitted version are followed within bounds, and our server never asks machines of its own network."""

import csv
import itertools
import socket
import time
from contextlib import contextmanager, suppress
from threading import Event, Thread

import pytest
from django.core.cache import cache

from home.contentcheck import link_checks
from home.contentcheck.link_checks import (
    MAX_LINKS,
    LinkRefused,
    ask_once,
    broken_links_of,
    check_links,
    is_public,
    public_address,
    reason_of,
)
from home.contentcheck.outside_sources import HOSTS, source_of_host, source_of_url, sources_in
from home.contentcheck.page_checks import check_page, external_links
from home.models import NewsArticlePage
from home.tasks import follow_links
from tests.factories import CITY, make_article, make_portal

GOOD = "https://chinhphu.vn/"


def answers(table):
    """A network of its own: what each address answers."""

    def ask(url):
        answer = table.get(url, (404, ""))
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_never_asked(address, monkeypatch):
    assert not is_public(address)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", (address, 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *args: pytest.fail("asked"))
    with pytest.raises(LinkRefused):
        ask_once("http://nhin-nhu-cong-khai.example/")


@pytest.mark.parametrize("address", ["8.8.8.8", "203.162.0.11", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_addresses_may_be_asked(address):
    assert is_public(address)


def test_host_with_one_private_address_is_refused(monkeypatch):
    rows = [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)
    with pytest.raises(LinkRefused):
        public_address("hai-mat.example", 80, end=time.monotonic() + 5)


def test_connection_goes_to_the_address_that_was_checked(monkeypatch):
    asked = []

    def connect(where, timeout):
        asked.append((where, timeout))
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", ("8.8.8.8", 80))])
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        ask_once("http://cong.example/")
    ((where, timeout),) = asked
    assert where == ("8.8.8.8", 80)
    assert 0 < timeout <= link_checks.STEP_SECONDS


@contextmanager
def dripping(text, monkeypatch):
    """A server that gives one letter after the other, for as long as somebody listens. Yields the letters given."""
    given: list[bytes] = []

    def drip():
        with suppress(OSError):
            for letter in itertools.cycle(text):
                theirs.sendall(letter)
                given.append(letter)
                time.sleep(0.02)

    ours, theirs = socket.socketpair()
    monkeypatch.setattr(link_checks, "STEP_SECONDS", 0.3)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", ("8.8.8.8", 80))])
    monkeypatch.setattr(socket, "create_connection", lambda where, timeout: ours)
    thread = Thread(target=drip)
    thread.start()
    yield given
    for end in (ours, theirs):
        end.close()
    thread.join()


@pytest.mark.parametrize("text", [b"HTTP/1.1 200 OK" + b"K" * 10_000, b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_server_that_drips_holds_nobody_longer_than_a_step(text, monkeypatch):
    with dripping([bytes([letter]) for letter in text], monkeypatch) as given:
        with pytest.raises(TimeoutError):
            ask_once("http://nho-giot.example/")
        # One every 20 milliseconds: a step of 300 has room for fifteen.
        assert len(given) < 100


def test_name_server_that_is_silent_holds_nobody_longer_than_a_step(monkeypatch):
    asked = Event()
    monkeypatch.setattr(link_checks, "STEP_SECONDS", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: asked.wait(10))
    with pytest.raises(TimeoutError):
        ask_once("http://im-lang.example/")
    asked.set()


def test_server_that_answers_at_once_is_read(monkeypatch):
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 302 Found\r\nLocation: /moi\r\n\r\n")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", ("8.8.8.8", 80))])
    monkeypatch.setattr(socket, "create_connection", lambda where, timeout: ours)
    with theirs:
        assert ask_once("http://nhanh.example/cu?a=1") == (302, "/moi")
        assert theirs.recv(1000).startswith(b"HEAD /cu?a=1 HTTP/1.1\r\nHost: nhanh.example\r\n")


@pytest.mark.parametrize("status", [405, 501])
def test_server_that_does_not_know_head_is_asked_for_the_page(status, monkeypatch):
    asked = []

    def answer(method, url, *, end):
        asked.append(method)
        return (status, "") if method == "HEAD" else (404, "")

    monkeypatch.setattr(link_checks, "_ask", answer)  # what a server answers to each method
    assert ask_once("http://cu-ky.example/") == (404, "")
    assert asked == ["HEAD", "GET"]


def test_what_was_found_is_kept_when_the_task_is_ended():
    class Ended(Exception):
        pass

    asked = answers({f"{GOOD}b": Ended()})
    with pytest.raises(Ended):
        check_links(1, [f"{GOOD}a", f"{GOOD}b", f"{GOOD}c"], ask=asked)
    assert list(broken_links_of(1)) == [f"{GOOD}a"]


@pytest.mark.parametrize(
    "url", ["ftp://a.vn/", "file:///etc/passwd", "http://a.vn:6379/", "gopher://a.vn", "http:///x"]
)
def test_other_schemes_and_ports_are_refused(url):
    with pytest.raises(LinkRefused):
        ask_once(url)


@pytest.mark.parametrize("status", [200, 204, 301, 401, 403, 405, 429])
def test_sites_that_are_there_are_left_alone(status):
    assert reason_of(GOOD, ask=answers({GOOD: (status, "")})) == ""


@pytest.mark.parametrize(
    "answer",
    [(404, ""), (410, ""), (500, ""), TimeoutError(), socket.gaierror(), ConnectionRefusedError(), LinkRefused()],
)
def test_what_is_wrong_has_a_reason(answer):
    assert reason_of(GOOD, ask=answers({GOOD: answer}))


def test_redirects_are_followed_by_the_same_rule_and_not_for_ever():
    private = "http://127.0.0.1/"
    assert reason_of(GOOD, ask=answers({GOOD: (302, "/moi"), f"{GOOD}moi": (200, "")})) == ""
    assert reason_of(GOOD, ask=answers({GOOD: (302, private), private: LinkRefused()}))
    assert reason_of(GOOD, ask=answers({GOOD: (302, GOOD)}))


def test_at_most_twenty_links_are_followed():
    asked = []
    check_links(1, [f"{GOOD}{number}" for number in range(50)], ask=lambda url: asked.append(url) or (200, ""))
    assert len(asked) == MAX_LINKS


@pytest.mark.django_db
def test_board_reads_which_links_of_the_version_are_dead():
    html = f'<p><a href="{GOOD}a">một</a> <a href="{GOOD}b">hai</a> <a href="mailto:a@b.vn">ba</a></p>'
    article = make_article(make_portal(CITY), published=False, body=[{"type": "paragraph", "value": html}])
    page = NewsArticlePage.objects.get(pk=article.pk)
    assert external_links(page) == [f"{GOOD}a", f"{GOOD}b"]
    check_links(page.latest_revision_id, external_links(page), ask=answers({f"{GOOD}a": (200, "")}))
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
    monkeypatch.setattr(link_checks, "ask_once", answers({}))
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
