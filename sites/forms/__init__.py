from .people import BoardForm, EndSeatForm, GrantRoleForm, SeatForm, WithdrawRoleForm
from .portal import PortalCreateForm, PortalFactsForm
from .verbs import ArchiveForm, ChangeHostForm, OpenForm, ResumeForm, SuspendForm

__all__ = [
    "ArchiveForm",
    "BoardForm",
    "ChangeHostForm",
    "EndSeatForm",
    "GrantRoleForm",
    "OpenForm",
    "PortalCreateForm",
    "PortalFactsForm",
    "ResumeForm",
    "SeatForm",
    "SuspendForm",
    "WithdrawRoleForm",
]
