"""The drill: restore the newest set beside the living installation, use the copy, delete it, record what was found."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from audit.events import record_event
from cityportal.backups.databases import drop_database
from cityportal.backups.encryption import identities_in
from cityportal.backups.enums import BackupEventKind
from cityportal.backups.errors import BackupRefused, BadSet
from cityportal.backups.restoring import Opened, default_database, newest_set, open_set, restore
from cityportal.backups.sets import Summary
from cityportal.backups.targets import Target
from cityportal.doctor.finding import Finding
from cityportal.settings.env import BASE_DIR

if TYPE_CHECKING:
    from accounts.models import User

_HOUR: Final = timedelta(hours=1)
_SAID: Final = 1000

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Drilled:
    """What a drill found.

    Attributes:
        age: of the set when the drill began: what would have been lost.
        seconds: from the first question to the last answer of the copy.
    """

    summary: Summary | None
    findings: Sequence[Finding]
    age: timedelta
    seconds: float


def drill_restore(*, target: Target, key_file: Path, at: datetime, by: User | None, tell: Tell) -> Drilled:
    """Restore the newest set of a target, ask the copy, delete it, and record what was found.

    Raises:
        BackupRefused: the private key cannot be read.
    """
    identities = identities_in(key_file)
    begun = time.monotonic()
    findings: list[Finding] = []
    summary = None
    try:
        summary = newest_set(target)
        findings += _too_old(summary, at=at)
        tell(_("Restoring the set %(name)s from %(target)s …") % {"name": summary.name, "target": target.name})
        findings += _asked_copy(open_set(target, summary, identities), tell=tell)
    except BadSet as bad:
        findings.append(bad.finding)
    except BackupRefused as error:
        findings.append(
            Finding(
                "not_restored",
                _("The copy could not be made or used: %s") % error,
                _("See that there is room, and that the account of DATABASE_URL may create databases (CREATEDB)."),
            )
        )
    except OSError as error:
        findings.append(
            Finding(
                "target_away",
                _("%(target)s does not answer: %(error)s") % {"target": target.name, "error": error},
                _("See that the target can be reached, then drill again."),
            )
        )
    age = at - summary.made_at if summary else timedelta(0)
    drilled = Drilled(summary, findings, age, time.monotonic() - begun)
    record_event(
        BackupEventKind.RESTORE_DRILLED,
        portal=None,
        at=at,
        by=by,
        backup=summary.name if summary else "",
        targets=[target.name],
        seconds=round(drilled.seconds),
        hours_old=round(age / _HOUR, 1),
        wrong=[finding.problem for finding in findings],
        codes=[finding.code for finding in findings],
    )
    return drilled


def _too_old(summary: Summary, *, at: datetime) -> Iterator[Finding]:
    if at - summary.made_at > timedelta(hours=settings.BACKUP_MAX_AGE_HOURS):
        yield Finding(
            "old",
            _("The newest set, %(name)s, is %(hours)d hours old: backups have stopped.")
            % {"name": summary.name, "hours": (at - summary.made_at) / _HOUR},
            _("See that Celery beat and a worker run, or run: %(command)s") % {"command": "manage.py backup"},
        )


def _asked_copy(opened: Opened, *, tell: Tell) -> list[Finding]:
    with tempfile.TemporaryDirectory(prefix="cityportal-drill-", dir=settings.BACKUP_WORK_DIR or None) as work:
        folder = Path(work, "restored")
        # Nobody has this name yet, and only what was made under it is deleted.
        database = default_database(folder, f"drill_{secrets.token_hex(4)}")
        if wrong := restore(opened, folder, database, tell=tell):
            return wrong
        try:
            tell(_("Asking the copy …"))
            return ask_copy(opened, folder, database)
        finally:
            with suppress(BackupRefused):
                drop_database(database)


def ask_copy(opened: Opened, folder: Path, database: str) -> list[Finding]:
    """Start the product on a restored copy, in a process of its own, and return what it finds there.

    Raises:
        BackupRefused: it does not come to its end.
    """
    expected = json.dumps({"counts": dict(opened.manifest.counts), "titles": dict(opened.manifest.titles)})
    asked = subprocess.run(  # noqa: S603 -- our own command
        [sys.executable, str(BASE_DIR / "manage.py"), "check_restored"],
        input=expected,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "cityportal.settings.restored",
            "LIVING_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
            "RESTORED_FOLDER": str(folder),
            "RESTORED_DATABASE": database,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        raise BackupRefused(_("The product does not start on the copy: %s") % asked.stderr.strip()[-_SAID:])
    found: list[dict[str, Any]] = json.loads(asked.stdout.splitlines()[-1])
    return [Finding(**finding) for finding in found]


def as_rows(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Findings as JSON holds them."""
    return [asdict(finding) for finding in findings]
