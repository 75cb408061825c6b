"""Home pages of portals and the sign-in of the admin, requested within this process."""

from __future__ import annotations

import re
import secrets
from html import unescape
from http import HTTPStatus
from typing import Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from accounts.models import User
from sites.directory import get_directory

_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DRILL_ACCOUNT: Final = "drill-of-a-restore"


def home_titles() -> dict[str, str]:
    """Title of the home page of each portal that citizens can read, by host; the status where it does not answer."""
    return {
        record.host: home_title(record.host) for record in get_directory().records if record.is_readable and record.host
    }


def home_title(host: str) -> str:
    response = _client(host).get("/", secure=_is_secure())
    if response.status_code != HTTPStatus.OK:
        return str(response.status_code)
    found = _TITLE.search(response.content.decode())
    return unescape(found.group(1)).strip() if found else ""


def can_sign_in() -> bool:
    """Whether a new account with a password can sign in. Writes the account: for restored copies alone."""
    password = secrets.token_urlsafe()
    User.objects.create_superuser(username=_DRILL_ACCOUNT, email="", password=password)
    client = _client(settings.ADMIN_HOST)
    entered = {"username": _DRILL_ACCOUNT, "password": password}
    response = client.post(reverse("wagtailadmin_login"), entered, secure=_is_secure())
    return response.status_code == HTTPStatus.FOUND and SESSION_KEY in client.session


def _client(host: str) -> Client:
    return Client(raise_request_exception=False, headers={"host": host})


def _is_secure() -> bool:
    return bool(settings.PUBLIC_SCHEME == "https")
