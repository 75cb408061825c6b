"""From which address somebody acts: what our own proxies saw, never what the client wrote."""

import pytest

from audit.client_address import client_address, plain_address


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
