"""The public copy of a file of the sender: chosen, covered, looked at and submitted by somebody of the board that
received the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from audit.errors import ContentsRefused, PortalRefusal
from editorial.enums import ProposalState
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import open_proposal
from formats.files.errors import FormatNotTaken
from participation.enums.submissions import ViewReason
from participation.errors import SealNotOpened
from participation.sent_files.checking import MEDIA_TYPES, PICTURES, SentFile
from participation.sent_files.errors import FileErased, FileLost
from participation.sent_forms.answers import no_store
from qa.asking.attachments import read_attachment
from qa.drawing.covering import cover_copy, places_of_copy
from qa.drawing.covers import Place, pages_of
from qa.drawing.drawn_pages import DrawnPage
from qa.errors import VerbOutOfPlace
from qa.file_errors import CopyUnreadable
from qa.forms.copies import ChooseCopyForm, CopyForm, CoverForm, TakeForm
from qa.models import PublicCopy, QuestionAttachment
from qa.publication.copy_files import LIMITS, CopyPiece
from qa.publication.public_copies import choose_copy, chosen_file, propose_copy, propose_no_copy
from qa.publication.reviewer_context import words_of_piece
from qa.views.base import QuestionForm, ReceivedQuestionView, question_url


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where something that a program found stands on a page, in pixels of its picture."""

    key: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page, counted from 1, with the size of its picture in pixels."""

    number: int
    width: int
    height: int
    places: list[FoundPlace]


def shown_pages(pages: Sequence[DrawnPage], places: Mapping[str, Sequence[Place]]) -> list[ShownPage]:
    """Pages with what was found on each; `places` by key of the piece (`qa.publication.copy_files.CopyPiece.key`)."""
    found: dict[int, list[FoundPlace]] = {}
    for key, own in places.items():
        for place in own:
            size = place.right - place.left, place.bottom - place.top
            found.setdefault(place.page, []).append(FoundPlace(key, place.left, place.top, *size))
    return [ShownPage(number, *page.pixels, found.get(number, [])) for number, page in enumerate(pages, 1)]


# Buttons: keep the file; the one that was sent; cover what is ticked and marked; nothing of it is public any more.
CHOOSE, TAKE, COVER, NOTHING = "choose", "take", "cover", "nothing"


class CopyView(ReceivedQuestionView):
    """About the public copy of one file."""

    @cached_property
    def attachment(self) -> QuestionAttachment:
        rows = self.question.attachments.kept().select_related("question__sender")
        return get_object_or_404(rows, pk=self.kwargs["attachment_id"])

    @cached_property
    def copy(self) -> PublicCopy | None:
        return PublicCopy.objects.filter(attachment=self.attachment).first()

    @cached_property
    def chosen(self) -> PublicCopy | None:
        """The copy, where this person chose its file: whoever took the sent one is on record as its reader, others of
        the board are not."""
        copy = self.copy
        return copy if copy is not None and copy.draft and copy.draft_by_id == self.request.user.pk else None

    @cached_property
    def file(self) -> SentFile | None:
        """What this person chose; None where it does not lie there, or no key opens it any more. Reads it."""
        try:
            return chosen_file(self.chosen) if self.chosen is not None else None
        except (FileLost, SealNotOpened, FileErased):
            return None

    @cached_property
    def pages(self) -> list[DrawnPage]:
        """Of that file; none where it was chosen before pages were drawn."""
        try:
            return pages_of(self.file) if self.file is not None else []
        except CopyUnreadable:
            return []


class ChosenFileView(CopyView):
    """The file that was chosen, as the public would see it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.file is None:
            raise Http404
        return shown(self.file.content, MEDIA_TYPES[self.file.ending])


class ChosenPageView(CopyView):
    """One page of it, as a picture."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        number = self.kwargs["page"]
        if not 1 <= number <= len(self.pages):
            raise Http404
        # Those of a PDF are JPEGs.
        kind = MEDIA_TYPES[self.file.ending if self.file.ending in PICTURES else "jpg"]
        return shown(self.pages[number - 1].picture, kind)


def shown(content: bytes, kind: str) -> HttpResponse:
    """What nobody else is to see: no cache keeps it, and no browser takes it for anything else."""
    response = HttpResponse(content, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    return no_store(response)


class PublicCopyView(CopyView, QuestionForm):
    """A file is chosen first, covered, and looked at as it will be; then it is given to the board, with its title."""

    form_class = CopyForm
    template_name = "qa/public_copy.html"
    page_title = gettext_lazy("Public copy of a file")
    submit_label = gettext_lazy("Submit to the board")
    introduction = (
        gettext_lazy(
            "What the sender sent is never public. Where others need it to understand the question, the public may "
            "see a copy in which all that tells of a person is covered. Whatever is not chosen stays with those who "
            "handle the question."
        ),
    )
    refusal_fields = {
        "copy_untitled": "title",
        "copy_undescribed": "description",
        "copy_not_looked_at": "pieces",
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.attachment
        return super().get(request, *args, **kwargs)

    @cached_property
    def change(self) -> ProposedChange | None:
        """What of it waits for the board or came back."""
        return open_proposal(self.copy) if self.copy is not None else None

    @cached_property
    def found(self) -> list[CopyPiece]:
        """What a program found in the chosen file and nobody covered yet."""
        return [CopyPiece.of(value) for value in self.chosen.draft_pieces] if self.chosen is not None else []

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """Where that stands."""
        return places_of_copy(self.chosen) if self.chosen is not None else {}

    @property
    def may_take(self) -> bool:
        """Whether the file is of a kind that is seen as pictures."""
        return self.attachment.ending in LIMITS.endings

    def read_sent(self) -> SentFile:
        """The file as it was sent. That it was read is written down, whatever becomes of it.

        Raises:
            ContentsRefused: it is of a kind that nobody can cover here.
            VerbOutOfPlace: nothing of the question becomes public now.
            PortalRefusal: as `still_allowed` and `read_attachment` say.
        """
        if not self.may_take:
            raise ContentsRefused(
                FormatNotTaken(ending=f".{self.attachment.ending}", endings=", ".join(LIMITS.endings))
            )
        with self.still_allowed():
            if not self.is_in_place():
                raise VerbOutOfPlace
            file, _media_type = read_attachment(self.attachment, why=ViewReason.PUBLIC_COPY, **self.acting)
        return file

    def get_form(self, data: Any = None) -> forms.Form:
        if data is None:
            return super().get_form()
        if CHOOSE in data:
            return ChooseCopyForm(data, self.request.FILES)
        if TAKE in data:
            return TakeForm(data, read=self.read_sent)
        if COVER in data:
            return self.make_cover_form(data)
        return forms.Form(data) if NOTHING in data else super().get_form(data)

    def make_cover_form(self, data: Any = None) -> CoverForm:
        placed = [piece for piece in self.found if piece.key in self.places]
        return CoverForm(data, copy=self.chosen, placed=placed, pages=self.pages)

    def get_form_kwargs(self) -> dict[str, Any]:
        known = {"title": self.copy.title, "description": self.copy.description} if self.copy is not None else {}
        if self.change is not None and self.change.state == ProposalState.RETURNED:
            known |= {name: self.change.values[name] for name in known if name in self.change.values}
        return {"copy": self.chosen, "initial": known}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Nothing is held while pictures are painted: the verb asks for rights and rows once they are.
        return self.cover() if COVER in request.POST else super().post(request, *args, **kwargs)

    def cover(self) -> HttpResponse:
        form = self.make_cover_form(self.request.POST)
        if form.is_valid():
            data = form.cleaned_data
            what = {"pieces": data.get("covered", []), "marks": data["marks"]}
            try:
                cover_copy(self.attachment, chosen=self.request.POST.get("chosen", ""), **what, **self.acting)
            except PortalRefusal as refusal:
                form.add_error(None, str(refusal))
            else:
                return self.seen_again(_("It is covered: look at every page, and cover more where you must."))
        return self.form_invalid(form)

    def seen_again(self, told: str) -> HttpResponse:
        messages.success(self.request, told)
        return redirect(question_url("public_copy", self.question.pk, self.attachment.pk))

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        if isinstance(form, (ChooseCopyForm, TakeForm)):
            choose_copy(self.attachment, form.written, **self.acting)
            return self.seen_again(_("The file is kept: cover what tells of a person, look at it, then submit it."))
        if isinstance(form, CopyForm):
            words = {"title": data["title"], "description": data["description"], "seen": data.get("pieces", [])}
            change = propose_copy(self.attachment, chosen=self.request.POST.get("chosen", ""), **words, **self.acting)
        else:
            change = propose_no_copy(self.attachment, **self.acting)
        if change is None:
            return self.succeed(_("The public sees exactly this already."))
        return self.succeed(
            _("The public copy of a file of %(code)s is with the editorial board.") % {"code": self.question.code}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs["form"]
        submitting = form if isinstance(form, CopyForm) else super().get_form()
        return super().get_context_data(
            attachment=self.attachment,
            attachment_url=question_url("attachment", self.question.pk, self.attachment.pk),
            copy=self.copy,
            may_take=self.may_take,
            choosing=form if isinstance(form, ChooseCopyForm) else ChooseCopyForm(),
            covering=form if isinstance(form, CoverForm) else self.make_cover_form(),
            shown_pages=shown_pages(self.pages, self.places),
            unplaced=[words_of_piece(piece) for piece in self.found if piece.key not in self.places],
            submitting=submitting if self.file is not None else None,
            is_lost=self.chosen is not None and self.file is None,
            has_pieces=bool(self.found),
            waits=self.change,
            **kwargs,
        )
