"""Screens of those who handle contributions: the inbox, one contribution with its files, and its verbs."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic.base import TemplateView
from PIL import Image
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from adminviews.tables import CardColumn
from audit.errors import SealNotOpened
from formats.vietnamese.dates import vi_short_datetime
from home.models import NewsArticlePage
from home.reports.portal_reports import portal_column
from members.views.base import AdminFormMixin, AdminListView, AdminView
from participation.codes import typed_code
from participation.consents import has_consent
from participation.consultation.permissions import handling_portals
from participation.contribution.accepting import Opened, accept, open_files, sections_for
from participation.contribution.actions import ask_back, decline
from participation.contribution.errors import ContributionMoved
from participation.contribution.files import files_of, read_sent
from participation.contribution.forms import AcceptForm, DeclineForm, WordsForm
from participation.contribution.lifecycle import may_act, state_after
from participation.contribution.permissions import actors_of
from participation.enums import (
    ConsentPurpose,
    ContributionActor,
    ContributionDeclinedBecause,
    ContributionKind,
    ContributionState,
    ContributionVerb,
    ViewReason,
)
from participation.models import Contribution, ContributionFile
from participation.senders import read_contact
from participation.sent_files.answers import file_response
from participation.sent_files.errors import FileErased, FileLost

NAMESPACE: Final = "contributions"
_SHOWN: Final = (1024, 1024)  # pixels


def contributions_url(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class PlainForm(forms.Form):
    """Nothing but the button."""


class ContributionFilterSet(WagtailFilterSet):
    """By words of the title or the code, state and kind."""

    words = django_filters.CharFilter(label=gettext_lazy("Title or code"), method="with_words")
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=ContributionState.choices, empty_label=pgettext_lazy("state", "All")
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"),
        choices=ContributionKind.choices,
        empty_label=pgettext_lazy("kinds of contributions", "All"),
    )

    class Meta:
        model = Contribution
        fields = ["words", "state", "kind"]

    def with_words(self, rows: Any, name: str, value: str) -> Any:
        found = Q(title__icontains=value.replace("\0", ""))
        code = typed_code(value)
        return rows.filter(found | Q(code__startswith=code) if code else found)


class ContributionsView(AdminView):
    """For those who handle what is sent to a portal."""

    header_icon = "upload"

    @cached_property
    def portals(self) -> frozenset[int]:
        return handling_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": contributions_url("inbox"), "label": pgettext("admin menu", "Contributions")}]


class InboxView(ContributionsView, AdminListView):
    """Contributions to the portals of the person, the newest first."""

    page_title = pgettext_lazy("admin menu", "Contributions")
    index_url_name = f"{NAMESPACE}:inbox"
    index_results_url_name = f"{NAMESPACE}:inbox_results"
    filterset_class = ContributionFilterSet
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("contributions")
    is_exported = False

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[Contribution]:
        rows = Contribution.objects.for_portals(self.portals).select_related("page")
        return rows.defer("text").order_by("-received_at", "-pk")

    def order_queryset(self, queryset: QuerySet[Contribution]) -> QuerySet[Contribution]:
        return queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title",
                label=_("Title"),
                accessor=lambda row: row.title or row.written_code,
                get_url=lambda row: contributions_url("contribution", row.pk),
            ),
            CardColumn("kind", label=_("Kind"), accessor=lambda row: row.get_kind_display()),
            CardColumn("state", label=_("State"), accessor=state_of),
            CardColumn("received_at", label=_("Received"), accessor=lambda row: vi_short_datetime(row.received_at)),
            portal_column(),
        ]


def state_of(row: Contribution) -> str:
    """The state in words; of one whose page is public, that it is."""
    return pgettext("step of a contribution", "Published") if row.is_published else str(row.get_state_display())


class ContributionBaseView(ContributionsView):
    """A screen about one contribution. Whoever does not handle it is not told whether it exists."""

    @cached_property
    def contribution(self) -> Any:
        rows = Contribution.objects.for_portals(self.portals).select_related("page", "sender", "decided_by")
        return rows.filter(pk=self.kwargs["contribution_id"]).first()

    def has_permission(self) -> bool:
        return self.contribution is not None

    @cached_property
    def actors(self) -> frozenset[ContributionActor]:
        return actors_of(self.request.user, self.contribution.portal_id, on=self.today)

    def may(self, verb: ContributionVerb) -> bool:
        """Whether the person may do it, with the contribution as it is."""
        state, is_published = ContributionState(self.contribution.state), self.contribution.is_published
        return may_act(self.actors, verb) and state_after(state, verb, is_published=is_published) is not None

    def get_page_subtitle(self) -> str:
        return self.contribution.written_code


# In the order in which they are offered: name, label, verb.
ACTS = (
    ("accept", gettext_lazy("Make a draft of it"), ContributionVerb.ACCEPT),
    ("ask", gettext_lazy("Ask the sender"), ContributionVerb.ASK_BACK),
    ("decline", pgettext_lazy("contribution", "Decline"), ContributionVerb.DECLINE),
)


class ContributionView(ContributionBaseView, TemplateView):
    """One contribution: its words, steps and verbs that are open. Contact and files are behind buttons."""

    template_name = "participation/contribution.html"
    page_title = gettext_lazy("Contribution")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contribution = self.contribution
        sender = contribution.sender
        acts = [
            {"name": name, "label": label, "url": contributions_url(name, contribution.pk)}
            for name, label, verb in ACTS
            if self.may(verb)
        ]
        return super().get_context_data(
            contribution=contribution,
            state=state_of(contribution),
            steps=contribution.steps.select_related("by").order_by("pk"),
            files=files_of(contribution),
            acts=acts,
            files_url=contributions_url("files", contribution.pk),
            contact_url="" if sender.is_erased else contributions_url("contact", contribution.pk),
            gets_mails=not sender.is_erased and has_consent(sender, ConsentPurpose.NOTICES),
            edit_url=reverse("wagtailadmin_pages:edit", args=[contribution.page_id]) if contribution.page_id else "",
            **kwargs,
        )


class ContributionFormView(AdminFormMixin, ContributionBaseView):
    """A form about one contribution, which leads back to it."""

    def portal_held(self) -> int | None:
        return self.contribution.portal_id

    def get_success_url(self) -> str:
        return contributions_url("contribution", self.contribution.pk)


class VerbView(ContributionFormView):
    """The form of one verb; where the state has moved on, it is said so."""

    template_name = "participation/contribution_form.html"
    verb: ContributionVerb

    def has_permission(self) -> bool:
        return super().has_permission() and may_act(self.actors, self.verb)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may(self.verb):
            messages.info(request, str(ContributionMoved.message))
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    @property
    def acting(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": self.now}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(contribution=self.contribution, **kwargs)


class AskView(VerbView):
    verb = ContributionVerb.ASK_BACK
    form_class = WordsForm
    page_title = submit_label = gettext_lazy("Ask the sender")
    refusal_fields = {"words_missing": "words"}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        ask_back(self.contribution, words=form.cleaned_data["words"], **self.acting)
        return self.succeed(_("The sender is asked."))


class DeclineView(VerbView):
    verb = ContributionVerb.DECLINE
    form_class = DeclineForm
    page_title = gettext_lazy("Decline the contribution")
    submit_label = pgettext_lazy("contribution", "Decline")
    refusal_fields = {"words_missing": "words"}
    is_serious = True
    introduction = (gettext_lazy("The sender reads the reason and your words. This cannot be taken back."),)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"opened_at": self.now.isoformat()}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        because = ContributionDeclinedBecause(form.cleaned_data["because"])
        said = {"words": form.cleaned_data["words"], "opened_at": form.cleaned_data["opened_at"]}
        decline(self.contribution, because=because, **said, **self.acting)
        return self.succeed(_("The contribution is declined, and the sender is told why."))


class AcceptView(VerbView):
    """Make a draft. Files are read before anything is locked."""

    verb = ContributionVerb.ACCEPT
    form_class = AcceptForm
    page_title = submit_label = gettext_lazy("Make a draft of it")
    opened: Opened

    def get_introduction(self) -> list[str]:
        if not self.sections:
            return [_("You may add pages of this kind to no section of the portal. Ask an editor to make the draft.")]
        return [
            _(
                "Text, pictures, source and credits go into a draft, which is edited and reviewed as any other. The "
                "sender is told that it is accepted."
            )
        ]

    @cached_property
    def sections(self) -> list[Any]:
        person: Any = self.request.user
        return sections_for(self.contribution, by=person)

    def get_form_kwargs(self) -> dict[str, Any]:
        # Where news stands, unless the person chooses another.
        news = next((one.pk for one in self.sections if one.provides_id == NewsArticlePage.category), None)
        return {"sections": self.sections, "initial": {"title": self.contribution.title, "section": news}}

    @contextmanager
    def still_allowed(self) -> Iterator[None]:
        self.opened = open_files(self.contribution, **self.acting)
        with super().still_allowed():
            yield

    def form_valid(self, form: forms.Form) -> HttpResponse:
        said = {name: form.cleaned_data[name] for name in ("section", "title")}
        page = accept(self.contribution, self.opened, **said, **self.acting)
        messages.success(self.request, _("The draft was made. Edit it, and submit it to the board."))
        return redirect("wagtailadmin_pages:edit", page.pk)


class ReadingView(ContributionFormView):
    """Personal data of the sender, once the reading is recorded."""

    form_class = PlainForm
    introduction = (
        gettext_lazy("These are personal data. That you read them is recorded, with your name and the time."),
    )

    @property
    def reading(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": self.now, "why": ViewReason.HANDLING}

    def shown(self, form: forms.Form, **found: Any) -> HttpResponse:
        context = self.get_context_data(form=form, contribution=self.contribution, **found)
        return self.render_to_response(context | {"introduction": []})


class ContactView(ReadingView):
    template_name = "participation/contribution_contact.html"
    page_title = gettext_lazy("Who sent it")
    submit_label = gettext_lazy("Show the contact")

    def has_permission(self) -> bool:
        return super().has_permission() and not self.contribution.sender.is_erased

    def form_valid(self, form: forms.Form) -> HttpResponse:
        about = f"participation.contribution:{self.contribution.pk}"
        return self.shown(form, facts=read_contact(self.contribution.sender, about=about, **self.reading))


class FilesView(ReadingView):
    """The pictures that were sent, with what is said of them, and links to the files."""

    template_name = "participation/contribution_files.html"
    page_title = gettext_lazy("Files of the sender")
    submit_label = gettext_lazy("Show the files")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        rows = files_of(self.contribution)
        return self.shown(form, found=[(row, *self._opened(row)) for row in rows])

    def _opened(self, row: ContributionFile) -> tuple[str, str]:
        """A small copy of a picture, and why it cannot be shown; both empty of a document."""
        if not row.is_picture:
            return "", ""
        try:
            return _small(read_sent(row, **self.reading)[0].content), ""
        except (FileErased, FileLost, SealNotOpened) as refusal:
            return "", str(refusal)


class FileView(ReadingView):
    """Download one file as it was sent."""

    page_title = gettext_lazy("File of the sender")
    submit_label = gettext_lazy("Download the file")

    @cached_property
    def file(self) -> ContributionFile:
        return get_object_or_404(self.contribution.files.kept(), pk=self.kwargs["file_id"])

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        _found = self.file
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        file, media_type = read_sent(self.file, **self.reading)
        return file_response(file, media_type, name=f"{self.contribution.code}-{self.file.pk}")


def _small(content: bytes) -> str:
    """A small copy of a picture as the address of an image; empty where it cannot be opened."""
    try:
        with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
            picture.draft("RGB", _SHOWN)
            picture.thumbnail(_SHOWN)
            small = BytesIO()
            picture.convert("RGB").save(small, "JPEG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return ""
    return f"data:image/jpeg;base64,{base64.b64encode(small.getvalue()).decode()}"
