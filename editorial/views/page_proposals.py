"""The two proposals about a public page, to withdraw it and to show it on the city portal, with their buttons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from editorial.enums import ProposalKind
from editorial.forms.proposals import AskUnpublishForm, ProposeToCityForm
from editorial.mentions import mentions_of
from editorial.permissions import can_review
from editorial.proposals.actions.proposal import propose_to_city, propose_unpublishing
from editorial.views.proposing import submitted_message, typed_before
from editorial.withdrawal.page_groups import goes_in_other_languages, goes_together, is_fixed
from members.access.permissions import can_edit_content
from members.views.base import AdminFormMixin, AdminView, portal_url
from sites.directory import get_directory
from sites.enums import PortalState

if TYPE_CHECKING:
    from accounts.models import User


class PageProposalView(AdminFormMixin, AdminView):
    """A proposal made of a public page, by those who edit its portal."""

    header_icon = "doc-empty"
    kind: ProposalKind
    # States of the portal in which its board, or that of the city, decides on no such proposal.
    closed_in: frozenset[str] = frozenset({PortalState.ARCHIVED})

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page.objects.live(), pk=self.kwargs["page_id"])

    def has_permission(self) -> bool:
        record = get_directory().for_path(self.page.path)
        edits = record is not None and can_edit_content(self.request.user, record.id, on=self.today)
        return edits and record.state not in self.closed_in

    def portal_held(self) -> int | None:
        record = get_directory().for_path(self.page.path)
        return record.id if record is not None else None

    def get_page_subtitle(self) -> str:
        return str(self.page.title)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": typed_before(self.request, self.page, self.kind)}

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


class AskUnpublishView(PageProposalView):
    """An editor asks the board to take a page off the public."""

    kind = ProposalKind.UNPUBLISH
    form_class = AskUnpublishForm
    page_title = gettext_lazy("Ask to take the page off the public")
    submit_label = gettext_lazy("Submit to the board")
    introduction = (gettext_lazy("The page stays public until the editorial board approves."),)
    template_name = "sites/take_down.html"
    refusal_fields = {
        **AdminFormMixin.refusal_fields,
        **dict.fromkeys(("successor_elsewhere", "successor_is_home", "successor_untranslated"), "successor"),
    }

    @cached_property
    def versions(self) -> list[Page]:
        return goes_in_other_languages(self.page)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_versions": bool(self.versions)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        propose_unpublishing(
            self.page,
            by=self.request.user,
            at=self.now,
            reason=data["reason"],
            with_versions=data.get("with_versions", False),
            successor=data["successor"],
        )
        return self.succeed(submitted_message())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        below = goes_together(self.page, with_versions=False)[1:]
        mentions = mentions_of([self.page, *below, *self.versions])
        return super().get_context_data(versions=self.versions, below=below, mentions=mentions, **kwargs)


class ProposeToCityView(PageProposalView):
    """A component portal that is live proposes a public page to the city portal (28.6)."""

    kind = ProposalKind.CITY_ITEM
    form_class = ProposeToCityForm
    closed_in = frozenset(PortalState) - {PortalState.LIVE}
    page_title = gettext_lazy("Propose to the city portal")
    submit_label = gettext_lazy("Propose")
    introduction = (
        gettext_lazy(
            "The board of the city portal decides. If it approves, the city portal lists the page with its origin; "
            "it is read here as before."
        ),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        propose_to_city(self.page, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("Proposed to the city portal. You see its decision among the proposed changes."))


def proposal_buttons(page: Page, user: User) -> Iterator[Button]:
    """What may be asked of the boards about a public page."""
    record = get_directory().for_path(page.path) if page.live else None
    if record is None or record.is_archived or not can_edit_content(user, record.id, on=timezone.localdate()):
        return
    if not is_fixed(page) and not can_review(user, page, on=timezone.localdate()):
        yield Button(
            _("Ask to take the page off the public"),
            url=portal_url("ask_unpublish", page.pk),
            icon_name="download",
            priority=65,
        )
    if not record.is_city and record.is_live:
        yield Button(
            _("Propose to the city portal"), url=portal_url("propose_to_city", page.pk), icon_name="upload", priority=66
        )
