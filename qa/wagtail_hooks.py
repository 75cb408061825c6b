"""Registration only."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.menu import MenuItem

from adminsite.views.menu import SupervisedMenuItem, SupervisorsMenuItem
from qa import admin_urls
from qa.desk.inbox import desk_of
from qa.models import AnsweringUnit
from qa.permissions import kept_desks
from qa.views.base import NAMESPACE, question_url
from qa.views.desk.mail_list import FailedMailsMenuItem, FailedMailsView, SendMailAgainView


class UnitURLFinder(ModelAdminURLFinder):
    """Where a name that the board sent back is proposed again, for those who may."""

    def get_edit_url(self, instance: AnsweringUnit) -> str | None:
        is_kept = instance.portal_id in kept_desks(self.user, on=timezone.localdate())
        return question_url("unit", instance.pk) if is_kept and instance.ended_on is None else None


register_admin_url_finder(AnsweringUnit, UnitURLFinder)


class QuestionsMenuItem(MenuItem):
    """For those who sort or answer questions."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(desk_of(request.user, on=timezone.localdate()))


class UnitsMenuItem(MenuItem):
    """For those who administer a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(kept_desks(request.user, on=timezone.localdate()))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    return [
        path("questions/", include(admin_urls)),
        path("question-mails/", FailedMailsView.as_view(), name="question_mails_failed"),
        path(
            "question-mails/results/",
            FailedMailsView.as_view(results_only=True),
            name="question_mails_failed_results",
        ),
        path("question-mails/<int:mail_id>/again/", SendMailAgainView.as_view(), name="question_mail_again"),
    ]


@hooks.register("register_admin_menu_item")
def register_questions_menu_item() -> MenuItem:
    return QuestionsMenuItem(
        pgettext_lazy("admin menu", "Questions"),
        reverse_lazy(f"{NAMESPACE}:inbox"),
        name="questions",
        icon_name="help",
        order=60,
    )


@hooks.register("register_admin_menu_item")
def register_units_menu_item() -> MenuItem:
    return UnitsMenuItem(
        pgettext_lazy("admin menu", "Answering units"),
        reverse_lazy(f"{NAMESPACE}:units"),
        name="answering-units",
        icon_name="group",
        order=895,
    )


@hooks.register("register_settings_menu_item")
def register_topics_menu_item() -> MenuItem:
    return SupervisorsMenuItem(
        pgettext_lazy("admin menu", "Topics of questions"),
        reverse_lazy(f"{NAMESPACE}:topics"),
        name="question-topics",
        icon_name="tag",
        order=680,
    )


@hooks.register("register_settings_menu_item")
def register_bodies_menu_item() -> MenuItem:
    return SupervisorsMenuItem(
        pgettext_lazy("admin menu", "Competent bodies"),
        reverse_lazy(f"{NAMESPACE}:bodies"),
        name="competent-bodies",
        icon_name="site",
        order=685,
    )


@hooks.register("register_reports_menu_item")
def register_failed_mails_menu_item() -> MenuItem:
    return FailedMailsMenuItem(
        pgettext_lazy("admin menu", "Mails on questions"),
        reverse_lazy("question_mails_failed"),
        name="question-mails",
        icon_name="mail",
        order=86,
    )


@hooks.register("register_reports_menu_item")
def register_overdue_menu_item() -> MenuItem:
    return SupervisedMenuItem(
        pgettext_lazy("admin menu", "Overdue questions"),
        reverse_lazy(f"{NAMESPACE}:overdue"),
        name="overdue-questions",
        icon_name="warning",
        order=85,
    )
