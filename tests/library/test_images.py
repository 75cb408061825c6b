"""A picture enters the library with its description: uploaded alone, with others, or from a page."""

import io
import zlib

import pytest
import willow
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, PngImagePlugin
from wagtail.models import UploadedFile

from library.models import PortalDocument, PortalImage, PortalRendition
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_member
from tests.fullest import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(portal):
    return browser(make_member(portal))


@each_case("kind", ["JPEG", "PNG"])
def test_size_of_a_picture_is_read_from_its_head(kind):
    content = io.BytesIO()
    Image.effect_noise((400, 300), 90).save(content, kind)
    head = willow.Image.open(io.BytesIO(content.getvalue()[:2_000]))
    assert (head.get_size(), head.get_frame_count()) == ((400, 300), 1)


def picture():
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#7a9e9f").save(buffer, "PNG")
    return SimpleUploadedFile("IMG_2041.png", buffer.getvalue(), "image/png")


def facts(portal, description, prefix=""):
    return {
        f"{prefix}title": "IMG_2041",
        f"{prefix}description": description,
        f"{prefix}collection": portal.collection_id,
    }


def chosen(editor, portal, description):
    """The answer to an upload from the editor of a page."""
    values = facts(portal, description, "image-chooser-upload-") | {"image-chooser-upload-file": picture()}
    return editor.post(reverse("wagtailimages_chooser:create"), values)


@each_case("description", ["", "   ", "IMG_2041", "img 2041", "IMG_2041.png"])
def test_picture_without_a_description_of_what_is_seen_is_refused(editor, portal, description):
    said = chosen(editor, portal, description).json()["htmlFragment"]
    assert not PortalImage.objects.exists()
    assert "image-chooser-upload-description" in said
    assert ("Đây là tên tệp" in said) == bool(description.strip())


def test_description_of_a_picture_is_its_alternative_text_and_cannot_be_taken_away(editor, portal):
    chosen(editor, portal, "Cầu Ba Son lúc bình minh")
    image = PortalImage.objects.get()
    assert image.default_alt_text == "Cầu Ba Son lúc bình minh"
    answer = editor.post(reverse("wagtailimages:edit", args=[image.pk]), facts(portal, ""))
    assert "description" in answer.context["form"].errors
    assert PortalImage.objects.get().description == "Cầu Ba Son lúc bình minh"


def test_several_pictures_wait_until_each_is_described(editor, portal):
    values = {"title": "IMG_2041", "files[]": picture(), "collection": portal.collection_id}
    answer = editor.post(reverse("wagtailimages:add_multiple"), values, headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.json()["success"]
    assert not PortalImage.objects.exists()
    waiting = UploadedFile.objects.get()
    prefix = f"uploaded-image-{waiting.pk}-"
    done = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    assert not editor.post(done, facts(portal, "", prefix)).json()["success"]
    assert editor.post(done, facts(portal, "Cầu Ba Son lúc bình minh", prefix)).json()["success"]
    assert PortalImage.objects.get().description == "Cầu Ba Son lúc bình minh"


def test_title_stands_in_for_a_picture_that_a_program_made():
    assert PortalImage(title="Biểu trưng").default_alt_text == "Biểu trưng"


def shown_small(image):
    return image.get_rendition("width-20|format-png").file


def test_address_of_a_file_is_not_guessed_and_is_another_when_it_is_made_anew(portal):
    image = make_image(portal)
    first = shown_small(image)
    folder, secret, name = first.name.split("/")
    assert (folder, len(secret)) == ("images", 16)
    assert name.endswith(".width-20.format-png.png")
    image.renditions.all().delete()
    again = shown_small(PortalImage.objects.get(pk=image.pk))
    assert again.name != first.name
    assert len(again.name) <= PortalRendition._meta.get_field("file").max_length


def taken_with_a_telephone():
    """A photograph with marks in all that it tells."""
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x010F] = exif[0x013B] = "BAM-DAU"
    exif[0x8825] = {1: "N", 2: (10.0, 46.0, 30.0)}
    Image.effect_noise((300, 200), 50).save(buffer, "JPEG", exif=exif, comment=b"BAM-DAU", xmp=b"BAM-DAU")
    return buffer.getvalue() + b"BAM-DAU"


def test_picture_tells_neither_where_nor_by_whom_it_was_taken(editor, portal):
    file = SimpleUploadedFile("anh.jpg", taken_with_a_telephone(), "image/jpeg")
    editor.post(reverse("wagtailimages:add"), facts(portal, "Bến xe") | {"file": file})
    image = PortalImage.objects.get()
    assert b"BAM-DAU" not in image.file.read()
    several = {"files[]": SimpleUploadedFile("anh.jpg", taken_with_a_telephone()), "title": ""}
    editor.post(reverse("wagtailimages:add_multiple"), several)
    assert b"BAM-DAU" not in UploadedFile.objects.get().file.read()
    # Of one that came here before, too.
    image.file.storage.delete(image.file.name)
    image.file.storage.save(image.file.name, io.BytesIO(taken_with_a_telephone()))
    rendition = image.get_rendition("width-100|format-jpeg").file.read()
    assert b"BAM-DAU" not in rendition
    assert not Image.open(io.BytesIO(rendition)).getexif()


def test_storage_that_is_away_is_said_and_nothing_typed_is_lost(editor, portal, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "is_away", lambda self: True, raising=False)
    answer = editor.post(reverse("wagtailimages:add"), facts(portal, "Bến xe miền Đông") | {"file": picture()})
    assert "Kho tệp" in answer.context["form"].errors["file"].as_text()
    assert "Bến xe miền Đông" in answer.content.decode()
    assert not PortalImage.objects.exists()


def broken(name, kept):
    """A file that begins as a picture."""
    buffer = io.BytesIO()
    Image.effect_noise((300, 300), 50).save(buffer, "JPEG" if name.endswith("jpg") else "PNG")
    return SimpleUploadedFile(name, buffer.getvalue()[:kept])


@each_case(("name", "kept"), [("a.jpg", 3000), ("a.png", 3000), ("a.png", 40), ("a.png", 8)])
def test_picture_that_breaks_off_is_refused_with_a_message(editor, portal, name, kept):
    alone = editor.post(reverse("wagtailimages:add"), facts(portal, "Bến xe") | {"file": broken(name, kept)})
    assert alone.status_code == 200
    assert "file" in alone.context["form"].errors
    several = editor.post(reverse("wagtailimages:add_multiple"), {"files[]": broken(name, kept), "title": "Bến xe"})
    assert several.json()["success"] is False
    assert not PortalImage.objects.exists()


def test_picture_with_more_text_than_memory_is_for_is_refused(editor, portal):
    buffer, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 80_000_000))
    Image.new("RGB", (40, 30)).save(buffer, "PNG", pnginfo=words)
    sent = {"files[]": SimpleUploadedFile("a.png", buffer.getvalue(), "image/png"), "title": "Bến xe"}
    answer = editor.post(reverse("wagtailimages:add_multiple"), sent)
    assert (answer.status_code, answer.json()["success"]) == (200, False)
    assert not UploadedFile.objects.exists()


def test_file_that_lacked_a_title_becomes_a_document_when_the_form_is_filled_in(editor, portal):
    file = SimpleUploadedFile("ke-hoach.txt", b"Ke hoach", "text/plain")
    sent = {"title": "", "collection": portal.collection_id, "files[]": file}
    assert editor.post(reverse("wagtaildocs:add_multiple"), sent).json()["success"]
    waiting = UploadedFile.objects.get()
    done = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[waiting.pk])
    filled = {"title": "Kế hoạch", "collection": portal.collection_id}
    prefixed = {f"uploaded-document-{waiting.pk}-{name}": value for name, value in filled.items()}
    assert not editor.post(done, {}).json()["success"]
    assert editor.post(done, prefixed).json()["success"]
    assert PortalDocument.objects.get().file.read() == b"Ke hoach"


def test_file_of_an_ending_that_is_not_taken_does_not_wait(editor, portal):
    sent = {"title": "", "files[]": SimpleUploadedFile("a.exe", b"MZ")}
    assert not editor.post(reverse("wagtaildocs:add_multiple"), sent).json()["success"]
    assert not UploadedFile.objects.exists()
