"""A second factor in tests: a key that everybody knows, its codes, and a session that gave one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from authentication.second_factor.actions import switch_on
from authentication.second_factor.session import mark_verified
from authentication.totp import code_of, step_at
from tests.admin import browser

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(at: datetime | None = None, *, steps: int = 0) -> str:
    """What the app shows at a moment, or so many steps of half a minute later."""
    return code_of(KEY, step=step_at(at or timezone.now()) + steps)


def give_second_factor(user: User, *, at: datetime | None = None) -> list[str]:
    """Switched on a while ago, so that the code of now is not used yet. Returns the backup codes."""
    at = at or timezone.now() - timedelta(minutes=10)
    return switch_on(user, key=KEY, typed=code_at(at), at=at)


def give_password(user: User, *, client: Client | None = None, **fields: str) -> Client:
    """The first step of signing in, on the admin's own host."""
    client = client or Client(headers={"host": settings.ADMIN_HOST})
    sent = {"username": user.username, "password": "pass", "next": "/admin/"} | fields
    assert client.post(reverse("wagtailadmin_login"), sent).status_code == 302
    return client


def give_code(client: Client, code: str) -> HttpResponse:
    """The second step."""
    return client.post(reverse("sign_in_code"), {"code": code})


def verified_browser(user: User) -> Client:
    """Signed in with both."""
    client = browser(user)
    session = client.session
    mark_verified(session, user)
    session.save()
    return client
