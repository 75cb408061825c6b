"""A picture or file stays in the library of its portal while anything refers to it: its people alone change it."""

import pytest
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
from tests.library.versions import saved
from tests.proposals import shown_on_a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(city, district):
    """An editor of the district's portal and of the city's."""
    editor = make_member(district)
    grant_membership(editor, role=Role.EDITOR, portal=city, reason="Kiêm nhiệm", by=None, at=AT)
    return editor


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
    page.save_revision(user=make_member(portal))


def submitted(portal, image):
    page = make_article(portal, "Chờ duyệt", published=False, image=image)
    page.get_workflow().start(page, page.owner)


def read_as_a_former_version(portal, image):
    page = make_article(portal, "Bỏ ảnh", image=image)
    page = saved(page, make_member(portal), image=None, correction_note="Bỏ ảnh.")
    publish_approved_page(page, by=make_head(portal))


def shown_in_public(portal, image):
    shown_on_a_page(image)


def worn(portal, image):
    branding = PortalBranding.objects.get_or_create(site=portal.site)[0]
    propose_change(branding, {"logo": image.pk}, by=make_member(portal, Role.PORTAL_ADMIN), at=AT)


def in_running_text(portal, document):
    link = f'<p><a linktype="document" id="{document.pk}">Tệp</a></p>'
    make_article(portal, "Nháp có tệp", published=False, body=[("paragraph", link)])


USES = [
    drafted, drafted_after_publication, drafted_once, submitted, shown_in_public, read_as_a_former_version, worn,
]  # fmt: skip
# What the public sees, or a board reads.
RELIED_ON = {submitted, shown_in_public, worn}


def move(file, user, portal):
    """On the screen of the file."""
    name = "wagtailimages:edit" if isinstance(file, PortalImage) else "wagtaildocs:edit"
    form = {"title": file.title, "description": getattr(file, "description", ""), "tags": ""}
    return browser(user).post(reverse(name, args=[file.pk]), form | {"collection": portal.collection_id})


def move_many(file, user, portal):
    """With many at once."""
    address = reverse("wagtail_bulk_action", args=["library", "portalimage", "add_to_collection"])
    return browser(user).post(f"{address}?id={file.pk}", {"collection": portal.collection_id})


def lies_in(file):
    return type(file).objects.get(pk=file.pk).collection


@pytest.mark.slow(reason="tries each way for each use of a picture, with the index of references and without")
@each_case("use", USES)
def test_used_picture_is_given_to_no_other_portal(city, district, both, use):
    image = make_image(district, "Ảnh được dùng")
    use(district, image)
    many = "Hãy bỏ khỏi các trang đó" if use in RELIED_ON else "Hãy tải lên"
    for _time in range(2):
        response = move(image, both, city)
        assert "Hãy tải lên" in response.context["form"].errors["collection"][0]
        assert many in told(move_many(image, both, city))
        image.collection = city.collection
        with pytest.raises(FileStays):
            image.save()
        assert lies_in(image) == district.collection
        # What a worker would have written into it is not there yet.
        ReferenceIndex.objects.all().delete()


def test_used_document_is_given_to_no_other_portal(city, district, both):
    document = make_document(district)
    in_running_text(district, document)
    for person in (both, make_operator()):
        move(document, person, city)
        assert lies_in(document) == district.collection


@pytest.mark.slow(reason="publishes a page with a picture and takes it off again")
def test_picture_of_which_a_change_is_proposed_stays(city, district, both):
    image = shown_on_a_page(make_image(district, "Ảnh sửa"))
    propose_change(image, {"title": "Tên khác"}, by=both, at=AT)
    NewsArticlePage.objects.get(title="Tin có ảnh").unpublish()
    assert ProposedChange.objects.open().of(image).exists()
    move(image, both, city)
    assert lies_in(image) == district.collection


@pytest.mark.slow(reason="makes pages and a document that are no use of a picture, for two ways")
@each_case("way", [move, move_many])
def test_picture_that_nothing_refers_to_is_given_to_another_portal(city, district, both, way):
    """A page with the number of the picture in it, and a document of that number, are no use of it."""
    image = make_image(district, "Ảnh rời")
    make_article(district, f"Tin số {image.pk}", published=False)
    PortalDocument.objects.filter(pk=make_document(district).pk).update(id=image.pk)
    in_running_text(district, PortalDocument.objects.get(pk=image.pk))
    way(image, both, city)
    assert lies_in(image) == city.collection
