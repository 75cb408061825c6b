"""What a board decides on a proposal, and that its proposer takes it back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.views.generic.workflow import WorkflowAction
from wagtail.models import TaskState

from adminviews.scripts import is_script
from audit.errors import PortalRefusal
from editorial.enums import ProposalKind, ProposalState
from editorial.forms.checklist import ApprovalForm
from editorial.forms.proposals import TakeBackForm, with_section
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import choose_section, is_section_fixed, take_back
from editorial.views.proposals import ProposalBaseView, content_of
from members.views.base import AdminFormMixin, portal_url


class DecideProposalView(WorkflowAction):
    """The board approves a proposal or returns it: as a screen, and as the dialogue of Wagtail's dashboard."""

    model = ProposedChange
    pk_url_kwarg = "proposal_id"
    redirect_url_name = "portals_admin:proposal"
    submit_url_name = "portals_admin:decide_proposal"

    def get_task_state(self) -> TaskState:
        return get_object_or_404(TaskState.objects.for_instance(self.object), pk=self.task_state_id).specific

    def get_form_class(self) -> type[forms.Form]:
        form_class = super().get_form_class() or forms.Form
        needs_section = self.action_name == "approve" and self.object.kind == ProposalKind.CITY_ITEM
        asks = issubclass(form_class, ApprovalForm)
        form: Any = form_class
        if needs_section:
            is_fixed = is_section_fixed(self.object, on=timezone.localdate())
            form = with_section(form_class, fixed=self.object.section_id if is_fixed else None)
        return partial(form, item=self.object) if asks else form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        content = content_of(self.object, self.request.user, on=timezone.localdate())
        return super().get_context_data(**content, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was changed yet: see the messages below."))
            return self.render(form, status=422)
        try:
            self.decide(form)
        except PortalRefusal as refusal:
            messages.error(request, str(refusal))
            return redirect(self.redirect_url)
        self.object.refresh_from_db()
        messages.success(request, self.told() % {"title": self.object.title})
        return redirect(self.redirect_url)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_script(request):
            return super().get(request, *args, **kwargs)
        return self.render(self.form_class(), status=200)

    def render(self, form: forms.Form, *, status: int) -> HttpResponse:
        """The form on a screen of its own."""
        screen = DecisionView()
        screen.setup(self.request, **self.kwargs)
        screen.page_title = _("Approve") if self.action_name == "approve" else self.action_verbose_name
        return screen.render_to_response(screen.get_context_data(form=form), status=status)

    @transaction.atomic
    def decide(self, form: forms.Form) -> None:
        answers = dict(form.cleaned_data)
        if "section" in answers:
            section = answers.pop("section")
            choose_section(self.object, section, by=self.request.user, at=timezone.now())
        self.task.on_action(self.task_state, self.request.user, self.action_name, **answers)

    def told(self) -> str:
        return {
            ProposalState.MADE: _("“%(title)s”: the change is approved and made."),
            ProposalState.RETURNED: _("“%(title)s” went back to its proposer with your remarks."),
        }.get(self.object.state, _("“%(title)s”: your approval is recorded; the review goes on."))


class DecisionView(AdminFormMixin, ProposalBaseView):
    """How a decision looks as a screen: `DecideProposalView` fills it."""

    template_name = "sites/decide_proposal.html"
    submit_label = gettext_lazy("Confirm")

    def get_success_url(self) -> str:
        return portal_url("proposal", self.change.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        for field in kwargs["form"].fields.values():
            field.label = capfirst(field.label)
        content = content_of(self.change, self.request.user, on=self.today)
        return super().get_context_data(**content, **kwargs)


class TakeBackView(AdminFormMixin, ProposalBaseView):
    """The proposer takes an open proposal back."""

    form_class = TakeBackForm
    page_title = gettext_lazy("Take the proposal back")
    submit_label = pgettext_lazy("proposal", "Take back")
    introduction = (gettext_lazy("The board no longer sees it among what waits. Nothing public changes."),)

    def has_permission(self) -> bool:
        return self.change.is_open and self.change.proposed_by_id == self.request.user.pk

    def form_valid(self, form: forms.Form) -> HttpResponse:
        take_back(self.change, by=self.request.user, at=self.now)
        return self.succeed(_("The proposal was taken back."))

    def get_success_url(self) -> str:
        return portal_url("proposal", self.change.pk)
