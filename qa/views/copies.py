"""The public copy of a file of the sender: chosen, looked at and submitted by somebody of the board that received the
question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from qa.attachment_files import MEDIA_TYPES
from qa.errors import VerbOutOfPlace
from qa.forms.copies import ChooseCopyForm, CopyForm
from qa.models import PublicCopy, QuestionAttachment
from qa.public_copies import choose_copy, chosen_file, propose_copy, propose_no_copy
from qa.publication import may_propose_public_text
from qa.views.base import QuestionForm, QuestionScreen, question_url
from qa.views.frame import unkept
from sites.enums import ProposalState
from sites.models import ProposedChange
from sites.proposals import open_proposal
from sites.standing import standing_of

# Buttons: keep the file and look at it; nothing of it is public any more.
CHOOSE, NOTHING = "choose", "nothing"


class CopyScreen(QuestionScreen):
    """About the public copy of one file, for the board that received the question."""

    def allows(self) -> bool:
        boards = standing_of(self.request.user, on=self.today).boards
        return super().allows() and self.question.received_portal_id in boards

    @cached_property
    def attachment(self) -> QuestionAttachment:
        rows = self.question.attachments.kept().select_related("question__sender")
        found = rows.filter(pk=self.kwargs["attachment_id"]).first()
        if found is None:
            raise Http404
        return found

    @cached_property
    def copy(self) -> PublicCopy | None:
        return PublicCopy.objects.filter(attachment=self.attachment).first()

    @property
    def has_chosen(self) -> bool:
        """Whether who asks chose a file: nobody else sees it, since it may be the sender's, of which each reading is
        written down."""
        copy = self.copy
        return copy is not None and bool(copy.draft) and copy.draft_by_id == self.request.user.pk


class ChosenFileView(CopyScreen):
    """The file that was chosen, as the public would see it, for who chose it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.copy is None or not self.has_chosen:
            raise Http404
        try:
            file = chosen_file(self.copy)
        except FileNotFoundError as error:
            raise Http404 from error
        response = HttpResponse(file.content, content_type=MEDIA_TYPES[file.ending])
        response["X-Content-Type-Options"] = "nosniff"
        return unkept(response)


class PublicCopyView(CopyScreen, QuestionForm):
    """A file is chosen first, and looked at as it will be; then it is given to the board, with its title."""

    form_class = CopyForm
    template_name = "qa/public_copy.html"
    page_title = gettext_lazy("Public copy of a file")
    submit_label = gettext_lazy("Submit to the board")
    introduction = (
        gettext_lazy(
            "What the sender sent is never public. Where others need it to understand the question, cover in a copy "
            "what tells of a person, and choose that copy here. Whatever is not chosen stays with those who handle "
            "the question."
        ),
    )
    refusal_fields = {
        "copy_untitled": "title",
        "copy_undescribed": "description",
        "copy_not_looked_at": "pieces",
    }

    def portal_held(self) -> int | None:
        return self.question.received_portal_id

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.attachment
        if not may_propose_public_text(request.user, self.question, on=self.today):
            messages.info(request, str(VerbOutOfPlace.message))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    @cached_property
    def change(self) -> ProposedChange | None:
        """What of it waits for the board or came back."""
        return open_proposal(self.copy) if self.copy is not None else None

    def make_form(self, data: Any = None) -> forms.Form:
        if data is not None and CHOOSE in data:
            return ChooseCopyForm(data, self.request.FILES)
        if data is not None and NOTHING in data:
            return forms.Form(data)
        return super().make_form(data)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"title": self.copy.title, "description": self.copy.description} if self.copy is not None else {}
        if self.change is not None and self.change.state == ProposalState.RETURNED:
            known |= {name: self.change.values[name] for name in known if name in self.change.values}
        return {"copy": self.copy if self.has_chosen else None, "initial": known}

    def respond(self, form: forms.Form) -> HttpResponse:
        if not isinstance(form, ChooseCopyForm):
            return super().respond(form)
        choose_copy(self.attachment, form.cleaned_data["file"], **self.acting)
        messages.success(self.request, _("The file is kept: look at it as the public would see it, then submit it."))
        return redirect(question_url("public_copy", self.question.pk, self.attachment.pk))

    def perform(self, form: forms.Form) -> str:
        data = form.cleaned_data
        if isinstance(form, CopyForm):
            words = {"title": data["title"], "description": data["description"], "seen": data.get("pieces", [])}
            change = propose_copy(self.attachment, chosen=self.request.POST.get("chosen", ""), **words, **self.acting)
        else:
            change = propose_no_copy(self.attachment, **self.acting)
        if change is None:
            return _("The public sees exactly this already.")
        return _("The public copy of a file of %(code)s is with the editorial board.") % {"code": self.question.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs["form"]
        submitting = form if isinstance(form, CopyForm) else super().make_form()
        return super().get_context_data(
            attachment=self.attachment,
            attachment_url=question_url("attachment", self.question.pk, self.attachment.pk),
            copy=self.copy,
            choosing=form if isinstance(form, ChooseCopyForm) else ChooseCopyForm(),
            submitting=submitting if self.has_chosen else None,
            has_pieces=bool(self.copy is not None and self.copy.draft_pieces),
            waits=self.change,
            **kwargs,
        )
