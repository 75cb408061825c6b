"""A file that is given to another portal leaves behind what the people of the former one did with it."""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, UploadedFile

from adminsite.visible_rows import actors, own_entries
from editorial.enums import ApprovalKind
from editorial.models import Approval
from library.files.checked import delete_unfinished_uploads
from library.models import PortalImage
from library.tasks import delete_unfinished_uploads as nightly
from members.enums import Role, Seat
from members.memberships import grant_membership
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_user
from tests.fullest import make_image

pytestmark = pytest.mark.django_db

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
