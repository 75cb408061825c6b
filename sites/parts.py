"""What `sites` gives every portal at birth: the site, the groups, the board, the review workflow."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Page, Site, Workflow, WorkflowPage, WorkflowTask

from sites.groups import ensure_portal_groups
from sites.models import Board, BoardApprovalTask, Portal
from sites.registry import register_opened_rows, register_portal_part

# The row is content, seen by editors as it stands: it is written in the language of the admin.
WORKFLOW_NAME = gettext_noop("Review by the editorial board")


@register_portal_part("container title", order=15, follows_name=True)
def ensure_container_title(portal: Portal, at: datetime) -> None:
    """Call the container as the portal is called: it is never public, so no review is passed by."""
    if portal.container.title != portal.name_vi:
        Page.objects.filter(pk=portal.container_id).update(title=portal.name_vi, draft_title=portal.name_vi)


@register_portal_part("site", order=20, follows_name=True)
def ensure_site(portal: Portal, at: datetime) -> None:
    """Tie the current hostname to the Vietnamese home, at the port that is served."""
    host = portal.hostnames.current().get().host
    home = portal.container.get_children().get(slug=settings.LANGUAGE_CODE)
    wanted = {"hostname": host, "port": settings.PUBLIC_PORT, "root_page": home, "site_name": portal.name_vi}
    if portal.site is None:
        portal.site = Site.objects.create(**wanted)
        portal.save(update_fields=["site"])
        return
    if any(getattr(portal.site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(portal.site, name, value)
        portal.site.save()


@register_portal_part("groups", order=40)
def ensure_groups(portal: Portal, at: datetime) -> None:
    """Create the groups of the portal's roles, with their rights on container and collection."""
    ensure_portal_groups(portal)


@register_portal_part("board", order=50)
def ensure_board(portal: Portal, at: datetime) -> None:
    """Create the record of the editorial board; its seats are given by decision (15.1)."""
    Board.objects.get_or_create(portal=portal)


@register_portal_part("review", order=60)
def ensure_review(portal: Portal, at: datetime) -> None:
    """Put the container, and so both languages, under the one review workflow."""
    WorkflowPage.objects.update_or_create(page=portal.container, defaults={"workflow": ensure_workflow()})


def ensure_workflow() -> Workflow:
    """The one review workflow of all portals, with its one task."""
    with translation.override(settings.LANGUAGE_CODE):
        name = gettext(WORKFLOW_NAME)
    task = BoardApprovalTask.objects.first() or BoardApprovalTask.objects.create(name=name)
    link = WorkflowTask.objects.filter(task=task).select_related("workflow").first()
    if link is not None:
        return link.workflow
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


@register_opened_rows
def facts_of(portal: Portal) -> list[Portal]:
    """What the footer says of the portal."""
    return [portal]
