"""An editorial office at work: people write, submit, approve and send back, each at their time, by the real verbs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, Workflow

from accounts.models import User
from cityportal.demo.accounts import all_answered
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
        if "planned" in row:
            page.go_live_at = self.clock.moment_of_week(**row["planned"])
        correction = row.get("correction", {})
        later = self._as_it_was(page, correction, on=timezone.localdate(at))
        steps_before = {"draft": 0, "in_review": 1}.get(state, 2)
        self.write(page, by=author, at=at - steps_before * STEP, is_new=True)
        if state == "draft":
            return
        in_review = self.submit(page, by=author, at=at - (steps_before - 1) * STEP)
        if state == "returned":
            self.decide(in_review, "reject", at=at, comment=row["remark"])
        elif state != "in_review":
            self.decide(in_review, "approve", at=at)
        if correction:
            corrected_at = self.clock.not_later(at + timedelta(hours=correction["hours_after"]))
            self.publish_edit(page, by=author, at=corrected_at, correction_note=correction["note"], **later)
        if state == "approved_update":
            # Submit a newer version of a public page; the board has not decided on it yet.
            editor, begun = self.people["bientap"], self.clock.now - timedelta(hours=3)
            edited = self._changed(page, row["update"])
            self.write(edited, by=editor, at=begun)
            self.submit(edited, by=editor, at=begun + STEP)

    def write(self, page: Page, *, by: User, at: datetime, is_new: bool = False) -> None:
        """Save a version of a page as it is in memory. The tests validate the files; here it would cost ten queries."""
        with self.clock.standing_at(at):
            log(page, "wagtail.create" if is_new else "wagtail.edit", user=by)
            page.save_revision(user=by, clean=False)

    def submit(self, page: Page, *, by: User, at: datetime) -> TaskState:
        """Hand the latest version to the board; return its question to the board."""
        with self.clock.standing_at(at):
            return self.workflow.start(page, by).current_task_state

    def decide(self, in_review: TaskState, action: str, *, at: datetime, **kwargs: Any) -> None:
        """Let the head or the deputy, in turn, approve what is in review, or reject it with a comment.

        Where two persons approve, the other one follows at once.
        """
        decider = self.people[APPROVERS[self.decisions % len(APPROVERS)]]
        self.decisions += 1
        if action == "approve":
            next_step = self.approve_once(in_review, by=decider, at=at)
            if next_step is not None:
                self.decide(next_step, action, at=at)
            return
        with self.clock.standing_at(at):
            in_review.task.specific.on_action(in_review, decider, action, **kwargs)

    def approve_once(self, in_review: TaskState, *, by: User, at: datetime) -> TaskState | None:
        """Let one person approve; return the step that still waits, None where that was the last."""
        with self.clock.standing_at(at):
            in_review.task.specific.on_action(in_review, by, "approve", **all_answered())
        review = in_review.workflow_state
        review.refresh_from_db()
        return review.current_task_state if review.status == review.STATUS_IN_PROGRESS else None

    def publish_edit(self, page: Page, *, by: User, at: datetime, **changes: Any) -> None:
        """Change a page and bring the change to the public through the board."""
        edited = self._changed(page, changes)
        self.write(edited, by=by, at=at - 2 * STEP)
        self.decide(self.submit(edited, by=by, at=at - STEP), "approve", at=at)

    @cached_property
    def workflow(self) -> Workflow:
        """The review that the portal's pages go through."""
        return Page.objects.get(pk=self.portal.container_id).get_workflow()

    def take_other_steps(self) -> None:
        """Forget the review that was followed until now: what is submitted from now on takes that of today."""
        self.__dict__.pop("workflow", None)

    @staticmethod
    def _as_it_was(page: Page, correction: Row, *, on: date) -> dict[str, Any]:
        """Take from a page what comes with its correction; return that."""
        first = dict(correction.get("at_first", {}))
        first |= {name: on - timedelta(days=days) for name, days in correction.get("days_at_first", {}).items()}
        for now, then in correction.get("words_at_first", {}).items():
            first["text"] = first.get("text", page.text).replace(now, then)
        later = {name: getattr(page, name) for name in first}
        for name, value in first.items():
            setattr(page, name, value)
        return later

    @staticmethod
    def _changed(page: Page, changes: dict[str, Any]) -> Page:
        latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(latest, name, value)
        return latest
