"""Addresses in the national database of legal documents and in the Gazette (Regulation 13.1.e). Pure."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def address_fault(address: str, *, hosts: Collection[str]) -> Promise | None:
    """What is wrong with an address; None: nothing.

    Args:
        hosts: on which, or below which, it must stand; empty: on any.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return _("This is no address.")
    if parts.scheme != "https" or not host or parts.username is not None:
        return _("Enter an address that begins with https:// and names no account.")
    if hosts and not any(host == known or host.endswith(f".{known}") for known in hosts):
        return _("This is no address of the official source. Its hosts are set by the operator.")
    return None
