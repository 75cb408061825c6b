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

from adminsite.visible_rows import actors, visible_entries
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


def address_of(row, screen):
    """Of a screen for one file, or of what is done with many at once."""
    kind = row._meta.model_name
    if screen in {"delete_many", "add_to_collection"}:
        return reverse("wagtail_bulk_action", args=["library", kind, screen.removesuffix("_many")]) + f"?id={row.pk}"
    return reverse(f"wagtail{'images' if kind == 'portalimage' else 'docs'}:{screen}", args=[row.pk])


def own_file(portal, kind, editor):
    row = make_image(portal, "Ảnh") if kind == "image" else make_document(portal, "Tệp.pdf")
    type(row).objects.filter(pk=row.pk).update(uploaded_by_user=editor)
    return row


def text_file():
    return SimpleUploadedFile("a.txt", "Một tệp".encode(), "text/plain")


@pytest.mark.slow(reason="deletes a picture and a document on three screens")
@each_case("screen", ["delete", "delete_multiple", "delete_many"])
@each_case("kind", KINDS)
def test_file_that_is_deleted_by_whatever_screen_is_told_of_once(district, kind, screen):
    editor = make_member(district, Role.EDITOR)
    row = own_file(district, kind, editor)
    browser(editor).post(address_of(row, screen), {"next": "/admin/"})
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
    sent = {f"uploaded-image-{upload.pk}-{name}": value for name, value in here.items()}
    sent[f"uploaded-image-{upload.pk}-description"] = "Một chấm"
    client.post(reverse("wagtailimages:create_multiple_from_uploaded_image", args=[upload.pk]), sent)
    assert PortalImage.objects.get().uploaded_by_user == editor
    assert told("wagtail.create") == [(district.code, editor.username)] * 2


@pytest.mark.slow(reason="gives a picture and a document away on two screens, twice each")
@pytest.mark.both_engines
@each_case("screen", ["add_to_collection", "edit"])
@each_case("kind", KINDS)
def test_file_that_is_given_to_another_portal_is_told_of_on_both(city, district, kind, screen):
    other, editor = make_portal(DEPARTMENT), make_member(district, Role.EDITOR)
    grant_membership(editor, role=Role.EDITOR, portal=other, reason="Kiêm nhiệm", by=None, at=AT)
    row, client = own_file(district, kind, editor), browser(editor)
    sent = {"collection": other.collection_id, "title": "Tên", "description": "Một chấm", "next": "/admin/"}
    for _time in range(2):
        client.post(address_of(row, screen), sent)
        assert type(row).objects.get(pk=row.pk).collection == other.collection
        assert told("wagtail.move") == sorted((portal.code, editor.username) for portal in (district, other))


@each_case("method", ["delete", "put", "patch", "options"])
@each_case("kind", KINDS)
def test_verb_of_http_that_no_screen_sends_does_nothing(district, kind, method):
    editor = make_member(district, Role.EDITOR)
    row, client = own_file(district, kind, editor), browser(editor)
    for screen in ("delete", "delete_many"):
        assert getattr(client, method)(address_of(row, screen)).status_code == 400, screen
    assert type(row).objects.filter(pk=row.pk).exists()


def test_verbs_of_http_that_wagtail_sends_itself_are_answered(district):
    client, page = browser(make_member(district, Role.EDITOR)), district.site.root_page_id
    closed = client.patch(reverse("wagtailadmin_dismissibles"), '{"help": true}', content_type="application/json")
    assert closed.status_code == 200
    assert client.patch(reverse("wagtailadmin_pages:edit", args=[page])).status_code == 400


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
    person, made = make_member(city), make_image(city, FORMER)
    person.first_name = "NguoiThanhPho"
    person.save(update_fields=["first_name"])
    for action in ("wagtail.create", "wagtail.edit"):
        log(made, action, user=person)
    return made


def give(image, portal, by, screen):
    form = {"title": LATER, "description": "Một mảng màu xanh", "collection": portal.collection_id}
    browser(by).post(address_of(image, screen), form)
    if screen == "add_to_collection":
        PortalImage.objects.filter(pk=image.pk).update(title=LATER)
    given = PortalImage.objects.get(pk=image.pk)
    assert given.collection_id == portal.collection_id
    return given


def history(person):
    return browser(person).get(reverse("wagtailadmin_reports:site_history")).content.decode()


def asking(person):
    return type("Request", (), {"user": person, "GET": {}})()


@pytest.mark.slow(reason="gives a picture away on two screens and reads the history")
@each_case("screen", ["edit", "add_to_collection"])
def test_new_portal_reads_of_a_file_what_happened_since_it_came(city, district, both, image, screen):
    member = make_member(district)
    log(give(image, district, both, screen), "wagtail.edit", user=member)
    shown = history(member)
    assert [words in shown for words in (LATER, FORMER, "NguoiThanhPho")] == [True, False, False]
    # Those by whose name the history can be filtered.
    offered = actors(asking(member))
    assert (make_member(city) in offered, member in offered) == (False, True)


def test_operator_reads_the_whole_log_of_a_file(city, district, both, image):
    give(image, district, both, "edit")
    operator = make_operator()
    assert FORMER in history(operator)
    assert visible_entries(ModelLogEntry, asking(operator)).filter(object_id=str(image.pk)).count() == 3


def test_file_that_comes_back_has_what_happened_on_the_own_portal(city, district, both, image):
    given = give(image, district, both, "add_to_collection")
    log(given, "wagtail.edit", user=make_member(district))
    give(given, city, both, "add_to_collection")
    shown = history(make_member(city))
    assert (FORMER in shown, LATER in shown) == (True, False)


def test_former_board_does_not_read_what_the_new_portal_calls_a_file(city, district, both, image):
    head = make_head(city)
    facts = {"kind": ApprovalKind.REVIEW, "seat": Seat.HEAD, "approved_at": timezone.now()}
    Approval.objects.create(portal=city, content_object=image, approved_by=head, **facts)
    assert FORMER in browser(head).get(url("approvals")).content.decode()
    give(image, district, both, "edit")
    shown = browser(head).get(url("approvals")).content.decode()
    assert (LATER in shown, "Tệp của cổng khác" in shown) == (False, True)


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
    assert [default_storage.exists(row.file.name) for row in (upload, young)] == [False, True]


def test_row_whose_file_is_gone_is_deleted(upload):
    default_storage.delete(upload.file.name)
    assert nightly() == 1
    assert not UploadedFile.objects.exists()


def test_command_says_how_many(upload):
    age(upload, days=2)
    call_command("delete_unfinished_uploads", stdout=(said := StringIO()))
    assert "Số tệp tải lên bỏ dở đã xóa: 1." in said.getvalue()
