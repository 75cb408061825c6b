from .people import (
    AcceptInvitationForm,
    BoardForm,
    DelegateForm,
    EndDelegationForm,
    EndSeatForm,
    ExportForm,
    GrantRoleForm,
    InviteForm,
    SeatForm,
    WithdrawRoleForm,
)
from .portal import PortalCreateForm, PortalFactsForm
from .verbs import ArchiveForm, ChangeHostForm, OpenForm, ResumeForm, SuspendForm

__all__ = [
    "AcceptInvitationForm",
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
    "ResumeForm",
    "SeatForm",
    "SuspendForm",
    "WithdrawRoleForm",
]
