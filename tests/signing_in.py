"""Signing in as a step that is remembered (`tests.remembering`): what a test builds after it is found again."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.test.client import ClientMixin

from accounts.models import User
from tests.remembering import remembered

force_login = ClientMixin.force_login


def remember_sign_ins() -> None:
    """Let `Client.force_login` write again what it wrote for the same person."""
    ClientMixin.force_login = _force_login


def _force_login(client: Any, user: User, backend: str | None = None) -> None:
    if backend is not None or client.cookies:
        return force_login(client, user, backend)
    session_key, user.last_login = _sign_in(user)
    # Django's own way of signing in, which ours takes the place of.
    user.backend = client._get_backend()
    # As Django does it after a sign-in.
    client._set_login_cookies(SimpleNamespace(session=SimpleNamespace(session_key=session_key)))
    return None


@remembered
def _sign_in(user: User) -> tuple[str, datetime | None]:
    client = Client()
    force_login(client, user)
    return client.session.session_key, user.last_login
