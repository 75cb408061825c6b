"""What a hostname of a portal is made of: labels of letters a–z, digits and hyphens. Pure."""

from __future__ import annotations

import re
from typing import Final

from formats.vietnamese.text import slug
from sites.hostnames.refusals import HostnameRefused

LABEL_LIMIT: Final = 63  # RFC 1035, section 2.3.4: octets of a label
HOST_LIMIT: Final = 253  # the same section: 255 octets with the lengths, 253 characters as written


def check_syntax(host: str) -> None:
    """Refuse what is not a hostname of letters a–z, digits and hyphens.

    Raises:
        HostnameRefused: with the first reason that applies.
    """
    if not host:
        raise HostnameRefused("empty")
    if re.search(r"[\s/:@?#]", host):
        raise HostnameRefused("not_a_name", host=host)
    labels = host.split(".")
    if "" in labels:
        raise HostnameRefused("empty_label", host=host)
    if not host.isascii():
        strange = "".join(dict.fromkeys(character for character in host if not character.isascii()))
        raise HostnameRefused("not_ascii", characters=strange, suggestion=".".join(map(slug, labels)))
    if host != host.lower():
        raise HostnameRefused("upper_case", suggestion=host.lower())
    for label in labels:
        check_label(label)
    if len(host) > HOST_LIMIT:
        raise HostnameRefused("host_too_long", length=len(host), limit=HOST_LIMIT)


def check_label(label: str) -> None:
    """The same of one label.

    Raises:
        HostnameRefused: with the first reason that applies.
    """
    strange = "".join(dict.fromkeys(re.findall(r"[^a-z0-9-]", label)))
    if strange:
        raise HostnameRefused("bad_character", label=label, characters=strange)
    if label.startswith("xn--"):
        raise HostnameRefused("idn", label=label)
    if label.startswith("-") or label.endswith("-"):
        raise HostnameRefused("hyphen_edge", label=label)
    if "--" in label:
        raise HostnameRefused("double_hyphen", label=label)
    if label.isdecimal():
        raise HostnameRefused("only_digits", label=label)
    if len(label) > LABEL_LIMIT:
        raise HostnameRefused("label_too_long", label=label, length=len(label), limit=LABEL_LIMIT)
