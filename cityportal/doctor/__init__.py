"""What is wrong with this installation, in words, and what to do: behind `manage.py doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cityportal.doctor import (
    backups,
    disks,
    mails,
    personal_data,
    portals,
    record,
    rights,
    services,
    sign_in,
    working_days,
)
from cityportal.doctor.finding import Finding
from cityportal.doctor.outside import check_outside

Check = Callable[[], Iterator[Finding]]

# Without these nothing else can be asked; the first that finds something ends the examination.
VITAL_CHECKS: tuple[Check, ...] = (services.check_database, services.check_migrations)
CHECKS: tuple[Check, ...] = (
    services.check_settings,
    services.check_read_only,
    services.check_security_contact,
    services.check_cache,
    services.check_page_cache,
    services.check_catalogues,
    services.check_search_index,
    services.check_search_engine,
    services.check_virus_scanner,
    disks.check_disks,
    services.check_failed_tasks,
    portals.check_foundation,
    portals.check_city,
    portals.check_complete,
    portals.check_sites,
    portals.check_hosts,
    portals.check_boards,
    portals.check_review_variants,
    rights.check_invariant,
    rights.check_publish_permission,
    rights.check_reach,
    rights.check_administration,
    rights.check_superusers,
    rights.check_last_operator,
    rights.check_suspended,
    rights.check_second_factors,
    rights.check_groups_in_step,
    sign_in.check_city_sign_in,
    personal_data.check_keys,
    personal_data.check_kept,
    mails.check_question_mails,
    working_days.check_years,
    record.check_triggers,
    record.check_anchors,
    backups.check_backups,
    backups.check_drills,
    backups.check_mirror,
)
# Read every row of their kind: left out with `--quick`.
THOROUGH_CHECKS: tuple[Check, ...] = (
    rights.check_content,
    rights.check_files_of_portals,
    record.check_record,
    services.check_references,
)
OUTSIDE_CHECKS: tuple[Check, ...] = (check_outside, sign_in.check_provider)
# The database answers, though it is not the engine that this installation should have.
NOT_VITAL = frozenset({"database_engine"})


def examine(*, outside: bool = False, quick: bool = False) -> list[Finding]:
    """Everything that is wrong, the most basic first; with `outside`, also what citizens meet from the network.

    With `quick`, only what costs the same however much an installation holds.
    """
    findings: list[Finding] = []
    for check in VITAL_CHECKS:
        findings += check()
        if any(finding.code not in NOT_VITAL for finding in findings):
            return findings
    for check in (*CHECKS, *(() if quick else THOROUGH_CHECKS), *(OUTSIDE_CHECKS if outside else ())):
        findings += check()
    return findings


__all__ = ["CHECKS", "NOT_VITAL", "OUTSIDE_CHECKS", "THOROUGH_CHECKS", "VITAL_CHECKS", "Finding", "examine"]
