"""An editorial office at work: people write, submit, approve and send back, each at their time, by the real verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from wagtail.log_actions import log
from wagtail.models import Page, Task

from accounts.models import User
from cityportal.demo.clock import DemoClock
from cityportal.demo.content import Row
from sites.models import Portal

# Between writing and submitting, and between submitting and the decision.
STEP: Final = timedelta(minutes=40)
APPROVERS: Final = ("truongban", "phoban")


@dataclass
class Newsroom:
    """One portal with the people who write for it and those who decide."""

    portal: Portal
    people: dict[str, User]
    clock: DemoClock
    decisions: int = 0

    def tell(self, page: Page, row: Row, *, at: datetime) -> None:
        """Give a page that was just inserted the history that its file says: it ends at `at`, in the given state."""
        author = self.people[row["author"]]
        state = row["state"]
        steps_before = {"draft": 0, "in_review": 1}.get(state, 2)
        self.write(page, by=author, at=at - steps_before * STEP, is_new=True)
        if state == "draft":
            return
        self.submit(page, by=author, at=at - (steps_before - 1) * STEP)
        if state == "returned":
            self.send_back(page, at=at, remark=row["remark"])
        elif state != "in_review":
            self.approve(page, at=at)
        if "correction" in row:
            self._correct(page, row["correction"], by=author, at=at)
        if state == "approved_update":
            self._begin_update(page, row["update"], by=self.people["bientap"])

    def write(self, page: Page, *, by: User, at: datetime, is_new: bool = False) -> None:
        """Save a version of a page as it is in memory."""
        with self.clock.standing_at(at):
            log(page, "wagtail.create" if is_new else "wagtail.edit", user=by)
            page.save_revision(user=by)

    def submit(self, page: Page, *, by: User, at: datetime) -> None:
        """Hand the latest version to the board."""
        with self.clock.standing_at(at):
            page.get_workflow().start(page, by)

    def approve(self, page: Page, *, at: datetime) -> None:
        """Let the head or the deputy, in turn, approve what is in review: it becomes public."""
        self._decide(page, "approve", at=at)

    def send_back(self, page: Page, *, at: datetime, remark: str) -> None:
        """Let the board return what is in review."""
        self._decide(page, "reject", at=at, comment=remark)

    def publish_edit(self, page: Page, *, by: User, at: datetime, **changes: Any) -> None:
        """Change a page and bring the change to the public through the board."""
        edited = self._changed(page, changes)
        self.write(edited, by=by, at=at - 2 * STEP)
        self.submit(edited, by=by, at=at - STEP)
        self.approve(edited, at=at)

    def _decide(self, page: Page, action: str, *, at: datetime, **kwargs: Any) -> None:
        decider = self.people[APPROVERS[self.decisions % len(APPROVERS)]]
        self.decisions += 1
        task_state = page.current_workflow_task_state
        task: Task = task_state.task.specific
        with self.clock.standing_at(at):
            task.on_action(task_state, decider, action, **kwargs)

    def _correct(self, page: Page, correction: Row, *, by: User, at: datetime) -> None:
        corrected_at = self.clock.not_later(at + timedelta(hours=correction["hours_after"]))
        self.publish_edit(
            page, by=by, at=corrected_at, correction_note=correction["note"], correction_at=corrected_at
        )

    def _begin_update(self, page: Page, changes: Row, *, by: User) -> None:
        """Submit a newer version of a public page; the board has not decided on it yet."""
        at = self.clock.now - timedelta(hours=3)
        edited = self._changed(page, changes)
        self.write(edited, by=by, at=at)
        self.submit(edited, by=by, at=at + STEP)

    @staticmethod
    def _changed(page: Page, changes: dict[str, Any]) -> Page:
        latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(latest, name, value)
        return latest
