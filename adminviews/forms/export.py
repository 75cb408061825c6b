"""The form of an export: a reason."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from adminviews.forms.text import ReasonForm


class AuditExportForm(ReasonForm):
    """An export leaves the system: who takes it says what for."""

    reason_help = _("What the export is for; it stands with your act in the record of each portal concerned.")
