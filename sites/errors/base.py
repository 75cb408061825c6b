"""What every refusal is, and those of no single subject."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class PortalRefusal(Exception):
    """A verb refuses. `code` is stable for tests and logs; `message` is shown to the person."""

    code = "refused"
    message = _("This is not possible.")

    def __str__(self) -> str:
        return str(self.message)


class RecordKept(PortalRefusal):
    code = "record_kept"
    message = _("What the record holds is never changed or deleted.")


class ReasonMissing(PortalRefusal):
    code = "reason_missing"
    message = _("Give a reason.")


class SealNotOpened(PortalRefusal):
    """No key of PERSONAL_DATA_KEYS opens it, or it is nothing that was sealed."""

    code = "seal_not_opened"
    message = _("This personal data cannot be read: the key it was sealed with is missing.")


class ChangedMeanwhile(PortalRefusal):
    """The database let somebody else go first, who held the same rows in another order."""

    code = "changed_meanwhile"
    message = _("Somebody else changes this at the same moment. Look at it once more, and try again.")


class WrongState(PortalRefusal):
    code = "wrong_state"
    message = _("The portal is not in a state that allows this.")
