"""Registration only."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from participation.consultation import admin_urls as comment_urls
from participation.contribution import admin_urls as contribution_urls
from participation.contribution.checks import has_unpublished_contribution
from participation.data_requests import admin_urls as data_request_urls
from participation.dialogue import admin_urls as dialogue_urls
from participation.permissions import board_portals, handling_portals
from participation.rating import admin_urls as rating_urls


class RegisterMenuItem(MenuItem):
    """For those who keep a register."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(board_portals(request.user, on=timezone.localdate()))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    return [
        path("data-requests/", include(data_request_urls)),
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


@hooks.register("before_copy_page")
def refuse_copy_of_contribution(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Copy no draft that was made of a contribution, which could be published after its sender took it back. The form
    of a page above such a draft is shown: whether its subpages are copied is chosen there."""
    if not has_unpublished_contribution(page, with_subpages="copy_subpages" in request.POST):
        return None
    message = _("This page, or one below it, was made of a contribution that has never been public: it is not copied.")
    messages.error(request, message)
    return redirect("wagtailadmin_explore", page.get_parent().pk)
