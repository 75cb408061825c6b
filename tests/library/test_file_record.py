"""Every picture and document that comes, goes or is given to another portal stands in the record, once (24.12).

A file that is given to another portal leaves behind what the people of the former one did with it.
"""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, UploadedFile

from accounts.models import User
from adminsite.visible_rows import actors, own_entries
from audit.enums import AuditEventKind
from audit.models import PortalEvent
from editorial.enums import ApprovalKind
from editorial.models import Approval
from library.files.checked import delete_unfinished_uploads
from library.models import PortalDocument, PortalImage
from library.tasks import delete_unfinished_uploads as nightly
from members.enums import Role, Seat
from members.memberships import grant_membership
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import AT, DEPARTMENT, make_head, make_member, make_operator, make_portal, make_user
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


FORMER, LATER = "Ảnh tên cũ", "Ảnh tên mới"


@pytest.fixture
def both(city, district):
    """An editor of both portals."""
    person = make_user("editor.both", first_name="KiemNhiem")
    for portal in (city, district):
        grant_membership(person, role=Role.EDITOR, portal=portal, reason="Kiêm nhiệm", by=None, at=AT)
    return person


@pytest.fixture
def image(city):
    """Edited on the city portal, by somebody with a telling name, under its former title."""
    person = make_member(city)
    person.first_name = "NguoiThanhPho"
    person.save(update_fields=["first_name"])
    made = make_image(city, FORMER)
    log(made, "wagtail.create", user=person)
    log(made, "wagtail.edit", user=person)
    return made


def give(image, portal, by, how):
    """By the screen of the file, or with many at once."""
    client = browser(by)
    if how == "form":
        form = {"title": LATER, "description": "Một mảng màu xanh", "collection": portal.collection_id}
        client.post(reverse("wagtailimages:edit", args=[image.pk]), form)
    else:
        address = reverse("wagtail_bulk_action", args=["library", "portalimage", "add_to_collection"])
        client.post(f"{address}?id={image.pk}", {"collection": portal.collection_id})
        PortalImage.objects.filter(pk=image.pk).update(title=LATER)
    given = PortalImage.objects.get(pk=image.pk)
    assert given.collection_id == portal.collection_id
    return given


def history(person):
    return browser(person).get(reverse("wagtailadmin_reports:site_history")).content.decode()


def offered(person):
    """Those by whose name the history can be filtered."""
    return set(actors(type("Request", (), {"user": person, "GET": {}})()))


@each_case("how", ["form", "bulk"])
def test_new_portal_reads_of_a_file_what_happened_since_it_came(city, district, both, image, how):
    log(give(image, district, both, how), "wagtail.edit", user=make_member(district))
    shown = history(make_member(district))
    assert LATER in shown
    assert FORMER not in shown
    assert "NguoiThanhPho" not in shown
    assert make_member(city) not in offered(make_member(district))
    assert make_member(district) in offered(make_member(district))


def test_operator_reads_the_whole_log_of_a_file(city, district, both, image):
    give(image, district, both, "form")
    assert FORMER in history(make_operator())
    request = type("Request", (), {"user": make_operator(), "GET": {}})()
    assert own_entries(ModelLogEntry, request).filter(object_id=str(image.pk)).count() == 3


def test_file_that_comes_back_has_what_happened_on_the_own_portal(city, district, both, image):
    given = give(image, district, both, "bulk")
    log(given, "wagtail.edit", user=make_member(district))
    give(given, city, both, "bulk")
    shown = history(make_member(city))
    assert FORMER in shown
    assert LATER not in shown


def test_former_board_does_not_read_what_the_new_portal_calls_a_file(city, district, both, image):
    Approval.objects.create(
        portal=city,
        content_object=image,
        kind=ApprovalKind.REVIEW,
        approved_by=make_head(city),
        seat=Seat.HEAD,
        approved_at=timezone.now(),
    )
    assert FORMER in browser(make_head(city)).get(url("approvals")).content.decode()
    give(image, district, both, "form")
    shown = browser(make_head(city)).get(url("approvals")).content.decode()
    assert LATER not in shown
    assert "Tệp của cổng khác" in shown


@pytest.fixture
def upload(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return UploadedFile.objects.create(file=ContentFile(b"cccd", name="cccd.png"))


def age(upload, **span):
    sent = (timezone.now() - timedelta(**span)).timestamp()
    os.utime(upload.file.path, (sent, sent))


@pytest.mark.both_engines
def test_upload_of_yesterday_is_deleted_with_its_file_and_one_of_today_is_kept(upload):
    young = UploadedFile.objects.create(file=ContentFile(b"anh", name="anh.png"))
    age(upload, days=1, minutes=1)
    age(young, hours=23)
    assert delete_unfinished_uploads(at=timezone.now()) == 1
    assert list(UploadedFile.objects.all()) == [young]
    assert not default_storage.exists(upload.file.name)
    assert default_storage.exists(young.file.name)


def test_row_whose_file_is_gone_is_deleted(upload):
    default_storage.delete(upload.file.name)
    assert nightly() == 1
    assert not UploadedFile.objects.exists()


def test_command_says_how_many(upload):
    age(upload, days=2)
    call_command("delete_unfinished_uploads", stdout=(said := StringIO()))
    assert "Số tệp tải lên bỏ dở đã xóa: 1." in said.getvalue()
