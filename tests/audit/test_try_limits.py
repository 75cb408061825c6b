"""Who is counted together, and until when."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.client_address import client_address, plain_address
from audit.throttling import count_key, free_again_at, network_of, normalised_name


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::1", "::/64"),
    ],
)
def test_network_of_an_address(address, network):
    assert network_of(address) == network


@pytest.mark.parametrize("typed", ["lan.nguyen", "LAN.Nguyen", " lan.nguyen ", "ｌａｎ.nguyen"])
def test_name_is_the_same_however_it_is_typed(typed):
    assert normalised_name(typed) == "lan.nguyen"


def test_no_two_counts_are_written_alike():
    written = {
        count_key("sign_in", network="203.0.113.9", name=None),
        count_key("sign_in", network="203.0.113.9", name=""),
        count_key("sign_in", network="203.0.113.9", name="null"),
        count_key("sign_in", network="", name="203.0.113.9"),
        count_key("sign_in", network='203.0.113.9", "lan', name=""),
        count_key("new_password", network="203.0.113.9", name=None),
    }
    assert len(written) == 6


@pytest.mark.parametrize(
    ("since", "until"), [((9, 0, 0), (9, 15)), ((9, 0, 1), (9, 16)), ((9, 59, 59), (10, 15)), ((23, 50, 0), (0, 5))]
)
def test_time_that_is_told_is_never_too_early(since, until):
    told = free_again_at(datetime(2026, 3, 2, *since, tzinfo=UTC), period=timedelta(minutes=15))
    assert (told.hour, told.minute, told.second) == (*until, 0)


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "address"),
    [
        ("203.0.113.9", "", 0, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", 0, "203.0.113.9"),
        ("10.0.0.2", "203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.2", "1.1.1.1, 203.0.113.9", 1, "203.0.113.9"),
        ("10.0.0.2", "1.1.1.1, 203.0.113.9, 10.0.0.3", 2, "203.0.113.9"),
        ("10.0.0.2", "", 1, "10.0.0.2"),
        ("10.0.0.2", "203.0.113.9", 5, "203.0.113.9"),
        ("2001:db8::1", "", 0, "2001:db8::1"),
        ("10.0.0.2", "[2001:db8::1]:4711", 1, "2001:db8::1"),
        ("10.0.0.2", "203.0.113.9:4711", 1, "203.0.113.9"),
        ("::ffff:203.0.113.9", "", 0, "203.0.113.9"),
        ("fe80::1%eth0", "", 0, "fe80::1"),
        ("", "", 0, None),
        ("10.0.0.2", "<script>", 1, None),
        ("unix:", "", 0, None),
    ],
)
def test_address_of_the_client(remote, forwarded, proxies, address):
    assert client_address(remote, forwarded, proxies=proxies) == address


def test_address_is_written_in_one_way():
    assert plain_address("::1.2.3.4") == plain_address("::102:304") == "::102:304"
    assert plain_address("::ffff:1.2.3.4") == "1.2.3.4"
