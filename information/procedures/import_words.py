"""What an import of procedures would do, in words: for the screen and the command alike."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from formats.vietnamese.dates import vi_date
from information.models import ProcedurePage
from information.procedures.procedure_columns import COLUMNS
from information.procedures.procedure_import import Difference, HeldBecause, ImportPlan

HELD: Final[dict[HeldBecause, Promise]] = {
    HeldBecause.IN_REVIEW: gettext_lazy("It is in review: wait until the board has decided."),
    HeldBecause.SCHEDULED: gettext_lazy("A version of it is approved and waits for its time."),
    HeldBecause.RETURNED: gettext_lazy("The board returned it: its author works on it."),
    HeldBecause.LOCKED: gettext_lazy("Somebody locked the page."),
    HeldBecause.NO_RIGHT: gettext_lazy("You may not change this page: somebody else wrote it."),
    HeldBecause.DOUBLED: gettext_lazy("Several pages of this section have this code: keep one of them."),
}


def words_of(difference: Difference) -> tuple[str, str, str]:
    """The column, what was there and what comes, as readers would see them."""
    return (
        COLUMNS[difference.field],
        _shown(difference.field, difference.before),
        _shown(difference.field, difference.after),
    )


def _shown(field: str, value: Any) -> str:
    if value in (None, ""):
        return _("(empty)")
    if field == "trigger_date":
        return vi_date(date.fromisoformat(value))
    return str(dict(ProcedurePage._meta.get_field(field).flatchoices).get(value, value))


def summary_of(plan: ImportPlan) -> str:
    """What was done, in a sentence."""
    new = ngettext("%(count)d draft created", "%(count)d drafts created", len(plan.new)) % {"count": len(plan.new)}
    changed = ngettext(
        "%(count)d procedure with a new draft version", "%(count)d procedures with a new draft version",
        len(plan.changed),
    ) % {"count": len(plan.changed)}  # fmt: skip
    told = _("%(new)s, %(changed)s. Submit them to the board: nothing is public before it approves.")
    return told % {"new": new, "changed": changed}
