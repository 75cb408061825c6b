"""Files that came in before files were cleaned: written anew, and approved as they were."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image

from audit.models import PortalEvent
from editorial.enums import ApprovalKind
from editorial.integrity.approvals import unapproved_files
from editorial.integrity.content_hash import content_hash_of
from editorial.integrity.invariants import public_that_differs
from editorial.models import Approval
from formats.metadata import Told, told_by
from library.enums import LibraryEventKind
from library.models import PortalDocument, PortalImage
from tests.bodies import office
from tests.fullest import make_document
from tests.proposals import offered_on_a_page, shown_on_a_page

pytestmark = pytest.mark.django_db

NAMED = {"docProps/core.xml": b"<c><creator>Chi</creator></c>"}
OF_CHI = office("docx", NAMED)
SIGNED_BY_CHI = office("docx", {"_xmlsignatures/sig1.xml": b"<s/>"} | NAMED)


def photograph(**told):
    buffer = io.BytesIO()
    Image.effect_noise((300, 200), 50).save(buffer, "JPEG", **told)
    return buffer.getvalue()


def picture_in(portal, content):
    return PortalImage.objects.create(
        title="Bến xe",
        description="Bến xe miền Đông",
        file=ContentFile(content, "ben-xe.jpg"),
        width=300,
        height=200,
        collection=portal.collection,
    )


def clean(*options):
    said = io.StringIO()
    call_command("clean_files", *options, stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.both_engines
@pytest.mark.slow(reason="publishes pages with a picture and a document on two portals")
def test_what_is_public_stays_approved_and_tells_nothing_more(
    city, district, _media, django_capture_on_commit_callbacks
):
    image = shown_on_a_page(picture_in(district, photograph(comment=b"BAM-DAU")))
    document = offered_on_a_page(make_document(district, "ke-hoach.docx", OF_CHI))
    elsewhere = offered_on_a_page(make_document(city, "ke-hoach.docx", OF_CHI))
    former, rendition = content_hash_of(image), image.get_rendition("width-100|format-jpeg")
    with pytest.raises(CommandError, match="3"):
        clean("--check")
    with django_capture_on_commit_callbacks(execute=True):
        clean("--portal", district.host)
    image, address = PortalImage.objects.get(pk=image.pk), document.url
    document = PortalDocument.objects.get(pk=document.pk)
    assert b"BAM-DAU" not in image.file.read()
    assert not rendition.file.storage.exists(rendition.file.name)
    assert [row.filter_spec for row in image.renditions.all()] == ["width-100|format-jpeg"]
    assert told_by(document.file, "docx") == Told()
    assert (document.url, Client(headers={"host": district.host}).get(address).status_code) == (address, 200)
    # As the board approved them, by the event that joins both hashes.
    assert unapproved_files({PortalImage: {image.pk}, PortalDocument: {document.pk}}) == []
    assert list(public_that_differs()) == []
    of_image, of_document = PortalEvent.objects.filter(kind=LibraryEventKind.FILE_CLEANED).order_by("pk")[::-1]
    assert (of_image.portal, of_image.data["content_before"]) == (district, former)
    assert of_image.data["content_after"] == content_hash_of(image)
    carried = Approval.objects.get(pk__in=of_document.data["approvals"])
    assert (carried.kind, carried.content_hash) == (ApprovalKind.CLEANED, content_hash_of(document))
    # The library of another portal is not theirs.
    assert PortalDocument.objects.get(pk=elsewhere.pk).file.name == elsewhere.file.name
    assert "2" in clean("--portal", district.host)
    assert PortalEvent.objects.filter(kind=LibraryEventKind.FILE_CLEANED).count() == 2


def test_signed_file_is_listed_and_stays_byte_for_byte(district, _media):
    document = make_document(district, "don.docx", SIGNED_BY_CHI)
    assert "don.docx" in clean()
    assert PortalDocument.objects.get(pk=document.pk).file.read() == SIGNED_BY_CHI


def test_file_that_is_not_as_approved_or_cannot_be_read_is_listed_and_left(district, _media):
    image = shown_on_a_page(picture_in(district, photograph(comment=b"BAM-DAU")))
    make_document(district, "hong.pdf", b"%PDF-1.4 hong")
    approved = PortalImage.objects.get(pk=image.pk).description
    PortalImage.objects.filter(pk=image.pk).update(description="Khác")
    with pytest.raises(CommandError, match="2"):
        clean()
    PortalImage.objects.filter(pk=image.pk).update(description=approved)
    assert PortalImage.objects.get(pk=image.pk).file.name == image.file.name


def test_host_of_nobody_is_said(district):
    with pytest.raises(CommandError, match=r"khong-co\.example\.vn"):
        clean("--portal", "khong-co.example.vn")
