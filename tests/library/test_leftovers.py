"""Files of pictures that no row names do not stay in the public folder."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from editorial.integrity import leftover_files
from library.leftovers import delete_leftover_renditions
from library.models import PortalRendition
from library.tasks import delete_leftover_renditions as nightly
from tests.fullest import make_image

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def files(district, settings, tmp_path):
    """Files of a picture of the day before yesterday, below a public folder of its own."""
    settings.MEDIA_ROOT = tmp_path
    made = make_image(district).get_renditions("max-100x100", "max-50x50", "max-20x20").values()
    paths = [Path(rendition.file.path) for rendition in made]
    for path in paths:
        age(path, days=2)
    return paths


def age(path, **span):
    made = (timezone.now() - timedelta(**span)).timestamp()
    os.utime(path, (made, made))


def lose_row(path):
    """As a deletion whose file stayed: no signal tells the storage."""
    rows = PortalRendition.objects.filter(file__endswith=path.name)
    # Django's own deletion would tell the storage.
    assert rows._raw_delete(rows.db)


def test_file_that_lost_its_row_is_deleted_but_one_of_today_whose_row_may_follow(files):
    lost, young, kept = files
    for path in (lost, young):
        lose_row(path)
    age(young, hours=23)
    assert delete_leftover_renditions(at=timezone.now()) == 1
    assert [path.exists() for path in (lost, young, kept)] == [False, True, True]


def test_originals_of_pictures_are_left_alone(files, settings):
    originals = list((Path(settings.MEDIA_ROOT) / "original_images").rglob("*.*"))
    for path in originals:
        age(path, days=2)
    PortalRendition.objects.all()._raw_delete("default")
    assert nightly() == 3
    assert originals
    assert all(path.exists() for path in originals)


def test_files_are_asked_for_many_at_once(files, monkeypatch, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        delete_leftover_renditions(at=timezone.now())
    monkeypatch.setattr(leftover_files, "CHUNK", 2)
    with django_assert_max_num_queries(2):
        delete_leftover_renditions(at=timezone.now())


def test_nothing_is_deleted_where_no_picture_was_ever_shown(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert delete_leftover_renditions(at=timezone.now()) == 0


def test_command_says_how_many(files):
    lose_row(files[0])
    call_command("delete_leftover_renditions", stdout=(said := StringIO()))
    assert "Số tệp ảnh sót lại đã xóa: 1." in said.getvalue()
