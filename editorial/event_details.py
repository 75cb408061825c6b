"""Details of events about reviews, proposals and withdrawals, in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from audit.formatting import format_choice, format_day
from audit.kinds import register_details
from editorial.enums import ProposalKind, TakedownReason
from members.enums import ReviewVariant

register_details(
    {
        "proposal_kind": (_("Proposal"), partial(format_choice, ProposalKind)),
        "reason_class": (_("Class of the reason"), partial(format_choice, TakedownReason)),
        "go_live_at": (_("Time of publication"), format_day),
        "variant": (_("Steps of the review"), partial(format_choice, ReviewVariant)),
        "former_address": (_("Former address"), str),
        "addresses": (_("Number of addresses"), str),
        "former_variant": (_("Former steps of the review"), partial(format_choice, ReviewVariant)),
    }
)
