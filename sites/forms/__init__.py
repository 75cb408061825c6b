from .boards import (
    BoardForm,
    DelegateForm,
    EndDelegationForm,
    EndSeatForm,
    ReviewVariantForm,
    SeatForm,
)
from .checklist import ApprovalForm, OpenForm
from .people import (
    AcceptInvitationForm,
    AcceptRulesForm,
    ExportForm,
    GrantRoleForm,
    InviteForm,
    RegisterFilterForm,
    WithdrawRoleForm,
)
from .portal import PortalCreateForm, PortalFactsForm
from .verbs import ArchiveForm, ChangeHostForm, ResumeForm, SuspendForm

__all__ = [
    "AcceptInvitationForm",
    "AcceptRulesForm",
    "ApprovalForm",
    "ArchiveForm",
    "BoardForm",
    "ChangeHostForm",
    "DelegateForm",
    "EndDelegationForm",
    "EndSeatForm",
    "ExportForm",
    "GrantRoleForm",
    "InviteForm",
    "OpenForm",
    "PortalCreateForm",
    "PortalFactsForm",
    "RegisterFilterForm",
    "ResumeForm",
    "ReviewVariantForm",
    "SeatForm",
    "SuspendForm",
    "WithdrawRoleForm",
]
