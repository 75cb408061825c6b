"""Refusals of verbs on the whole installation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class ExaminationForbidden(PortalRefusal):
    code = "examination_forbidden"
    message = _("Only operators examine the installation.")
