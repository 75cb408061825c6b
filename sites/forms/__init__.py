from .checklist import ApprovalForm, OpenForm
from .people import (
    BoardForm,
    DelegateForm,
    EndDelegationForm,
    EndSeatForm,
    GrantRoleForm,
    RegisterFilterForm,
    ReviewVariantForm,
    SeatForm,
    WithdrawRoleForm,
)
from .portal import PortalCreateForm, PortalFactsForm
from .verbs import ArchiveForm, ChangeHostForm, ResumeForm, SuspendForm

__all__ = [
    "ApprovalForm",
    "ArchiveForm",
    "BoardForm",
    "ChangeHostForm",
    "DelegateForm",
    "EndDelegationForm",
    "EndSeatForm",
    "GrantRoleForm",
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
