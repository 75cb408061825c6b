"""Forms of the verbs on one contribution."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages

from home.models import NewsArticlePage
from participation.contribution.accepting import OpenedFiles, accept, open_files, sections_for
from participation.contribution.deciding import ask_back, decline
from participation.contribution.errors import ContributionMoved
from participation.contribution.forms.decisions import AcceptForm, AskForm, DeclineForm
from participation.contribution.lifecycle import may_act
from participation.contribution.views.base import ContributionFormView
from participation.enums.contributions import ContributionDeclinedBecause, ContributionVerb


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
    form_class = AskForm
    page_title = submit_label = gettext_lazy("Ask the sender")
    refusal_fields = {"words_missing": "words"}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"opened_at": self.now.isoformat()}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        said = {"words": form.cleaned_data["words"], "opened_at": form.cleaned_data["opened_at"]}
        ask_back(self.contribution, **said, **self.acting)
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
    opened: OpenedFiles

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
