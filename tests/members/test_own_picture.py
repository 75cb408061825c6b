"""The own account page: what its picture may be, and what becomes of a name."""

import io

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.users.models import UserProfile

from tests.admin import browser
from tests.authentication.accounts_meanwhile import OWN
from tests.each import each_case
from tests.factories import CITY, make_member, make_portal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def person():
    return make_member(make_portal(CITY))


def png(width, height):
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG")
    return file.getvalue()


def upload(person, content):
    file = SimpleUploadedFile("a.png", content, "image/png")
    return browser(person).post(reverse("wagtailadmin_account"), OWN | {"avatar-avatar": file})


def picture(person):
    return UserProfile.get_for_user(person).avatar


def test_picture_is_made_small_and_the_former_one_goes(person, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert upload(person, png(900, 600)).status_code == 302
    first = picture(person)
    assert (first.width, first.height) == (400, 266)
    with django_capture_on_commit_callbacks(execute=True):
        assert upload(person, png(300, 300)).status_code == 302
    assert picture(person).width == 300
    assert not first.storage.exists(first.name)


def test_picture_is_not_taken_while_the_storage_is_away(person, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "is_away", lambda self: True, raising=False)
    answer = upload(person, png(90, 60))
    assert (answer.status_code, "Kho tệp" in answer.content.decode(), bool(picture(person))) == (200, True, False)


def test_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(person, monkeypatch):
    monkeypatch.setattr(Image.Image, "resize", lambda *args: pytest.fail("unpacked"))
    assert upload(person, png(10_000, 8_000)).status_code == 200
    assert not picture(person)


@each_case(
    "content", [png(900, 600)[:-60], png(900, 600)[:40], b"x", png(5_000, 1)], ids=["cut", "head", "none", "flat"]
)
def test_picture_that_breaks_off_or_is_flat_is_refused_in_words(person, content):
    assert upload(person, content).status_code == 200
    assert not picture(person)


def test_name_keeps_no_characters_that_nobody_sees(person):
    sent = OWN | {"name_email-first_name": "\u202eLan\u2066\u0007", "name_email-last_name": "Lê\u200b  Thị"}
    assert browser(person).post(reverse("wagtailadmin_account"), sent).status_code == 302
    person.refresh_from_db()
    assert (person.last_name, person.first_name) == ("Lê Thị", "Lan")
