"""What every refusal is, and those of no single subject."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from formats.errors import FormatRefused
from formats.vietnamese.dates import vi_short_datetime


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


class StorageAway(PortalRefusal, OSError):
    """The storage of files does not answer, or refuses. What is saved meanwhile has no file.

    Attributes:
        reason: what the storage said, for operators.
    """

    code = "storage_away"
    message = _(
        "The storage of files does not answer at this moment, so the file cannot be kept. What you typed is still "
        "here: choose the file again in a few minutes."
    )

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class TooManyTries(PortalRefusal):
    """Somebody tried a password, or a form that anybody reaches, too often.

    Attributes:
        until: when the next try is answered.
        since: when the first of those that count was made, where that is said.
    """

    code = "too_many_tries"
    message = _("There were too many tries. Try again after %(time)s.")

    def __init__(self, *, until: datetime, since: datetime | None = None) -> None:
        super().__init__(until)
        self.until, self.since = until, since

    def __str__(self) -> str:
        until = timezone.localtime(self.until)
        is_today = self.since is None or timezone.localdate(self.since) == until.date()
        time = date_format(until, "TIME_FORMAT") if is_today else vi_short_datetime(until)
        return str(self.message) % {"time": time}


class ContentsRefused(PortalRefusal):
    """A text or file is refused by a rule of `formats`, whose code and words it has."""

    def __init__(self, refusal: FormatRefused) -> None:
        super().__init__(refusal)
        self.code = refusal.code
        self._said = str(refusal)

    def __str__(self) -> str:
        return self._said


@contextmanager
def refusing_contents() -> Iterator[None]:
    """Let refusals of `formats` be refusals of the verb that asked.

    Raises:
        ContentsRefused: see above.
    """
    try:
        yield
    except FormatRefused as refusal:
        raise ContentsRefused(refusal) from refusal
