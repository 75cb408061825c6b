"""Details of the events of backups and drills, as readers of the record see them."""

from __future__ import annotations

from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.kinds import Detail

DETAILS: Final[dict[str, Detail]] = {
    "backup": (_("Backup"), str),
    "targets": (_("Targets"), ", ".join),
    "bytes": (_("Size"), filesizeformat),
    "files": (_("Files"), str),
    "seconds": (_("Seconds"), str),
    "hours_old": (pgettext_lazy("backup", "Hours old"), str),
    "missing_files": (_("Files that no storage has"), lambda count: str(count or "")),
    "wrong": (_("What is wrong"), "; ".join),
}
