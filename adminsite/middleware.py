"""The guard before the admin, as middleware."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.datastructures import MultiValueDictKeyError

from adminsite.guard import check_admin_request
from adminviews.scripts import mark_script
from members.access.scope import asking
from members.groups import bring_in_step
from sites.middleware import ADMIN_PREFIX, GetResponse


class AdminGuardMiddleware:
    """Asks the guard before every view of the admin, and lets no browser keep an answer. Stands after authentication.

    Wagtail forbids keeping for its own views only: not for those that we serve in their place, nor for refusals.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ADMIN_PREFIX):
            return self.get_response(request)
        mark_script(request)
        with asking(request):
            response = self.get_response(request)
        add_never_cache_headers(response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Refuse what no rule allows; give the person the rights of the day first.

        Raises:
            PermissionDenied: see `adminsite.guard`.
        """
        if request.path_info.startswith(ADMIN_PREFIX):
            if request.user.is_authenticated:
                # The admin runs in the time of the city, whatever zone is stored for a person: roles, seats and
                # delegations begin and end with a day, and Wagtail would make it another day for whoever chooses
                # another zone. One query, which Wagtail's own look at the profile then need not ask.
                profile = getattr(request.user, "wagtail_userprofile", None)
                if profile is not None:
                    profile.current_time_zone = ""
                bring_in_step(request.user, request.session, on=timezone.localdate())
            check_admin_request(request, kwargs)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """A form without a field that Wagtail reads unasked, a number that no database counts, a day that no calendar
        has and data in data without an end are bad requests, not failures of ours. A page that a list does not have is
        not found.

        Raises:
            BadRequest: see above.
            Http404: see above.
        """
        if not request.path_info.startswith(ADMIN_PREFIX):
            return
        if isinstance(exception, InvalidPage):
            raise Http404 from exception
        if isinstance(exception, (MultiValueDictKeyError, OverflowError)):
            raise BadRequest(str(exception)) from exception
        if isinstance(exception, RecursionError) and request.content_type == "application/json":
            raise BadRequest from exception
