"""Text in an old encoding where no screen converts it: refused beside its field, and offered in Unicode."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from home.editing.forms import TagNamesField
from library.models import PortalDocument, PortalImage, Tag
from members.enums import Role
from tests.admin import browser, errors_at, url
from tests.bodies import RIGHT
from tests.each import each_case
from tests.factories import make_member, make_operator
from tests.fullest import green_field

pytestmark = pytest.mark.django_db

OLD = "Céng hßa x· héi chñ nghÜa ViÖt Nam"
NEW = "Cộng hòa xã hội chủ nghĩa Việt Nam"
VNI, OF_VNI = "Ñoäc laäp – Töï do – Haïnh phuùc", "Độc lập – Tự do – Hạnh phúc"
# "ư" is a soft hyphen in TCVN3.
SOFT, OF_SOFT = "Ph\u00ad¬ng ¸n t\u00ad vÊn ph¸p luËt", "Phương án tư vấn pháp luật"


@pytest.fixture
def editor(district):
    return browser(make_member(district, Role.EDITOR))


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("field", ["title", "description", "description_en", "credit", "rights_note"])
@each_case(("old", "new"), [(OLD, NEW), (VNI, OF_VNI), (SOFT, OF_SOFT)])
def test_words_of_a_picture_are_refused_and_offered_in_unicode(editor, district, field, old, new):
    values = {"title": "Ảnh", "description": "Bến xe", "collection": district.collection_id, field: old}
    file = SimpleUploadedFile("a.png", green_field(), "image/png")
    answer = editor.post(reverse("wagtailimages:add"), values | {"file": file})
    assert f"“{new}”" in str(answer.context["form"].errors[field].as_data()[0].message)
    assert not PortalImage.objects.exists()
    file = SimpleUploadedFile("a.png", green_field(), "image/png")
    editor.post(reverse("wagtailimages:add"), values | {field: new, "file": file})
    assert getattr(PortalImage.objects.get(), field) == new


def test_title_of_a_document_is_refused_when_it_is_the_name_of_an_old_file(editor, district):
    values = {"title": OLD, "collection": district.collection_id}
    file = SimpleUploadedFile("a.pdf", RIGHT["pdf"])
    answer = editor.post(reverse("wagtaildocs:add_multiple"), values | {"files[]": file}).json()
    # It waits until its form is filled in.
    assert answer["success"]
    assert not PortalDocument.objects.exists()
    alone = editor.post(reverse("wagtaildocs:add"), values | {"file": SimpleUploadedFile("a.pdf", RIGHT["pdf"])})
    assert NEW in alone.context["form"].errors["title"].as_text()


def test_facts_of_a_portal_are_refused_and_offered_in_unicode(district):
    answer = browser(make_operator()).post(url("edit", district.pk), {"governing_body": OLD})
    assert NEW in errors_at(answer, "governing_body")
    district.refresh_from_db()
    assert district.governing_body != OLD


def test_words_of_tags_are_refused_before_they_become_rows(district):
    with pytest.raises(Exception, match=NEW) as error:
        TagNamesField().clean(OLD)
    assert error.value.code == "old_encoding"
    assert not Tag.objects.exists()


def test_text_as_it_should_be_and_words_of_other_languages_are_taken(editor, district):
    for title in ("Quyết định số 12", "Café Noël à la crème", "Số 1: phè", "Ö ê"):
        values = {"title": title, "collection": district.collection_id}
        editor.post(reverse("wagtaildocs:add"), values | {"file": SimpleUploadedFile("a.pdf", RIGHT["pdf"])})
        assert PortalDocument.objects.filter(title=title).exists()
