"""Registration only."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from participation import admin_urls
from participation.consultation.permissions import handling_portals
from participation.permissions import kept_registers
from participation.rating import admin_urls as rating_urls
from participation.views import comment_urls


class RegisterMenuItem(MenuItem):
    """For those who keep a register."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(kept_registers(request.user, on=timezone.localdate()))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    return [
        path("data-requests/", include(admin_urls)),
        path("comments-on-drafts/", include(comment_urls)),
        path("ratings/", include(rating_urls)),
    ]


@hooks.register("register_reports_menu_item")
def register_requests_menu_item() -> MenuItem:
    return RegisterMenuItem(
        pgettext_lazy("admin menu", "Requests about personal data"),
        reverse_lazy("data_requests:register"),
        name="data-requests",
        icon_name="user",
        order=107,
    )


class CommentsMenuItem(MenuItem):
    """For those who handle comments on drafts."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(handling_portals(request.user, on=timezone.localdate()))


@hooks.register("register_admin_menu_item")
def register_comments_menu_item() -> MenuItem:
    return CommentsMenuItem(
        pgettext_lazy("admin menu", "Comments on drafts"),
        reverse_lazy("comments:drafts"),
        name="comments-on-drafts",
        icon_name="comment",
        order=61,
    )


@hooks.register("register_reports_menu_item")
def register_page_feedback_menu_item() -> MenuItem:
    return RegisterMenuItem(
        pgettext_lazy("admin menu", "Pages that did not help"),
        reverse_lazy("ratings_admin:pages"),
        name="page-feedback",
        icon_name="comment",
        order=108,
    )
