"""Base classes of the screens about contributions."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext

from members.views.base import AdminFormMixin, AdminView
from participation.contribution.lifecycle import may_act, state_after
from participation.enums.contributions import ContributionState, ContributionVerb
from participation.enums.submissions import SubmissionActor
from participation.models import Contribution
from participation.permissions import actors_of, handling_portals

NAMESPACE: Final = "contributions"


def screen_url(name: str, *args: Any) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class ContributionsView(AdminView):
    """For those who handle what is sent to a portal."""

    header_icon = "upload"

    @cached_property
    def portals(self) -> frozenset[int]:
        return handling_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": screen_url("inbox"), "label": pgettext("admin menu", "Contributions")}]


class ContributionBaseView(ContributionsView):
    """A screen about one contribution. Whoever does not handle it is not told whether it exists."""

    @cached_property
    def contribution(self) -> Any:
        rows = Contribution.objects.for_portals(self.portals).select_related("page", "sender", "decided_by")
        return rows.filter(pk=self.kwargs["contribution_id"]).first()

    def has_permission(self) -> bool:
        return self.contribution is not None

    @cached_property
    def actors(self) -> frozenset[SubmissionActor]:
        return actors_of(self.request.user, self.contribution.portal_id, on=self.today)

    def may(self, verb: ContributionVerb) -> bool:
        """Whether the person may do it, with the contribution as it is."""
        state, is_published = ContributionState(self.contribution.state), self.contribution.is_published
        return may_act(self.actors, verb) and state_after(state, verb, is_published=is_published) is not None

    def get_page_subtitle(self) -> str:
        return self.contribution.written_code


class ContributionFormView(AdminFormMixin, ContributionBaseView):
    """A form about one contribution, which leads back to it."""

    def portal_held(self) -> int | None:
        return self.contribution.portal_id

    def get_success_url(self) -> str:
        return screen_url("contribution", self.contribution.pk)
