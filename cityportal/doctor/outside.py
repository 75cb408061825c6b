"""What citizens meet from outside: IPv6 (5.2), a valid certificate, and pages that answer (18.2).

Asks the network, so it runs only with `manage.py doctor --outside`, where the names are known.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from cityportal.doctor.finding import Finding, listed
from sites.directory import get_directory

TIMEOUT = 5  # seconds, for each question
AT_ONCE = 16
# What every portal has from its opening (4.4): the home page, the map for search engines, the feed.
PATHS = ("/", "/sitemap.xml", "/rss.xml")
# Errors after which nothing is known of addresses.
NAMELESS = frozenset({"resolver", "name"})


@dataclass(frozen=True)
class Answer:
    """What one host answered.

    Attributes:
        error: empty, "resolver" (no name server answered: this machine is offline), "name", "certificate", "silence".
        refused: pages that did not answer, with their status.
    """

    host: str
    has_ipv6: bool
    error: str
    refused: tuple[str, ...]


def ask(host: str) -> Answer:
    """Resolve a host, and fetch the pages that every portal has. At most three connections."""
    port = settings.PUBLIC_PORT
    try:
        families = {row[0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError as error:
        is_offline = error.errno == socket.EAI_AGAIN
        return Answer(host, has_ipv6=False, error="resolver" if is_offline else "name", refused=())
    has_ipv6, refused = socket.AF_INET6 in families, []
    try:
        for path in PATHS:
            status = fetch(host, port, path)
            if status != http.client.OK:
                refused.append(f"{path} ({status})")
    except ssl.SSLError:
        return Answer(host, has_ipv6, "certificate", ())
    except (OSError, http.client.HTTPException):
        return Answer(host, has_ipv6, "silence", ())
    return Answer(host, has_ipv6, "", tuple(refused))


def fetch(host: str, port: int, path: str) -> int:
    """Status of one page, over HTTPS with a certificate that browsers accept where the portals use it.

    Raises:
        OSError: no connection, or a certificate that does not hold (ssl.SSLError).
    """
    secure = settings.PUBLIC_SCHEME == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(host, port, timeout=TIMEOUT)
    try:
        connection.request("GET", path, headers={"User-Agent": "cityportal-doctor"})
        return connection.getresponse().status
    finally:
        connection.close()


def ask_all(hosts: Iterable[str], question: Callable[[str], Answer] = ask) -> list[Answer]:
    """Ask hosts, several at once, in their order."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(question, hosts))


def check_outside(question: Callable[[str], Answer] = ask) -> Iterator[Finding]:
    """Ask every portal that citizens can read."""
    answers = ask_all((one.host for one in get_directory().records if one.is_readable and one.host), question)
    yield from _finding(
        "outside_resolver",
        [answer.host for answer in answers if answer.error == "resolver"],
        _("No name server answers, so nothing is known of: %(names)s."),
        _("Run this where name servers can be reached."),
    )
    yield from _finding(
        "outside_name",
        [answer.host for answer in answers if answer.error == "name"],
        _("No name server knows: %(names)s."),
        _("Enter A and AAAA records for these names, or a wildcard for each level."),
    )
    yield from _finding(
        "outside_ipv6",
        [answer.host for answer in answers if answer.error not in NAMELESS and not answer.has_ipv6],
        _("No IPv6 address (AAAA record), which Article 5.2 asks for: %(names)s."),
        _("Enter AAAA records that lead to the IPv6 address of the web server."),
    )
    yield from _finding(
        "outside_certificate",
        [answer.host for answer in answers if answer.error == "certificate"],
        _("Browsers would refuse the certificate of: %(names)s."),
        _("A wildcard covers one level only: wards below a district need a name or a wildcard for each district."),
    )
    yield from _finding(
        "outside_silence",
        [answer.host for answer in answers if answer.error == "silence"],
        _("No answer from: %(names)s."),
        _("Look at the web server and its firewall, on IPv4 and IPv6."),
    )
    yield from _finding(
        "outside_pages",
        [f"{answer.host} {', '.join(answer.refused)}" for answer in answers if answer.refused],
        _("Pages that every portal has do not answer: %(names)s."),
        _("Open the address in a browser; the error stream of the application says what broke."),
    )


def _finding(code: str, names: list[str], problem: str, advice: str) -> Iterator[Finding]:
    if names:
        yield Finding(code, problem % {"names": listed(names)}, advice)


__all__ = ["NAMELESS", "Answer", "ask", "ask_all", "check_outside"]
