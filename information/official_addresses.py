"""Addresses in the national database of legal documents and in the Gazette (Regulation 13.1.e). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What browsers and Python read in the same way: a backslash ends the name of a host in the former alone, and blanks
# and signs in it are refused, left out or kept.
_HOST: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_NOT_IN_ADDRESSES: Final = re.compile(r'[\s\x00-\x1f\x7f\\<>"]')


def address_fault(address: str, *, hosts: Collection[str]) -> Promise | None:
    """What is wrong with an address; None: nothing.

    Args:
        hosts: on which, or below which, it must stand; empty: on any.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removesuffix(".")
        # Raises too: beyond the last port there is.
        is_readable = parts.port != 0 and not _NOT_IN_ADDRESSES.search(address)
    except ValueError:
        return _("This is no address.")
    if not is_readable or (host and not _HOST.fullmatch(host)):
        return _("This is no address.")
    if parts.scheme != "https" or not host or parts.username is not None or parts.password is not None:
        return _("Enter an address that begins with https:// and names no account.")
    if hosts and not any(host == known or host.endswith(f".{known}") for known in hosts):
        return _("This is no address of the official source. Its hosts are set by the operator.")
    return None
