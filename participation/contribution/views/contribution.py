"""The screen of one contribution."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.base import TemplateView

from participation.consents import has_consent
from participation.contribution.files import files_of
from participation.contribution.views.base import ContributionBaseView, screen_url
from participation.contribution.views.inbox import state_of, title_of
from participation.enums.contributions import ContributionVerb
from participation.enums.submissions import ConsentPurpose

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
            {"name": name, "label": label, "url": screen_url(name, contribution.pk)}
            for name, label, verb in ACTS
            if self.may(verb)
        ]
        return super().get_context_data(
            contribution=contribution,
            title=title_of(contribution),
            state=state_of(contribution),
            steps=contribution.steps.select_related("by").order_by("pk"),
            files=files_of(contribution),
            acts=acts,
            contact_url="" if sender.is_erased else screen_url("contact", contribution.pk),
            gets_mails=not sender.is_erased and has_consent(sender, ConsentPurpose.NOTICES),
            edit_url=reverse("wagtailadmin_pages:edit", args=[contribution.page_id]) if contribution.page_id else "",
            **kwargs,
        )
