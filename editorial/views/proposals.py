"""Proposals: what waits, what one would change, and the board's decision."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.ui.tables import Column, Table
from wagtail.images import get_image_model
from wagtail.models import Page, TaskState

from editorial.enums import ProposalKind, ProposalState
from editorial.errors import MoreWouldGo
from editorial.mentions import mentions_of
from editorial.models import ProposedChange
from editorial.models.proposal import ProposedChangeQuerySet
from editorial.permissions import can_review
from editorial.proposals.diff import differences
from editorial.proposals.reviewed_models import reviewed_model
from editorial.queries import proposers_named
from editorial.review.reviewable import rule_of_change
from editorial.views.proposing import again_url
from editorial.withdrawal.page_groups import PAGES, SUCCESSOR, goes_by_proposal, more_goes, successor_by_proposal
from members.access.scope import scope_of_request
from members.views.base import NAMESPACE, AdminView, ExportableMixin, portal_url
from sites.directory import get_directory

ON_A_PAGE = 50
# The form of a picture beside the one that would take its place.
FORMER_PICTURE = "max-480x480"


def own_proposals(request: HttpRequest) -> ProposedChangeQuerySet:
    """Proposals that concern the portals where the person works, the newest first; a city editor's own."""
    seen = scope_of_request(request).proposals(request.user)
    return ProposedChange.objects.select_related("portal", "origin", "proposed_by", "content_type").filter(seen)


class ProposalListView(ExportableMixin, AdminView, TemplateView):
    """Proposals of the portals where the person works: those that are open first asked for, the rest by a link."""

    template_name = "sites/proposals.html"
    page_title = gettext_lazy("Proposed changes")
    header_icon = "clipboard-list"
    index_url_name = f"{NAMESPACE}:proposals"
    filters = None

    def has_permission(self) -> bool:
        return scope_of_request(self.request).works_somewhere

    @property
    def index_url(self) -> str:
        return reverse(self.index_url_name)

    @property
    def shows_all(self) -> bool:
        return "all" in self.request.GET

    def get_queryset_to_export(self) -> ProposedChangeQuerySet:
        rows = own_proposals(self.request)
        return rows if self.shows_all else rows.open()

    def get_table_to_export(self, rows: list[ProposedChange]) -> Table:
        proposers = self.proposers_of(rows)
        return Table(
            [
                Column("title", label=_("Proposal"), accessor=lambda change: capfirst(change.title)),
                Column("kind", label=_("Kind"), accessor="kind_label"),
                Column("origin", label=_("Portal"), accessor=lambda change: str(change.origin)),
                Column("proposer", label=_("Proposed by"), accessor=lambda change: proposers[change.pk]),
                Column("proposed_at", label=_("Proposed on")),
                Column("state", label=_("State"), accessor="get_state_display"),
            ],
            rows,
        )

    def proposers_of(self, rows: Iterable[ProposedChange]) -> dict[int, str]:
        scope = scope_of_request(self.request)
        return proposers_named(self.request.user, rows, scope=scope, on=self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(self.get_queryset_to_export(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        proposers = self.proposers_of(page)
        return super().get_context_data(
            page_of_rows=page,
            listed=[(change, proposers[change.pk]) for change in page],
            shows_all=self.shows_all,
            **kwargs,
        )


class ProposalBaseView(AdminView):
    """A screen about one proposal, for those whom `own_proposals` names."""

    header_icon = "clipboard-list"

    @cached_property
    def change(self) -> ProposedChange:
        return get_object_or_404(own_proposals(self.request), pk=self.kwargs["proposal_id"])

    def has_permission(self) -> bool:
        return self.change is not None

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("proposals"), "label": _("Proposed changes")}]

    def get_page_subtitle(self) -> str:
        return self.change.title


class ProposalView(ProposalBaseView, TemplateView):
    """One proposal: who, why, what would be other, how the board decides."""

    template_name = "sites/proposal.html"
    page_title = gettext_lazy("Proposed change")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change, scope = self.change, scope_of_request(self.request)
        step, actions = change.current_workflow_task_state, _actions(change, self.request.user)
        content = content_of(change, self.request.user, on=self.today)
        is_returned_to_me = change.state == ProposalState.RETURNED and change.proposed_by_id == self.request.user.pk
        return super().get_context_data(
            **content,
            proposer=proposers_named(self.request.user, [change], scope=scope, on=self.today)[change.pk],
            names_board=scope.has_portal(change.portal_id),
            actions=[
                (label, portal_url("decide_proposal", change.pk, name, step.pk), name)
                for name, label in {name: label for name, label, _modal in reversed(actions)}.items()
            ],
            # They name what must not be public.
            remarks=_remarks(change) if content["differences"] is not None else [],
            may_take_back=change.is_open and change.proposed_by_id == self.request.user.pk,
            again_url=again_url(change, self.request.user) if is_returned_to_me else "",
            own_work=not actions and step is not None and can_review(self.request.user, change, on=self.today),
            # It can no longer be approved, since more pages would go than it names.
            refusal=MoreWouldGo.message
            if change.is_open and change.kind == ProposalKind.UNPUBLISH and more_goes(change, goes_by_proposal(change))
            else "",
            **kwargs,
        )


def content_of(change: ProposedChange, user: Any, *, on: date) -> dict[str, Any]:
    """Return the context of `sites/proposal_content.html`: the subject of a proposal and its differences."""
    going, reads = pages_that_go(change), reads_content(change, user, on=on)
    model = change.content_type.model_class()
    rule = reviewed_model(model) if model is not None and change.kind == ProposalKind.CHANGE else None
    return {
        "change": change,
        "differences": differences(change) if reads else None,
        "is_new": not any(change.before.values()),
        "beside": rule.reviewer_context(change.target, user, on) if rule is not None and change.target else [],
        "previews": rule.previews(change) if rule is not None and reads else [],
        "shows_picture": bool(change.file) and _is_picture(change),
        "former_picture": _former_picture(change),
        "page": _public_page(change),
        "going": going,
        "names_successor": SUCCESSOR in change.values and change.kind == ProposalKind.UNPUBLISH,
        "successor": successor_by_proposal(change) if change.kind == ProposalKind.UNPUBLISH else None,
        "mentions": mentions_of([*Page.objects.filter(pk=change.object_id), *going])
        if change.kind == ProposalKind.UNPUBLISH
        else [],
    }


def reads_content(change: ProposedChange, user: Any, *, on: date) -> bool:
    """Whether a person reads what a proposal says, and its file. Where it repeats what a citizen sent, not everybody of
    the portal does: those who handle that, and who decides on it now."""
    rule = rule_of_change(change)
    return rule is None or rule.may_read(user, change.target, on) or bool(_actions(change, user))


def _actions(change: ProposedChange, user: Any) -> list[tuple[str, str, bool]]:
    """Ways in which a person may decide on a proposal now."""
    step = change.current_workflow_task_state
    return step.task.specific.get_actions(change, user) if step else []


def _remarks(change: ProposedChange) -> list[TaskState]:
    """Return what the board said, the newest last."""
    states = TaskState.objects.for_instance(change).exclude(comment="").select_related("finished_by")
    return list(states.order_by("finished_at", "pk"))


def _is_picture(change: ProposedChange) -> bool:
    return change.content_type.model_class() is get_image_model()


def _former_picture(change: ProposedChange) -> str:
    """Address of the picture that a proposal is about, or that a proposed one would take the place of; empty once the
    proposal is decided."""
    if not change.is_open or not _is_picture(change):
        return ""
    return portal_url("proposal_picture", change.pk, change.object_id, FORMER_PICTURE)


def _public_page(change: ProposedChange) -> dict[str, str] | None:
    """The public version of the page a proposal is about, in the words that were offered to the city; nothing of its
    drafts."""
    if change.kind == ProposalKind.CHANGE:
        return None
    row = Page.objects.live().filter(pk=change.object_id).first()
    record = get_directory().for_path(row.path) if row else None
    if row is None or record is None or not record.is_readable:
        return None
    specific = row.specific
    words = {"title": row.title, "lead": getattr(specific, "lead", "")} | change.values
    return {"title": words["title"], "lead": words["lead"], "url": specific.full_url or ""}


def pages_that_go(change: ProposedChange) -> list[Page]:
    """Pages that a proposal takes off with the one that it is about, as it names them."""
    if change.kind != ProposalKind.UNPUBLISH:
        return []
    named = (
        Page.objects.filter(pk__in=change.values.get(PAGES, [])).exclude(pk=change.object_id).select_related("locale")
    )
    return list(named.order_by("path"))


class ProposalURLFinder(ModelAdminURLFinder):
    """Lead from Wagtail's lists to a proposal; the screen asks by itself who may see it."""

    edit_url_name = "portals_admin:proposal"

    def get_edit_url(self, instance: ProposedChange) -> str:
        return self.construct_edit_url(instance)
