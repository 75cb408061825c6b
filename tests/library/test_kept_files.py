"""A picture or file stays in the library of its portal while anything refers to it: its people alone change it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ReferenceIndex

from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_change
from home.models import NewsArticlePage, PortalBranding
from library.errors import FileStays
from library.models import PortalDocument, PortalImage
from members.enums import Role
from members.memberships import grant_membership
from tests.admin import browser, told
from tests.each import each_case
from tests.factories import AT, make_article, make_head, make_member, make_operator, publish_approved_page
from tests.fullest import make_document, make_image
from tests.proposals import shown_on_a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(city, district):
    """An editor of the district's portal and of the city's."""
    editor = make_member(district)
    grant_membership(editor, role=Role.EDITOR, portal=city, reason="Kiêm nhiệm", by=None, at=AT)
    return editor


def saved(page, user, **values):
    version = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(version, name, value)
    version.save_revision(user=user)
    return NewsArticlePage.objects.get(pk=page.pk)


def drafted(portal, image):
    make_article(portal, "Nháp", published=False, image=image)


def drafted_after_publication(portal, image):
    """The row of the page, and the index of references with it, know nothing of the draft."""
    saved(make_article(portal, "Đã đăng"), make_member(portal), image=image)


def drafted_once(portal, image):
    """A former draft, to which the page may be put back."""
    page = make_article(portal, "Nháp bỏ ảnh", published=False, image=image)
    page.image = None
    page.save()
    saved(page, make_member(portal), image=None)


def submitted(portal, image):
    page = make_article(portal, "Chờ duyệt", published=False, image=image)
    page.get_workflow().start(page, page.owner)


def public(portal, image):
    shown_on_a_page(image)


def read_as_a_former_version(portal, image):
    page, editor = make_article(portal, "Bỏ ảnh", image=image), make_member(portal)
    page = saved(page, editor, image=None, correction_note="Bỏ ảnh.")
    publish_approved_page(page, by=make_head(portal))


def worn(portal, image):
    branding = PortalBranding.objects.get_or_create(site=portal.site)[0]
    propose_change(branding, {"logo": image.pk}, by=make_member(portal, Role.PORTAL_ADMIN), at=AT)


def in_running_text(portal, document):
    link = f'<p><a linktype="document" id="{document.pk}">Tệp</a></p>'
    make_article(portal, "Nháp có tệp", published=False, body=[("paragraph", link)])


USES = [
    drafted, drafted_after_publication, drafted_once, submitted, public, read_as_a_former_version, worn,
]  # fmt: skip


def move(file, user, collection_id):
    """On the screen of the file; where it lies afterwards."""
    name = "wagtailimages:edit" if isinstance(file, PortalImage) else "wagtaildocs:edit"
    form = {"title": file.title, "description": getattr(file, "description", ""), "tags": ""}
    response = browser(user).post(reverse(name, args=[file.pk]), form | {"collection": collection_id})
    return response, type(file).objects.get(pk=file.pk).collection_id


@each_case("use", USES)
@each_case("index", ["known", "behind"])
def test_used_picture_is_given_to_no_other_portal(city, district, both, use, index):
    image = make_image(district, "Ảnh được dùng")
    use(district, image)
    if index == "behind":
        ReferenceIndex.objects.all().delete()
    response, lies_in = move(image, both, city.collection_id)
    assert lies_in == district.collection_id
    assert "Hãy tải lên" in response.context["form"].errors["collection"][0]
    address = reverse("wagtail_bulk_action", args=["library", "portalimage", "add_to_collection"])
    browser(both).post(f"{address}?id={image.pk}", {"collection": city.collection_id})
    image.collection = city.collection
    with pytest.raises(FileStays):
        image.save()
    assert PortalImage.objects.get(pk=image.pk).collection_id == district.collection_id


def test_used_document_is_given_to_no_other_portal(city, district, both):
    document = make_document(district)
    in_running_text(district, document)
    assert move(document, both, city.collection_id)[1] == district.collection_id
    assert move(document, make_operator(), city.collection_id)[1] == district.collection_id


def test_picture_of_which_a_change_is_proposed_stays(city, district, both):
    image = shown_on_a_page(make_image(district, "Ảnh sửa"))
    propose_change(image, {"title": "Tên khác"}, by=both, at=AT)
    NewsArticlePage.objects.get(title="Tin có ảnh").unpublish()
    assert ProposedChange.objects.open().of(image).exists()
    assert move(image, both, city.collection_id)[1] == district.collection_id


def test_picture_that_nothing_refers_to_is_given_to_another_portal(city, district, both):
    """A page with the number of the picture in it, and a document of that number, are no use of it."""
    image = make_image(district, "Ảnh rời")
    make_article(district, f"Tin số {image.pk}", published=False)
    PortalDocument.objects.filter(pk=make_document(district).pk).update(id=image.pk)
    in_running_text(district, PortalDocument.objects.get(pk=image.pk))
    assert move(image, both, city.collection_id)[1] == city.collection_id


def test_bulk_action_gives_what_nothing_refers_to_to_another_portal(city, district, both):
    image = make_image(district, "Ảnh rời")
    address = reverse("wagtail_bulk_action", args=["library", "portalimage", "add_to_collection"])
    browser(both).post(f"{address}?id={image.pk}", {"collection": city.collection_id})
    assert PortalImage.objects.get(pk=image.pk).collection_id == city.collection_id


def test_bulk_action_says_why_a_picture_stays(city, district, both):
    image = make_image(district, "Ảnh nháp")
    drafted(district, image)
    address = reverse("wagtail_bulk_action", args=["library", "portalimage", "add_to_collection"])
    answer = browser(both).post(f"{address}?id={image.pk}", {"collection": city.collection_id})
    assert "Hãy tải lên" in told(answer)


def test_uploaded_picture_finds_its_library(district):
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4", "application/pdf")
    form = {"title": "Kế hoạch", "file": file, "tags": "", "collection": district.collection_id}
    browser(make_member(district)).post(reverse("wagtaildocs:add"), form)
    assert PortalDocument.objects.get(title="Kế hoạch").collection_id == district.collection_id
