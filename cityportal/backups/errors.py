"""Why a backup is not made, or a set cannot be restored."""

from __future__ import annotations

from cityportal.doctor.finding import Finding


class BackupRefused(Exception):
    """A backup, restore or drill does not begin or come to its end; says in words why and what to do."""


class BadSet(Exception):
    """A set at a target that cannot be restored, with what is wrong in words."""

    def __init__(self, code: str, problem: str, advice: str) -> None:
        super().__init__(problem)
        self.finding = Finding(code, problem, advice)
