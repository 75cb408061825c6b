"""What was sent in and never became a picture or a document is deleted after a day."""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import UploadedFile

from library.files.uploads import delete_unfinished_uploads
from library.tasks import delete_unfinished_uploads as nightly

pytestmark = pytest.mark.django_db


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
