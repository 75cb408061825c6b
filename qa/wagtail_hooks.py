"""Registration only."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from qa.views.mail_list import FailedMailsMenuItem, FailedMailsView, SendMailAgainView


@hooks.register("register_admin_urls")
def register_mail_urls() -> list[URLPattern]:
    return [
        path("question-mails/", FailedMailsView.as_view(), name="question_mails_failed"),
        path(
            "question-mails/results/",
            FailedMailsView.as_view(results_only=True),
            name="question_mails_failed_results",
        ),
        path("question-mails/<int:mail_id>/again/", SendMailAgainView.as_view(), name="question_mail_again"),
    ]


@hooks.register("register_reports_menu_item")
def register_failed_mails_menu_item() -> MenuItem:
    return FailedMailsMenuItem(
        pgettext_lazy("admin menu", "Mails on questions"),
        reverse_lazy("question_mails_failed"),
        name="question-mails",
        icon_name="mail",
        order=86,
    )
