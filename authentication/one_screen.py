"""Redirects of persons to the one screen that opens to them until they have done what it asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from accounts.models import User
from adminviews.scripts import is_script
from authentication.session_time import OPENED
from sites.middleware import ADMIN_PREFIX

# What such a screen is drawn with, and the ways out.
AROUND_A_SCREEN: Final = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtail_localize:javascript_catalog",
    }
)


class OneScreenMiddleware:
    """Leads persons to one screen until they have done what it asks; a subclass says which screen, and whom."""

    screen: ClassVar[str]
    # Views that are answered meanwhile, by their names.
    open_meanwhile: ClassVar[frozenset[str]] = AROUND_A_SCREEN
    # Whether the address of the screen says where the person wanted to go.
    keeps_next: ClassVar[bool] = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def is_held(self, request: HttpRequest, person: User) -> bool:
        """Whether the screen alone opens to the person of a request."""
        raise NotImplementedError

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer in the place of the view where the person has to do something first.

        Raises:
            PermissionDenied: to what is no step of a person to a screen: scripts, forms that were open, files.
        """
        person, match = signed_in_person(request), request.resolver_match
        if person is None or match is None or match.view_name in self.open_meanwhile:
            return None
        if not self.is_held(request, person):
            return None
        return lead_to(self.screen, request, keep_next=self.keeps_next)


def signed_in_person(request: HttpRequest) -> User | None:
    """Return the person who is signed in; nobody on hosts of portals, which have no sessions."""
    portal = request.portal  # type: ignore[attr-defined]  # set by PortalMiddleware
    if portal is not None or not request.path_info.startswith(OPENED):
        return None
    return request.user if isinstance(request.user, User) else None


def lead_to(screen: str, request: HttpRequest, *, keep_next: bool = False) -> HttpResponse:
    """Lead a person who asks for another screen to this one.

    Args:
        keep_next: whether the address says where the person wanted to go.

    Raises:
        PermissionDenied: to what is no step of a person to a screen: scripts, forms that were open, files.
    """
    if request.method != "GET" or not request.path_info.startswith(ADMIN_PREFIX) or is_script(request):
        raise PermissionDenied
    response = redirect(screen)
    if keep_next and request.path_info != ADMIN_PREFIX:
        query = QueryDict(mutable=True)
        query["next"] = request.get_full_path()
        response["Location"] += f"?{query.urlencode(safe='/')}"
    return response
