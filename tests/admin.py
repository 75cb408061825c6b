"""The admin as a person uses it: a browser that is signed in, the addresses of our screens, how a refusal looks."""

from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User


def browser(user: User) -> Client:
    """Signed in, on the admin's own host."""
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(user)
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"portals_admin:{name}", args=args)


def is_refused(response: HttpResponse) -> bool:
    """Sent home with a message, as Wagtail does everywhere."""
    return response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")


def is_shut(response: HttpResponse) -> bool:
    """Refused by the guard before there is a screen, or by the screen."""
    return response.status_code == 403 or is_refused(response)


def told(response: HttpResponse) -> str:
    """The messages that the next screen shows."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def errors_at(response: HttpResponse, field: str) -> str:
    """What a form that was not accepted says beside a field."""
    wrapper = BeautifulSoup(response.content, "html.parser").find(attrs={"name": field})
    found = wrapper.find_parent(class_="w-field__wrapper").find(class_="error-message") if wrapper else None
    return found.get_text(" ", strip=True) if found else ""
