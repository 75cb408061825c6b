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
from .verbs import ArchiveForm, ChangeHostForm, OpenForm, ResumeForm, SuspendForm

__all__ = [
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
