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
from participation.contribution import admin_urls as contribution_urls
from participation.dialogue import admin_urls as dialogue_urls
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
        path("live-questions/", include(dialogue_urls)),
        path("ratings/", include(rating_urls)),
        path("contributions/", include(contribution_urls)),
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


class HandlingMenuItem(MenuItem):
    """For those who handle what citizens send to a portal: comments on drafts, contributions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(handling_portals(request.user, on=timezone.localdate()))


@hooks.register("register_admin_menu_item")
def register_comments_menu_item() -> MenuItem:
    return HandlingMenuItem(
        pgettext_lazy("admin menu", "Comments on drafts"),
        reverse_lazy("comments:drafts"),
        name="comments-on-drafts",
        icon_name="comment",
        order=61,
    )


@hooks.register("register_admin_menu_item")
def register_contributions_menu_item() -> MenuItem:
    return HandlingMenuItem(
        pgettext_lazy("admin menu", "Contributions"),
        reverse_lazy("contributions:inbox"),
        name="contributions",
        icon_name="upload",
        order=63,
    )


@hooks.register("register_admin_menu_item")
def register_live_questions_menu_item() -> MenuItem:
    return HandlingMenuItem(
        pgettext_lazy("admin menu", "Live questions"),
        reverse_lazy("live_questions_desk:events"),
        name="live-questions",
        icon_name="comment",
        order=62,
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
