"""What citizens meet from outside: IPv6 (5.2), a certificate that is valid for some time, and pages that answer (18.2).

Asks the network, so it runs only with `manage.py doctor --outside`, where the names are known.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cityportal.doctor.finding import Finding, listed
from sites.directory import get_directory

TIMEOUT = 5  # seconds, for each question
AT_ONCE = 16
# What every portal has from its opening (4.4): the home page, the map for search engines, the feed.
PATHS = ("/", "/sitemap.xml", "/rss.xml")
# Errors after which nothing is known of addresses.
NAMELESS = frozenset({"resolver", "name"})
# How long before its end a certificate has to be renewed: authorities whose certificates hold 90 days do so at 30.
RENEWED_BEFORE: Final = timedelta(days=14)


class Fetched(NamedTuple):
    """The answer to a request for one page.

    Attributes:
        certificate_ends: None: without HTTPS.
    """

    status: int
    certificate_ends: datetime | None


@dataclass(frozen=True)
class Answer:
    """What one host answered.

    Attributes:
        error: empty, "resolver" (no name server answered: this machine is offline), "name", "certificate", "silence".
        refused: pages that did not answer, with their status.
        certificate_ends: None: nobody saw one.
    """

    host: str
    has_ipv6: bool
    error: str
    refused: tuple[str, ...]
    certificate_ends: datetime | None = None

    def must_be_renewed(self, *, at: datetime) -> bool:
        """Whether the certificate ends soon."""
        return self.certificate_ends is not None and self.certificate_ends < at + RENEWED_BEFORE


def ask(host: str) -> Answer:
    """Resolve a host, and fetch the pages that every portal has. At most three connections."""
    port = settings.PUBLIC_PORT
    try:
        families = {row[0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError as error:
        is_offline = error.errno == socket.EAI_AGAIN
        return Answer(host, has_ipv6=False, error="resolver" if is_offline else "name", refused=())
    has_ipv6, refused, ends = socket.AF_INET6 in families, [], None
    try:
        for path in PATHS:
            status, ends = fetch(host, port, path)
            if status != HTTPStatus.OK:
                refused.append(f"{path} ({status})")
    except ssl.SSLError:
        return Answer(host, has_ipv6, "certificate", ())
    except (OSError, http.client.HTTPException):
        return Answer(host, has_ipv6, "silence", ())
    return Answer(host, has_ipv6, "", tuple(refused), ends)


def fetch(host: str, port: int, path: str) -> Fetched:
    """Ask for one page, over HTTPS with a certificate that browsers accept where the portals use it.

    Raises:
        OSError: no connection, or a certificate that does not hold (ssl.SSLError).
    """
    secure = settings.PUBLIC_SCHEME == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(host, port, timeout=TIMEOUT)
    try:
        connection.request("GET", path, headers={"User-Agent": "cityportal-doctor"})
        # Read before the answer, which may take the connection away.
        ends = _certificate_ends(connection.sock)
        return Fetched(connection.getresponse().status, ends)
    finally:
        connection.close()


def _certificate_ends(connected: Any) -> datetime | None:
    if not isinstance(connected, ssl.SSLSocket):
        return None
    seconds = ssl.cert_time_to_seconds(str((connected.getpeercert() or {})["notAfter"]))
    return datetime.fromtimestamp(seconds, tz=UTC)


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
    now = timezone.now()
    yield from _finding(
        "outside_certificate_ends",
        [_with_end(answer) for answer in answers if answer.must_be_renewed(at=now)],
        _("The certificate ends soon of: %(names)s."),
        _("Renew it, and see that what renews it by itself runs; then have the web server read it."),
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


def _with_end(answer: Answer) -> str:
    ends = answer.certificate_ends
    return f"{answer.host} ({date_format(timezone.localtime(ends), 'SHORT_DATE_FORMAT')})" if ends else answer.host


def _finding(code: str, names: list[str], problem: str, advice: str) -> Iterator[Finding]:
    if names:
        yield Finding(code, problem % {"names": listed(names)}, advice)


__all__ = ["NAMELESS", "Answer", "Fetched", "ask", "ask_all", "check_outside"]
