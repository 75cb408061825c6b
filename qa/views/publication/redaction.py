"""Screens of what the public will read of a question: its redaction, and withholding it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from adminviews.forms.confirm import ConfirmForm
from editorial.enums import ProposalState
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import open_proposal
from members.access.permissions import reviewed_portals
from participation.personal_data.redaction import proposals
from qa.enums import Verb, Visibility, WithholdReason
from qa.forms.redaction import PARTS, KeepForm, Piece, PublicTextForm, ShowForm, WithholdForm, hidden, pieces_of, runs
from qa.models import Question, VisibilityChange
from qa.publication.actions import propose_public_text
from qa.publication.visibility import ask_to_show, ask_to_withhold, confirm_visibility, keep_visibility
from qa.views.base import QuestionForm, ReceivedQuestionView
from qa.views.verbs import VerbView

# Buttons: hide what is ticked in the words that were sent; look.
APPLY, PREVIEW = "apply", "preview"


class PublicTextView(ReceivedQuestionView, QuestionForm):
    """Nothing is public before its review."""

    form_class = PublicTextForm
    template_name = "qa/public_text.html"
    page_title = gettext_lazy("Public text")
    submit_label = gettext_lazy("Submit to the board")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if APPLY in request.POST:
            chosen = set(request.POST.getlist("pieces"))
            self.typed = {"pieces": sorted(chosen), **hidden(self.question, self.pieces, chosen)}
            return self.render_to_response(self.get_context_data(form=self.get_form()))
        if PREVIEW not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form) | {"preview": form.cleaned_data})

    @cached_property
    def pieces(self) -> list[Piece]:
        return pieces_of(self.question)

    @cached_property
    def change(self) -> ProposedChange | None:
        """What of it waits for the board or came back."""
        return open_proposal(self.question)

    @cached_property
    def typed(self) -> dict[str, Any]:
        """What the form begins with: what came back, what is public, else everything proposed hidden."""
        question, keys = self.question, [piece.key for piece in self.pieces]
        known = {"title": question.public_title, "text": question.public_text}
        if self.change is not None and self.change.state == ProposalState.RETURNED:
            values = self.change.values
            known = {part: values.get(f"public_{part}", known[part]) for part in PARTS}
        words = known if known["text"] else hidden(question, self.pieces, set(keys))
        return {"pieces": keys, **words}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"pieces": self.pieces, "initial": self.typed}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        change = propose_public_text(self.question, title=data["title"], text=data["text"], **self.acting)
        if change is None:
            return self.succeed(_("The public reads exactly this already."))
        return self.succeed(
            _("The public text of %(code)s is with the editorial board.") % {"code": self.question.code}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs["form"]
        chosen = form["pieces"].value() or []
        shown = [form["title"].value() or "", form["text"].value() or ""]
        return super().get_context_data(
            title_runs=_with_choice(self.question, "title", self.pieces, chosen),
            text_runs=_with_choice(self.question, "text", self.pieces, chosen),
            has_pieces=bool(self.pieces),
            # What still looks like personal data in the words as they are now.
            left=[proposal for text in shown for proposal in proposals(text)],
            waits=self.change,
            attachments=self.question.attachments.kept().select_related("public_copy"),
            **kwargs,
        )


def _with_choice(question: Question, part: str, pieces: list[Piece], chosen: list[str]) -> list[dict[str, Any]]:
    return [
        {"text": run.text, "piece": run.piece, "is_chosen": run.piece is not None and run.piece.key in chosen}
        for run in runs(getattr(question, part), [piece for piece in pieces if piece.part == part])
    ]


class VisibilityView(VerbView):
    """For those who approve on the board that received the question, whoever deals with it."""

    refusal_fields = {"reason_missing": "text"}

    def may_ever(self, verb: Verb) -> bool:
        return self.question.received_portal_id in reviewed_portals(self.request.user, on=self.today)

    def portal_held(self) -> int | None:
        return self.question.received_portal_id

    @cached_property
    def change(self) -> VisibilityChange | None:
        """What waits for the second person."""
        return self.question.visibility_changes.open().select_related("asked_by").first()


class WithholdView(VisibilityView):
    verb = Verb.ASK_WITHHOLD
    form_class = WithholdForm
    is_serious = True
    page_title = gettext_lazy("Withhold from the public")
    submit_label = gettext_lazy("Propose to a second approver")
    introduction = (
        gettext_lazy(
            "Another approver of the board has to confirm it. After that a dated marker with the class of the reason "
            "stands in place of the question, and it is counted in public."
        ),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        ask_to_withhold(
            self.question,
            to=Visibility(data["to"]),
            because=WithholdReason(data["because"]),
            text=data["text"],
            **self.acting,
        )
        return self.succeed(
            _("It waits for a second approver of the board to withhold %(code)s.") % {"code": self.question.code}
        )


class ShowView(VisibilityView):
    verb = Verb.ASK_SHOW
    form_class = ShowForm
    page_title = gettext_lazy("Show to the public again")
    submit_label = gettext_lazy("Propose to a second approver")
    introduction = (gettext_lazy("The public reads the text again that the board approved before."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        ask_to_show(self.question, text=form.cleaned_data["text"], **self.acting)
        return self.succeed(
            _("It waits for a second approver of the board to show %(code)s again.") % {"code": self.question.code}
        )


class ConfirmVisibilityView(VisibilityView):
    verb = Verb.WITHHOLD
    form_class = ConfirmForm
    is_serious = True
    page_title = gettext_lazy("Confirm what the public sees")
    submit_label = pgettext_lazy("visibility of a question", "Confirm")

    def get_introduction(self) -> list[str]:
        change = self.change
        if change is None:
            return []
        told = _("%(person)s proposed: %(to)s.") % {"person": change.asked_by, "to": change.get_to_display()}
        because = _("Class of the reason: %(because)s.") % {"because": change.get_because_display()}
        return [told, *([because] if change.because else []), change.text]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        confirm_visibility(self.question, **self.acting)
        return self.succeed(_("What the public sees of %(code)s was changed.") % {"code": self.question.code})


class KeepVisibilityView(VisibilityView):
    verb = Verb.KEEP_VISIBILITY
    form_class = KeepForm
    page_title = gettext_lazy("Leave it as the public sees it")
    submit_label = pgettext_lazy("visibility of a question", "Do not change it")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        keep_visibility(self.question, text=form.cleaned_data["text"], **self.acting)
        return self.succeed(_("What the public sees of %(code)s stays as it was.") % {"code": self.question.code})


def visibility_acts(view: Any) -> list[tuple[str, Any, bool]]:
    """Buttons of a question for a screen that shows it: name of the address, label, whether it is serious."""
    question = view.question
    if question.received_portal_id not in reviewed_portals(view.request.user, on=view.today):
        return []
    change = question.visibility_changes.open().first()
    if change is not None:
        is_second = change.asked_by_id != view.request.user.pk
        confirm = [("visibility_confirm", ConfirmVisibilityView.page_title, True)] if is_second else []
        return [*confirm, ("visibility_keep", KeepVisibilityView.page_title, False)]
    if question.is_withheld:
        return [("visibility_show", ShowView.page_title, False)]
    return [("visibility_withhold", WithholdView.page_title, True)]
