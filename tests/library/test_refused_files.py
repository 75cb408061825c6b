"""A file that a form refuses changes nothing, and the screen says no more than why it was refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.enums import Role
from tests.admin import browser
from tests.factories import make_member
from tests.fullest import green_field, make_document, make_image

pytestmark = pytest.mark.django_db

LOST = "Không tìm thấy tệp"


def test_refused_document_is_not_told_as_lost(district):
    document, editor = make_document(district), make_member(district, Role.EDITOR)
    sent = {"title": document.title, "collection": district.collection_id}
    file = SimpleUploadedFile("ma-doc.exe", b"MZ", "application/pdf")
    answer = browser(editor).post(reverse("wagtaildocs:edit", args=[document.pk]), sent | {"file": file})
    page = answer.content.decode()
    assert "exe" in str(answer.context["form"].errors["file"])
    assert LOST not in page
    assert document.url in page


def test_picture_of_a_form_that_is_refused_is_not_told_as_lost(district):
    image, editor = make_image(district), make_member(district, Role.EDITOR)
    sent = {"title": "", "collection": district.collection_id}
    file = SimpleUploadedFile("khac.png", green_field(), "image/png")
    answer = browser(editor).post(reverse("wagtailimages:edit", args=[image.pk]), sent | {"file": file})
    assert answer.context["form"].errors["title"]
    assert LOST not in answer.content.decode()


def test_document_whose_file_is_lost_is_told(district):
    document, editor = make_document(district), make_member(district, Role.EDITOR)
    document.file.storage.delete(document.file.name)
    assert LOST in browser(editor).get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()
