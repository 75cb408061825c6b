"""What a sender sent besides the question: files, for who handles or publishes it; later messages, for who
publishes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from audit.errors import SealNotOpened
from participation.enums.submissions import ViewReason
from participation.personal_data.redaction import proposals, redacted
from participation.sent_files.answers import file_response
from participation.sent_files.errors import FileErased, FileLost
from qa.asking.attachments import read_attachment
from qa.forms.desk import ContactForm
from qa.forms.redaction import MessageForm
from qa.models import QuestionAttachment, QuestionMessage
from qa.publication.actions import propose_public_message, reasons_to_read_file
from qa.views.base import QuestionForm, ReceivedQuestionView


class AttachmentView(QuestionForm):
    """A file as it was sent, for who handles the question now, and for the board that makes a public copy. That it was
    read, and why, is written down first."""

    form_class = ContactForm
    page_title = gettext_lazy("File of the sender")
    submit_label = gettext_lazy("Download the file")
    introduction = (
        gettext_lazy(
            "What citizens send may hold personal data: read it only where you need it for this question. Your name, "
            "the time and the reason are recorded. It is never public as it was sent."
        ),
    )

    def has_permission(self) -> bool:
        return super().has_permission() and bool(self.reasons)

    @cached_property
    def reasons(self) -> tuple[ViewReason, ...]:
        return reasons_to_read_file(self.request.user, self.question, actors=self.actors, on=self.today)

    def portal_held(self) -> int | None:
        return self.question.responsible_portal_id if self.actors else self.question.received_portal_id

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"reasons": self.reasons}

    @cached_property
    def attachment(self) -> QuestionAttachment:
        return get_object_or_404(self.question.attachments.kept(), pk=self.kwargs["attachment_id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.attachment
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        why = ViewReason(form.cleaned_data["why"])
        try:
            file, media_type = read_attachment(self.attachment, why=why, **self.acting)
        except (FileErased, FileLost, SealNotOpened) as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.get_success_url())
        return file_response(file, media_type, name=f"{self.question.code}-{self.attachment.pk}")


class MessageView(ReceivedQuestionView, QuestionForm):
    """What the public will read of what the sender said later."""

    form_class = MessageForm
    page_title = gettext_lazy("Public text of what the sender said later")
    submit_label = gettext_lazy("Submit to the board")

    @cached_property
    def message(self) -> QuestionMessage:
        return get_object_or_404(self.question.messages, pk=self.kwargs["message_id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.message
        return super().get(request, *args, **kwargs)

    def get_introduction(self) -> list[str]:
        return [self.message.text]

    def get_form_kwargs(self) -> dict[str, Any]:
        text, known = self.message.text, self.message.public_text
        return {"initial": {"text": known or redacted(text, proposals(text), language=self.question.language)}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        change = propose_public_message(self.message, text=form.cleaned_data["text"], **self.acting)
        if change is None:
            return self.succeed(_("The public reads exactly this already."))
        return self.succeed(
            _("The public text of %(code)s is with the editorial board.") % {"code": self.question.code}
        )
