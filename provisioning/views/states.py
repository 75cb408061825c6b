"""The operator's verbs on a portal, each confirmed with its reason."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from adminviews.hidden_inputs import numbers
from members.views.base import AdminFormMixin, PortalView, portal_url
from provisioning.forms.verbs import ArchiveForm, ChangeHostForm, ResumeForm, SuspendForm
from provisioning.host_changes import change_host, hosts_below
from provisioning.portal_states import archive_portal, resume_portal, suspend_portal
from sites.enums import PortalState
from sites.hostnames.syntax import HOSTNAME_REFUSALS

# Hosts named one by one in a warning; more are only counted.
HOSTS_NAMED = 10


class StateView(AdminFormMixin, PortalView):
    """One verb of the operator on one portal."""

    def has_permission(self) -> bool:
        return self.operates

    def portal_held(self) -> int | None:
        return self.kwargs["portal_id"]

    def get_success_url(self) -> str:
        return portal_url("detail", self.portal.pk)


class SuspendView(StateView):
    form_class = SuspendForm
    page_title = gettext_lazy("Suspend")
    submit_label = gettext_lazy("Suspend the portal")
    is_serious = True
    introduction = (
        gettext_lazy(
            "The portal's address answers at once with the reason and the expected return; no page can be read."
        ),
        gettext_lazy(
            "All who work for the portal are signed out. A report to the managing agency is written and kept."
        ),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        suspend_portal(self.portal, by=self.request.user, at=self.now, **form.cleaned_data)
        return self.succeed(_("%(name)s is suspended.") % {"name": self.portal.name})


class ResumeView(StateView):
    form_class = ResumeForm
    page_title = gettext_lazy("Resume")
    submit_label = gettext_lazy("Bring the portal back")

    def get_introduction(self) -> list[str]:
        told = [_("All pages of the portal can be read again at once.")]
        if self.portal.suspended_reason:
            told.append(_("It was suspended for this reason: %(reason)s") % {"reason": self.portal.suspended_reason})
        return told

    def form_valid(self, form: forms.Form) -> HttpResponse:
        resume_portal(self.portal, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("%(name)s is live again.") % {"name": self.portal.name})


class ArchiveView(StateView):
    form_class = ArchiveForm
    page_title = gettext_lazy("Archive")
    submit_label = gettext_lazy("Archive the portal")
    is_serious = True
    refusal_fields = {"reason_missing": "legal_basis", "successor_not_open": "successor"}
    introduction = (
        gettext_lazy(
            "The portal closes for good. Its pages stay readable at their addresses under a banner that names the "
            "basis and leads to the successor, which must be open already."
        ),
        gettext_lazy(
            "Reviews and proposals that wait end, and what was approved for a later time does not become public. "
            "Public pages that have a last day still go on it."
        ),
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"portal": self.portal}

    def portals_held(self) -> set[int]:
        return super().portals_held() | (numbers([self.request.POST.get("successor", "")]) or set())

    def form_valid(self, form: forms.Form) -> HttpResponse:
        archive_portal(
            self.portal,
            by=self.request.user,
            at=self.now,
            legal_basis=form.cleaned_data["legal_basis"],
            successor=form.cleaned_data["successor"],
        )
        return self.succeed(_("%(name)s is archived.") % {"name": self.portal.name})


class ChangeHostView(StateView):
    form_class = ChangeHostForm
    page_title = gettext_lazy("Change the hostname")
    submit_label = gettext_lazy("Change the hostname")
    is_serious = True
    refusal_fields = dict.fromkeys(HOSTNAME_REFUSALS, "host") | AdminFormMixin.refusal_fields

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"portal": self.portal, "on": self.today}

    def get_introduction(self) -> list[str]:
        told = [
            _("Now: %(host)s. It will redirect to the new hostname and is never given to another portal.")
            % {"host": self.portal.host}
        ]
        below = hosts_below(self.portal)
        if below:
            warning = ngettext(
                "%(count)d portal stands under this hostname and does not move with it: %(hosts)s.",
                "%(count)d portals stand under this hostname and do not move with it: %(hosts)s.",
                len(below),
            )
            hosts = ", ".join(below[:HOSTS_NAMED]) + (" …" if len(below) > HOSTS_NAMED else "")
            told.append(warning % {"count": len(below), "hosts": hosts})
        return told

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        change_host(self.portal, data["host"], by=self.request.user, at=self.now, reason=data["reason"])
        return self.succeed(_("%(name)s now answers on %(host)s.") % {"name": self.portal.name, "host": data["host"]})


class Act(NamedTuple):
    """A verb as the page of a portal offers it: with what happens, before it is asked for."""

    url_name: str
    label: Promise
    icon: str
    consequence: Promise
    is_serious: bool = True


SUSPEND = Act(
    "suspend",
    gettext_lazy("Suspend"),
    "warning",
    gettext_lazy(
        "The portal's address says at once that it is suspended, why, and until when; no page can be read, and all who "
        "work for it are signed out. It can be brought back."
    ),
)
RESUME = Act(
    "resume",
    gettext_lazy("Resume"),
    "success",
    gettext_lazy("All pages can be read again at once, and those who work for the portal can sign in to it again."),
    is_serious=False,
)
ARCHIVE = Act(
    "archive",
    gettext_lazy("Archive"),
    "folder-inverse",
    gettext_lazy(
        "The portal closes for good and cannot be reopened. Its pages stay readable at their addresses, under a banner "
        "that leads to the successor; nothing new becomes public, and it takes no questions."
    ),
)
CHANGE_HOST = Act(
    "change_host",
    gettext_lazy("Change the hostname"),
    "link",
    gettext_lazy(
        "The portal answers on another hostname at once. Addresses under the present one redirect to it for good; no "
        "other portal ever gets the present one."
    ),
)
# Acts that make sense in a state, in the order of the buttons.
ACTS = {
    PortalState.PREPARING: (CHANGE_HOST,),
    PortalState.LIVE: (SUSPEND, CHANGE_HOST, ARCHIVE),
    PortalState.SUSPENDED: (RESUME, CHANGE_HOST, ARCHIVE),
    PortalState.ARCHIVED: (CHANGE_HOST,),
}
