"""Creating a portal, and changing what it is described by."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from editorial.proposals.actions.proposal import take_back_reverted
from editorial.views.proposing import (
    reverted_message,
    submitted_message,
    tell_of_open_proposal,
    typed_before,
    waiting_values,
)
from members.views.base import AdminFormMixin, AdminView, PortalView, portal_url
from provisioning.fact_changes import change_or_propose_facts
from provisioning.forms.portal import PortalCreateForm, PortalFactsForm
from provisioning.from_file.context import provision_context
from provisioning.provisioning import provision_portal
from sites.naming import Bodies

# Headings of the form and the fields below them.
PLACE = (
    gettext_lazy("The portal and its place"),
    ("kind", "parent", "name_vi", "name_en", "short_name_vi", "short_name_en"),
)
ADDRESS = (gettext_lazy("Hostname"), ("profile", "label", "qualifier", "host_choice", "host", "code", "unit_code"))
BODIES = (
    gettext_lazy("Responsible bodies (Article 6)"),
    (*Bodies._fields, "responsible_person", "spokesperson", "spokesperson_phone"),
)
CONTACT = (
    gettext_lazy("Contact"),
    ("address", "phone", "email", "opening_hours", "opening_hours_en", "links", "also_known_as", "licence"),
)


class SectionedForm:
    """A long form under headings."""

    template_name = "sites/portal_form.html"
    sections: tuple[tuple[Any, tuple[str, ...]], ...] = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        context["sections"] = [
            {
                "heading": heading,
                "slug": fields[0],
                "fields": [
                    form[name]
                    for name in fields
                    if name in form.fields and (name != "host_choice" or form.fields[name].widget.choices)
                ],
            }
            for heading, fields in self.sections
        ]
        return context


class PortalCreateView(SectionedForm, AdminFormMixin, AdminView):
    """A new portal. What the operator left blank is proposed first; the portal is made once all of it was seen."""

    form_class = PortalCreateForm
    page_title = gettext_lazy("New portal")
    submit_label = gettext_lazy("Create the portal")
    sections = (PLACE, ADDRESS, BODIES, CONTACT)
    introduction = (
        gettext_lazy(
            "Give kind, place and Vietnamese name. What you leave blank is proposed from them and shown to you "
            "before anything is created. The portal is not public until its editorial board approves the opening."
        ),
    )

    def has_permission(self) -> bool:
        return self.operates

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"context": provision_context(on=self.today)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form(request.POST)
        if form.is_complete:
            try:
                with transaction.atomic():
                    portal = provision_portal(form.spec, by=request.user, at=self.now)
            except IntegrityError:
                form.add_error(
                    None, _("Another operator has just used this code or hostname. Check both and try again.")
                )
            else:
                told = _("%(name)s was created at %(host)s. Next: form its editorial board.")
                messages.success(request, told % {"name": portal.name, "host": portal.host})
                return redirect(portal_url("board", portal.pk))
        elif form.is_valid():
            messages.info(request, _("Check what is proposed, change what is wrong, then create the portal."))
            return self.render_to_response(self.get_context_data(form=form))
        return self.form_invalid(form)

    def get_success_url(self) -> str:
        return portal_url("index")


class FactsView(SectionedForm, AdminFormMixin, PortalView):
    """Facts of a portal: what citizens read is submitted to its board. The form begins with what the person submitted
    and nobody decided on, since proposing again takes its place, and setting it back takes it back."""

    def portal_held(self) -> int | None:
        return self.kwargs["portal_id"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        tell_of_open_proposal(request, self.portal)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = waiting_values(self.request, self.portal) | typed_before(self.request, self.portal)
        return {"instance": self.portal, "initial": initial}

    def form_valid(self, form: PortalFactsForm) -> HttpResponse:
        changed, proposal = change_or_propose_facts(self.portal, form.cleaned_data, by=self.request.user, at=self.now)
        if proposal is not None:
            return self.succeed(submitted_message())
        if take_back_reverted(self.portal, form.cleaned_data, by=self.request.user, at=self.now):
            return self.succeed(reverted_message())
        return self.succeed(
            _("The facts were changed.") if changed else _("Nothing was different, so nothing was changed.")
        )


class PortalEditView(FactsView):
    """Facts of a portal: never its host, never its state."""

    form_class = PortalFactsForm
    page_title = gettext_lazy("Facts")
    sections = (PLACE, (gettext_lazy("Statistics"), ("unit_code",)), BODIES, CONTACT)
    introduction = (
        gettext_lazy(
            "Once the portal is open, what citizens read of it – bodies, persons, contact – is submitted to its "
            "editorial board; names hold at once. Hostname and state are changed by steps of their own."
        ),
    )

    def has_permission(self) -> bool:
        return self.operates

    def get_success_url(self) -> str:
        return portal_url("detail", self.portal.pk)
