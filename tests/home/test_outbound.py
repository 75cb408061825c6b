"""Requests to addresses that people typed are bounded, and none goes to a machine of our own network."""

import itertools
import socket
import time
from contextlib import contextmanager, suppress
from threading import Event, Thread

import pytest

from home.outbound import client
from home.outbound.client import link_error, request_head
from home.outbound.connections import ForbiddenAddress, is_public, public_address
from tests.home.network import GOOD, answers


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::7f00:1", "fec0::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_never_asked(address, monkeypatch):
    assert not is_public(address)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", (address, 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *args: pytest.fail("asked"))
    with pytest.raises(ForbiddenAddress):
        request_head("http://nhin-nhu-cong-khai.example/")


@pytest.mark.parametrize("address", ["8.8.8.8", "203.162.0.11", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_addresses_may_be_asked(address):
    assert is_public(address)


def test_host_with_one_private_address_is_refused(monkeypatch):
    rows = [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: rows)
    with pytest.raises(ForbiddenAddress):
        public_address("hai-mat.example", 80, deadline=time.monotonic() + 5)


def test_connection_goes_to_the_address_that_was_checked(monkeypatch):
    asked = []

    def connect(where, timeout):
        asked.append((where, timeout))
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", ("8.8.8.8", 80))])
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(ConnectionRefusedError):
        request_head("http://cong.example/")
    ((where, timeout),) = asked
    assert where == ("8.8.8.8", 80)
    assert 0 < timeout <= client.REQUEST_TIMEOUT


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
    monkeypatch.setattr(client, "REQUEST_TIMEOUT", 0.3)
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
            request_head("http://nho-giot.example/")
        # One every 20 milliseconds: a step of 300 has room for fifteen.
        assert len(given) < 100


def test_name_server_that_is_silent_holds_nobody_longer_than_a_step(monkeypatch):
    asked = Event()
    monkeypatch.setattr(client, "REQUEST_TIMEOUT", 0.1)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: asked.wait(10))
    with pytest.raises(TimeoutError):
        request_head("http://im-lang.example/")
    asked.set()


def test_server_that_answers_at_once_is_read(monkeypatch):
    ours, theirs = socket.socketpair()
    theirs.sendall(b"HTTP/1.1 302 Found\r\nLocation: /moi\r\n\r\n")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [(0, 0, 0, "", ("8.8.8.8", 80))])
    monkeypatch.setattr(socket, "create_connection", lambda where, timeout: ours)
    with theirs:
        assert request_head("http://nhanh.example/cu?a=1") == (302, "/moi")
        assert theirs.recv(1000).startswith(b"HEAD /cu?a=1 HTTP/1.1\r\nHost: nhanh.example\r\n")


@pytest.mark.parametrize("status", [405, 501])
def test_server_that_does_not_know_head_is_asked_for_the_page(status, monkeypatch):
    asked = []

    def answer(method, url, *, deadline):
        asked.append(method)
        return (status, "") if method == "HEAD" else (404, "")

    monkeypatch.setattr(client, "_request", answer)  # what a server answers to each method
    assert request_head("http://cu-ky.example/") == (404, "")
    assert asked == ["HEAD", "GET"]


@pytest.mark.parametrize(
    "url", ["ftp://a.vn/", "file:///etc/passwd", "http://a.vn:6379/", "gopher://a.vn", "http:///x"]
)
def test_other_schemes_and_ports_are_refused(url):
    with pytest.raises(ForbiddenAddress):
        request_head(url)


@pytest.mark.parametrize("status", [200, 204, 301, 401, 403, 405, 429])
def test_sites_that_are_there_are_left_alone(status):
    assert link_error(GOOD, send=answers({GOOD: (status, "")})) == ""


@pytest.mark.parametrize(
    "answer",
    [(404, ""), (410, ""), (500, ""), TimeoutError(), socket.gaierror(), ConnectionRefusedError(), ForbiddenAddress()],
)
def test_what_is_wrong_has_a_reason(answer):
    assert link_error(GOOD, send=answers({GOOD: answer}))


def test_redirects_are_followed_by_the_same_rule_and_not_for_ever():
    private = "http://127.0.0.1/"
    assert link_error(GOOD, send=answers({GOOD: (302, "/moi"), f"{GOOD}moi": (200, "")})) == ""
    assert link_error(GOOD, send=answers({GOOD: (302, private), private: ForbiddenAddress()}))
    assert link_error(GOOD, send=answers({GOOD: (302, GOOD)}))
