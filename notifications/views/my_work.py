"""What waits for whoever looks: first on the dashboard, where it takes the place of Wagtail's panels, and whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from members.access.scope import scope_of_request
from members.views.base import AdminView, portal_url
from notifications.task_lists import (
    SHOWN,
    Entry,
    TaskList,
    Worker,
    days_waiting,
    task_list,
    task_list_types,
    task_lists,
)

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

ON_A_PAGE = 50


class MyWorkView(AdminView, TemplateView):
    """The lists with their first entries or, with `?list=`, one of them whole, page by page."""

    page_title = gettext_lazy("My work")
    template_name = "sites/my_work.html"
    header_icon = "tasks"

    def has_permission(self) -> bool:
        """Each sees the own work."""
        return True

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def kind(self) -> str | None:
        asked = self.request.GET.get("list", "")
        return asked if asked in {each.kind.value for each in task_list_types()} else None

    @property
    def number(self) -> int:
        """The page that is asked for; the first where something else is."""
        asked = self.request.GET.get("p", "")
        return max(int(asked), 1) if asked.isdecimal() and len(asked) < 6 else 1

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        worker = worker_of(self.request)
        if self.kind is None:
            return super().get_context_data(lists=_shown(worker, task_lists(worker)), **kwargs)
        found = task_list(worker, self.kind, first=(self.number - 1) * ON_A_PAGE, size=ON_A_PAGE)
        return super().get_context_data(
            lists=_shown(worker, [found] if found.entries else [], is_whole=True),
            previous=self.number - 1,
            next=self.number + 1 if found.count > self.number * ON_A_PAGE else 0,
            kind=self.kind,
            **kwargs,
        )


class MyWorkPanel(Component):
    """On everybody's dashboard."""

    class Media:
        css: ClassVar = {"all": ["css/admin/my-work.css"]}

    name = "my_work"
    template_name = "sites/my_work_panel.html"
    order = 100

    def __init__(self, worker: Worker) -> None:
        self.worker = worker

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"lists": _shown(self.worker, task_lists(self.worker)), "url": portal_url("my_work")}


# Wagtail's panels know no board, no own work, no portal that was left; and each asks for every row it shows.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel, RecentEditsPanel, LockedPagesPanel)


def put_my_work_first(request: HttpRequest, panels: list[Any]) -> None:
    """Put ours in the place of Wagtail's panels."""
    kept = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels[:] = [MyWorkPanel(worker_of(request)), *kept]


def worker_of(request: HttpRequest) -> Worker:
    user: Any = request.user
    return Worker(user=user, scope=scope_of_request(request), now=timezone.now())


def _shown(worker: Worker, lists: list[TaskList], *, is_whole: bool = False) -> list[dict[str, Any]]:
    return [
        {
            "kind": found.kind.value,
            "label": found.kind.label,
            "count": found.count,
            "url": "" if is_whole else f"{portal_url('my_work')}?list={found.kind.value}",
            "has_more": not is_whole and found.count > SHOWN,
            "rows": [_row(entry, is_dated=found.type.is_dated, on=worker.today) for entry in found.entries],
        }
        for found in lists
    ]


def _row(entry: Entry, *, is_dated: bool, on: date) -> dict[str, Any]:
    return {
        "entry": entry,
        "days": days_waiting(entry.since, on=on) if entry.since is not None and not is_dated else None,
        "since": entry.since if is_dated else None,
    }


__all__ = ["MyWorkPanel", "MyWorkView", "put_my_work_first"]
