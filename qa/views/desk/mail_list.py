"""Mails on questions that were not sent: for boards and administrators of the portals concerned."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn

from formats.vietnamese.dates import vi_short_datetime
from members.views.base import AdminFormMixin, AdminListView, AdminView
from participation.errors import SealNotOpened, SenderErased
from participation.personal_data.contacts import masked_address
from qa.mail.queue import mailing_portal, send_again
from qa.models import QuestionMail
from qa.permissions import mailing_portals
from qa.views.base import portal_name


def may_see_mails(request: HttpRequest) -> bool:
    """Whether the person answers for the questions of a portal."""
    return bool(mailing_portals(request.user, on=timezone.localdate()))


class FailedMailsMenuItem(MenuItem):
    """For who answers for the questions of a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_mails(request)


class FailedMailsView(AdminListView):
    """What the mail server did not take, of the own portals. Who sent a question stands in none of it, and of the
    address of who follows one no more than tells it apart."""

    page_title = gettext_lazy("Mails on questions that were not sent")
    header_icon = "mail"
    index_url_name = "question_mails_failed"
    index_results_url_name = "question_mails_failed_results"
    default_ordering = "-queued_at"
    verbose_name_plural = gettext_lazy("mails on questions")

    def has_permission(self) -> bool:
        return may_see_mails(self.request)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[QuestionMail]:
        portals = mailing_portals(self.request.user, on=self.today)
        return QuestionMail.objects.failed().for_portals(portals).select_related("question", "follower")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "question",
                label=_("Question"),
                accessor="question.code",
                get_url=lambda mail: reverse("question_mail_again", args=[mail.pk]),
            ),
            Column("kind", label=_("Mail"), accessor="get_kind_display"),
            Column("to", label=pgettext("of a mail", "To"), accessor=_recipient),
            Column("trouble", label=_("Why not"), accessor="get_trouble_display"),
            Column("tries", label=_("Tries")),
            Column(
                "queued_at",
                label=_("Since"),
                accessor=lambda mail: vi_short_datetime(mail.queued_at),
                sort_key="queued_at",
            ),
            Column("portal", label=_("Portal"), accessor=lambda mail: portal_name(mail.question.responsible_portal_id)),
        ]


def _recipient(mail: QuestionMail) -> str:
    """The sender, or a follower by the masked address."""
    if mail.follower is None:
        return pgettext("of a mail", "Sender of the question")
    try:
        masked = masked_address(mail.follower.address)
    except (SenderErased, SealNotOpened):
        masked = "–"
    return pgettext("of a mail", "Follower (%(address)s)") % {"address": masked}


class SendMailAgainView(AdminFormMixin, AdminView):
    """Try one of them once more."""

    form_class = forms.Form
    page_title = gettext_lazy("Send the mail again")
    header_icon = "mail"
    submit_label = gettext_lazy("Send again")

    @cached_property
    def mail(self) -> QuestionMail:
        rows = QuestionMail.objects.for_portals(mailing_portals(self.request.user, on=self.today))
        return get_object_or_404(rows.select_related("question"), pk=self.kwargs["mail_id"])

    def has_permission(self) -> bool:
        return may_see_mails(self.request)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("question_mails_failed"), "label": _("Mails on questions that were not sent")}]

    def get_page_subtitle(self) -> str:
        return str(self.mail)

    def get_introduction(self) -> list[str]:
        told = _("%(mail)s. Why it was not sent: %(trouble)s. If something else has happened since, it is not sent.")
        return [told % {"mail": self.mail.get_kind_display(), "trouble": self.mail.get_trouble_display()}]

    def portal_held(self) -> int | None:
        return mailing_portal(self.mail.question, self.request.user, on=self.today)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        send_again(self.mail, by=self.request.user, at=self.now)
        return self.succeed(
            _("The mail on %(code)s is sent again. If it fails once more, it is back in this list.")
            % {"code": self.mail.question.code}
        )

    def get_success_url(self) -> str:
        return reverse("question_mails_failed")
