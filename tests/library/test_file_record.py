"""Every picture and document that comes, goes or is given to another portal stands in the record, once (24.12)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry, UploadedFile

from accounts.models import User
from audit.enums import AuditEventKind
from audit.models import PortalEvent
from library.models import PortalDocument, PortalImage
from members.enums import Role
from members.memberships import grant_membership
from tests.admin import browser
from tests.each import each_case
from tests.factories import AT, DEPARTMENT, make_member, make_portal
from tests.fullest import make_document, make_image
from tests.isolation.attacks import image_file

pytestmark = pytest.mark.django_db

KINDS = ("image", "document")


def told(action):
    """Portal and actor of each event of an action."""
    rows = PortalEvent.objects.filter(kind=AuditEventKind.WORKED_ON, data__action=action)
    return sorted(rows.values_list("portal__code", "actor__username"))


def own_file(portal, kind, editor):
    row = make_image(portal, "Ảnh") if kind == "image" else make_document(portal, "Tệp.pdf")
    type(row).objects.filter(pk=row.pk).update(uploaded_by_user=editor)
    return row


def text_file():
    return SimpleUploadedFile("a.txt", "Một tệp".encode(), "text/plain")


@each_case("screen", ["delete", "delete_multiple", "bulk"])
@each_case("kind", KINDS)
def test_file_that_is_deleted_by_whatever_screen_is_told_of_once(district, kind, screen):
    editor = make_member(district, Role.EDITOR)
    row = own_file(district, kind, editor)
    if screen == "bulk":
        address = reverse("wagtail_bulk_action", args=["library", f"portal{kind}", "delete"]) + f"?id={row.pk}"
    else:
        address = reverse(f"wagtail{'images' if kind == 'image' else 'docs'}:{screen}", args=[row.pk])
    browser(editor).post(address, {"next": "/admin/"})
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert told("wagtail.delete") == [(district.code, editor.username)]


@each_case(
    ("name", "prefix", "file", "model"),
    [
        ("wagtailimages_chooser:create", "image-chooser-upload-", image_file, PortalImage),
        ("wagtaildocs_chooser:create", "document-chooser-upload-", text_file, PortalDocument),
        ("wagtailimages:add", "", image_file, PortalImage),
        ("wagtaildocs:add", "", text_file, PortalDocument),
    ],
)
def test_file_that_is_uploaded_is_told_of_once_with_who_brought_it(district, name, prefix, file, model):
    editor = make_member(district, Role.EDITOR)
    sent = {"title": "Anh", "description": "Một chấm", "collection": district.collection_id, "file": file()}
    browser(editor).post(reverse(name), {f"{prefix}{key}": value for key, value in sent.items()})
    assert model.objects.get().uploaded_by_user == editor
    assert told("wagtail.create") == [(district.code, editor.username)]
    assert ModelLogEntry.objects.filter(action="wagtail.create").count() == 1


def test_files_of_the_screen_of_many_uploads_are_told_of_once(district):
    editor = make_member(district, Role.EDITOR)
    client, here = browser(editor), {"title": "a", "collection": district.collection_id}
    client.post(reverse("wagtaildocs:add_multiple"), {**here, "files[]": text_file()})
    assert PortalDocument.objects.get().uploaded_by_user == editor
    assert told("wagtail.create") == [(district.code, editor.username)]
    client.post(reverse("wagtailimages:add_multiple"), {**here, "files[]": image_file()})
    upload = UploadedFile.objects.get()
    name = f"uploaded-image-{upload.pk}"
    client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk]),
        {f"{name}-title": "Anh", f"{name}-description": "Một chấm", f"{name}-collection": district.collection_id},
    )
    assert PortalImage.objects.get().uploaded_by_user == editor
    assert told("wagtail.create") == [(district.code, editor.username)] * 2


@pytest.mark.both_engines
@each_case("screen", ["bulk", "edit"])
@each_case("kind", KINDS)
def test_file_that_is_given_to_another_portal_is_told_of_on_both(city, district, kind, screen):
    other = make_portal(DEPARTMENT)
    editor = make_member(district, Role.EDITOR)
    grant_membership(editor, role=Role.EDITOR, portal=other, reason="Kiêm nhiệm", by=None, at=AT)
    row = own_file(district, kind, editor)
    sent = {"collection": other.collection_id, "title": "Tên", "description": "Một chấm", "next": "/admin/"}
    if screen == "bulk":
        address = reverse("wagtail_bulk_action", args=["library", f"portal{kind}", "add_to_collection"])
        address += f"?id={row.pk}"
    else:
        address = reverse(f"wagtail{'images' if kind == 'image' else 'docs'}:edit", args=[row.pk])
    client = browser(User.objects.get(pk=editor.pk))
    client.post(address, sent)
    row.refresh_from_db()
    assert row.collection_id == other.collection_id
    assert told("wagtail.move") == sorted([(district.code, editor.username), (other.code, editor.username)])
    client.post(address, sent)
    assert len(told("wagtail.move")) == 2


@each_case("method", ["delete", "put", "patch", "options"])
@each_case("kind", KINDS)
def test_verb_of_http_that_no_screen_sends_does_nothing(district, kind, method):
    editor = make_member(district, Role.EDITOR)
    row = own_file(district, kind, editor)
    client = browser(editor)
    for address in (
        reverse(f"wagtail{'images' if kind == 'image' else 'docs'}:delete", args=[row.pk]),
        reverse("wagtail_bulk_action", args=["library", f"portal{kind}", "delete"]) + f"?id={row.pk}",
    ):
        assert getattr(client, method)(address).status_code == 400
    assert type(row).objects.filter(pk=row.pk).exists()


def test_verbs_of_http_that_wagtail_sends_itself_are_answered(district):
    client = browser(make_member(district, Role.EDITOR))
    closed = client.patch(reverse("wagtailadmin_dismissibles"), '{"help": true}', content_type="application/json")
    assert closed.status_code == 200
    page = reverse("wagtailadmin_pages:edit", args=[district.site.root_page_id])
    assert client.patch(page).status_code == 400
