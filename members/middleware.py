"""Roles and seats, read once for a request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from members.access.standing import hold_standings
from sites.middleware import GetResponse


class RolesMiddleware:
    """Keeps what a person is while a request is answered. Stands after `PortalMiddleware`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with hold_standings():
            return self.get_response(request)
