"""Roles and seats, read once for a request."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from members.access.roles import keep_role_sets
from sites.middleware import GetResponse


class RolesMiddleware:
    """Keeps what a person is while a request is answered. Stands after `PortalMiddleware`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with keep_role_sets():
            return self.get_response(request)
