"""The acts of a review on the plain page type: draft, autosave, submission, two approvals by two groups."""

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tests.admin_forms import whole_form_of
from tests.bare.models import BarePage, Subject, Tag
from tests.statements import Statements, counted_statements


def costs(given: dict[str, Any]) -> dict[str, Statements]:
    """Statements of each act, on a page with the given blocks."""
    parent, people = _installation()
    page = _page(parent, given, owner=people["editor"])
    found = {}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    editor = _browser(people["editor"])
    form = whole_form_of(editor, edit) | {"lead": "Một câu khác."}
    overwritten = form | {"overwrite_revision_id": page.latest_revision_id}
    with counted_statements() as found["autosave"]:
        answer = editor.post(edit, overwritten, headers={"accept": "application/json"})
    assert answer.json()["success"], answer.json()

    form = whole_form_of(editor, edit)
    with counted_statements() as found["submit"]:
        editor.post(edit, form | {"action-submit": "1"})
    page.refresh_from_db()
    assert page.current_workflow_state is not None

    first, second = _browser(people["first"]), _browser(people["second"])
    first.get(edit)
    with counted_statements() as found["open_editor"]:
        assert first.get(edit).status_code == 200

    for browser in (first, second):
        browser.get(edit)
        state = BarePage.objects.get(pk=page.pk).current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        with counted_statements() as found["approve_and_publish"]:
            browser.post(address, {"comment": ""})
    assert BarePage.objects.get(pk=page.pk).live
    return found


def _browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _installation() -> tuple[Page, dict[str, User]]:
    """What the initial data of Wagtail holds, and a workflow of two steps, each of a group."""
    Locale.objects.create(language_code="en")
    root = Page.add_root(instance=Page(title="Root", slug="root"))
    home = root.add_child(instance=Page(title="Home", slug="home"))
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    collection = Collection.add_root(instance=Collection(name="Root"))
    workflow = Workflow.objects.create(name="Two steps")
    WorkflowPage.objects.create(page=root, workflow=workflow)
    people = {}
    for number, name in enumerate(("editor", "first", "second")):
        group = Group.objects.create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for codename in (
            ("add_page", "change_page", "publish_page") if name != "editor" else ("add_page", "change_page")
        ):
            permission = Permission.objects.get(codename=codename)
            GroupPagePermission.objects.create(group=group, page=root, permission=permission)
        for codename in ("choose_image", "choose_document"):
            permission = Permission.objects.get(codename=codename)
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
        people[name] = User.objects.create_user(name, email=f"{name}@bare.example")
        people[name].groups.add(group)
        if name != "editor":
            task = GroupApprovalTask.objects.create(name=name)
            task.groups.add(group)
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
    return home, people


def _page(parent: Page, given: dict[str, Any], *, owner: User) -> BarePage:
    for key in given["images"]:
        file = get_test_image_file(filename=f"{key}.png")
        Image.objects.create(pk=key, title=str(key), file=ImageFile(file.file, name=f"{key}.png"))
    for key in given["documents"]:
        Document.objects.create(pk=key, title=str(key), file=ContentFile(b"bytes", f"{key}.pdf"))
    if given["page"] != parent.pk:
        parent.add_child(instance=BarePage(pk=given["page"], title="Linked", slug="linked"))
    page = BarePage(title="An article", lead="Hai câu.", body=given["body"], image_id=given["images"][0], live=False)
    page.owner = owner
    parent.add_child(instance=page)
    page.save_revision(user=owner)
    page.subjects = [Subject.objects.create(name=str(number)) for number in range(2)]
    page.words = [Tag.objects.create(name=str(number)) for number in range(2)]
    page.save_revision(user=owner)
    return page
