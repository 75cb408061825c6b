"""Pictures and files that public pages show change by the board's approval only."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.models import ReferenceIndex

from editorial.enums import ProposalState
from editorial.errors import NotApproved
from editorial.integrity.approvals import unapproved_files
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_change, propose_to_city
from home.models import PortalBranding
from library.models import PortalDocument, PortalImage
from members.enums import Role, Seat
from tests.admin import browser, told
from tests.each import each_case
from tests.factories import (
    AT,
    make_article,
    make_head,
    make_member,
    make_operator,
    publish,
)
from tests.fullest import make_document, make_image
from tests.proposals import act, offered_on_a_page, shown_on_a_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(district):
    return shown_on_a_page(make_image(district))


@pytest.fixture
def document(district):
    return offered_on_a_page(make_document(district))


def picture(colour="#203040", size=(800, 600)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return SimpleUploadedFile("anh-moi.png", buffer.getvalue(), "image/png")


def fields_of(image, **values):
    return {
        "title": image.title,
        "description": image.description,
        "description_en": "",
        "credit": image.credit,
        "rights_note": "",
        "tags": "",
    } | values


def edit(image, user, **values):
    return browser(user).post(reverse("wagtailimages:edit", args=[image.pk]), fields_of(image, **values))


def test_description_of_a_shown_picture_waits_and_inner_notes_do_not(district, image):
    response = edit(image, make_member(district), description="Cầu Ba Son buổi tối", rights_note="Ảnh của Tổ")
    row = PortalImage.objects.get(pk=image.pk)
    assert (row.description, row.rights_note) == (image.description, "Ảnh của Tổ")
    assert "trình Ban Biên tập" in told(response)
    act(ProposedChange.objects.get(), make_head(district))
    assert PortalImage.objects.get(pk=image.pk).description == "Cầu Ba Son buổi tối"


@pytest.mark.both_engines
def test_another_file_takes_the_place_of_the_first_after_approval(district, image, django_capture_on_commit_callbacks):
    former, rendition = image.file.name, image.get_rendition("max-100x100")
    edit(image, make_member(district), file=picture())
    change = ProposedChange.objects.get()
    row = PortalImage.objects.get(pk=image.pk)
    assert (row.file.name, row.width, row.renditions.count()) == (former, 1600, 1)
    assert row.file.storage.exists(former)
    assert not change.file.storage.exists(former)
    with django_capture_on_commit_callbacks(execute=True):
        act(change, make_head(district))
    row = PortalImage.objects.get(pk=image.pk)
    assert (row.width, row.height, row.renditions.filter(pk=rendition.pk).exists()) == (800, 600, False)
    assert row.file.storage.exists(row.file.name)
    assert not row.file.storage.exists(former)
    assert row.file_size == change.file.size


def test_picture_that_nothing_public_shows_changes_at_once(district):
    image = make_image(district, "Ảnh rời")
    make_article(district, "Nháp", published=False, image=image)
    edit(image, make_member(district), description="Mô tả mới của ảnh")
    assert PortalImage.objects.get(pk=image.pk).description == "Mô tả mới của ảnh"
    assert not ProposedChange.objects.exists()


def test_picture_that_a_board_is_looking_at_waits(district):
    image = make_image(district, "Ảnh chờ duyệt")
    article = make_article(district, "Chờ duyệt", published=False, image=image)
    article.get_workflow().start(article, article.owner)
    edit(image, make_member(district), description="Tráo mô tả")
    assert PortalImage.objects.get(pk=image.pk).description == image.description


def test_form_of_many_pictures_changes_nothing_public(district, image):
    user, prefix = make_member(district), f"image-{image.pk}-"
    data = {f"{prefix}{name}": value for name, value in fields_of(image, description="Qua lối khác").items()}
    response = browser(user).post(
        reverse("wagtailimages:edit_multiple", args=[image.pk]), data, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.json()["success"]
    assert PortalImage.objects.get(pk=image.pk).description == image.description
    assert ProposedChange.objects.get().values == {"description": "Qua lối khác"}


def test_second_editor_reads_that_a_change_waits(district, image):
    edit(image, make_member(district), description="Bản của biên tập viên")
    head = make_head(district)
    assert "Nguyễn Thị Lan" in told(browser(head).get(reverse("wagtailimages:edit", args=[image.pk])))
    assert edit(image, head, description="Bản của trưởng ban").status_code == 200
    assert ProposedChange.objects.count() == 1


def test_file_of_a_document_in_use_waits(district, document):
    former = document.file.name
    new = SimpleUploadedFile("ke-hoach-2.pdf", b"%PDF-1.4 moi", "application/pdf")
    address = reverse("wagtaildocs:edit", args=[document.pk])
    browser(make_member(district)).post(address, {"title": document.title, "tags": "", "file": new})
    row = PortalDocument.objects.get(pk=document.pk)
    assert (row.file.name, row.file.read()) == (former, b"%PDF-1.4 test")
    act(ProposedChange.objects.get(), make_head(district))
    row = PortalDocument.objects.get(pk=document.pk)
    assert (row.file.read(), row.file_size) == (b"%PDF-1.4 moi", 12)


def test_proposed_file_is_read_by_its_portal_only(city, district, image):
    edit(image, make_member(district), file=picture())
    change = ProposedChange.objects.get()
    address = reverse("portals_admin:proposal_file", args=[change.pk])
    assert browser(make_head(district)).get(address).status_code == 200
    assert browser(make_member(city)).get(address).status_code == 403
    assert Client(headers={"host": district.host}).get(f"/media/{change.file.name}").status_code == 404


def fetch(document, host):
    return Client(headers={"host": host}).get(document.url).status_code


def test_uploaded_document_is_nobodys_to_fetch_before_a_public_page_offers_it(district):
    document = make_document(district)
    assert fetch(document, district.host) == 404
    article = make_article(
        district,
        "Nháp",
        published=False,
        body=[("paragraph", f'<p><a linktype="document" id="{document.pk}">Tệp</a></p>')],
    )
    assert ReferenceIndex.get_references_to(document).exists()
    assert fetch(document, district.host) == 404
    offered_on_a_page(document)
    assert fetch(document, district.host) == 200
    assert not article.live


def test_document_is_gone_with_the_page_that_offered_it(district, document):
    assert fetch(document, district.host) == 200
    district.container.get_descendants().get(title="Tin có tệp").specific.unpublish()
    assert fetch(document, district.host) == 404
    assert fetch(document, settings.ADMIN_HOST) == 404


@pytest.mark.both_engines
def test_reading_a_document_costs_one_query_for_its_use(district, document, django_assert_max_num_queries):
    client = Client(headers={"host": district.host})
    client.get(document.url)
    # The document, its collection, who may read that, and whether something public offers it.
    with django_assert_max_num_queries(4):
        client.get(document.url)


@pytest.mark.both_engines
def test_used_picture_is_not_deleted(district, image):
    with pytest.raises(PermissionDenied), transaction.atomic():
        image.delete()
    response = browser(make_operator()).post(reverse("wagtailimages:delete", args=[image.pk]))
    assert "không thể xóa" in told(response)
    assert PortalImage.objects.filter(pk=image.pk).exists()


def test_bulk_action_leaves_used_files_where_they_are(city, district, image):
    for action in ("delete", "add_to_collection"):
        address = reverse("wagtail_bulk_action", args=["library", "portalimage", action])
        data = {"collection": city.collection_id}
        browser(make_operator()).post(f"{address}?id={image.pk}", data)
        assert PortalImage.objects.get(pk=image.pk).collection_id == district.collection_id


def test_picture_nobody_uses_is_deleted(district):
    image = make_image(district, "Ảnh rời")
    browser(make_operator()).post(reverse("wagtailimages:delete", args=[image.pk]))
    assert not PortalImage.objects.filter(pk=image.pk).exists()


@pytest.mark.both_engines
def test_proposal_of_a_picture_is_waiting_until_decided(district, image):
    edit(image, make_member(district), credit="Báo Sài Gòn")
    assert ProposedChange.objects.get().state == ProposalState.WAITING


def test_board_sees_both_pictures(district, image):
    edit(image, make_member(district), file=picture())
    change = ProposedChange.objects.get()
    head = browser(make_head(district))
    screen = head.get(reverse("portals_admin:proposal", args=[change.pk])).content.decode()
    former = reverse("wagtailimages:preview", args=[image.pk, "max-480x480"])
    assert former in screen
    assert reverse("portals_admin:proposal_file", args=[change.pk]) in screen
    assert head.get(former)["Content-Type"].startswith("image/")


def saved(page, user, **values):
    version = page.get_latest_revision_as_object()
    for name, value in values.items():
        setattr(version, name, value)
    version.save_revision(user=user)
    return type(page).objects.get(pk=page.pk)


def is_changed_at_once(image, user):
    edit(image, user, description="Tráo mô tả")
    return PortalImage.objects.get(pk=image.pk).description == "Tráo mô tả"


@each_case("published", [True, False])
def test_picture_that_only_the_submitted_version_shows_waits(district, published):
    image, editor = make_image(district, "Ảnh thêm sau"), make_member(district)
    article = make_article(district, "Thêm ảnh", published=published)
    article = saved(article, editor, image=image, correction_note="Thêm ảnh.")
    assert article.image is None
    article.get_workflow().start(article, editor)
    assert not is_changed_at_once(image, editor)


def test_picture_of_a_change_that_is_approved_for_later_waits(district):
    image, editor = make_image(district, "Ảnh ngày mai"), make_member(district)
    article = make_article(district, "Ngày mai có ảnh")
    tomorrow = timezone.now() + timedelta(days=1)
    article = saved(article, editor, image=image, correction_note="Thêm ảnh.", go_live_at=tomorrow)
    publish(article, by=make_head(district), author=editor)
    assert not is_changed_at_once(image, editor)


def test_picture_of_a_former_version_that_is_still_read_waits_and_may_go(district):
    image, editor = make_image(district, "Ảnh cũ"), make_member(district)
    article = make_article(district, "Bỏ ảnh", image=image)
    article = saved(article, editor, image=None, correction_note="Bỏ ảnh.")
    publish(article, by=make_head(district), author=editor)
    assert not is_changed_at_once(image, editor)
    browser(editor).post(reverse("wagtailimages:delete", args=[image.pk]))
    assert not PortalImage.objects.filter(pk=image.pk).exists()


def test_picture_that_is_proposed_as_the_look_of_a_portal_waits(district):
    image, editor = make_image(district, "Biểu trưng mới"), make_member(district)
    branding = PortalBranding.objects.get_or_create(site=district.site)[0]
    propose_change(branding, {"logo": image.pk}, by=make_member(district, Role.PORTAL_ADMIN), at=AT)
    assert not is_changed_at_once(image, editor)


def test_picture_that_nothing_uses_is_deleted_while_the_city_decides_on_an_item(city, district):
    article, image = make_article(district), make_image(city)
    propose_to_city(article, by=article.owner, at=AT)
    browser(make_member(city)).post(reverse("wagtailimages:delete", args=[image.pk]))
    assert not PortalImage.objects.filter(pk=image.pk).exists()


def test_logo_of_a_portal_is_not_deleted_whatever_the_index_knows(district):
    image = make_image(district)
    branding = PortalBranding.for_site(district.site)
    PortalBranding.objects.filter(pk=branding.pk).update(logo=image)
    ReferenceIndex.objects.all().delete()
    browser(make_member(district)).post(reverse("wagtailimages:delete", args=[image.pk]))
    assert PortalBranding.objects.get(pk=branding.pk).logo == image
    with pytest.raises(PermissionDenied), transaction.atomic():
        image.delete()
    # No board approved it in this test.
    PortalBranding.objects.filter(pk=branding.pk).update(logo=None)


@pytest.fixture
def index_behind():
    """Call it once pages are there: what a worker would have written into the index of references is not there yet."""
    return ReferenceIndex.objects.all().delete


def test_shown_picture_waits_while_the_index_is_behind(district, image, index_behind):
    index_behind()
    assert not is_changed_at_once(image, make_member(district))
    edit(image, make_member(district), file=picture())
    assert PortalImage.objects.get(pk=image.pk).file.name == image.file.name


def test_offered_file_waits_while_the_index_is_behind(district, document, index_behind):
    index_behind()
    new = SimpleUploadedFile("trao.pdf", b"%PDF-1.4 trao", "application/pdf")
    address = reverse("wagtaildocs:edit", args=[document.pk])
    browser(make_member(district)).post(address, {"title": document.title, "tags": "", "file": new})
    assert PortalDocument.objects.get(pk=document.pk).file.read() == b"%PDF-1.4 test"
    assert ProposedChange.objects.exists()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_used_file_is_not_deleted_while_the_index_is_behind(kind, request, district, index_behind):
    file = request.getfixturevalue(kind)
    index_behind()
    with pytest.raises(PermissionDenied), transaction.atomic():
        file.delete()
    browser(make_operator()).post(reverse(f"wagtail{'images' if kind == 'image' else 'docs'}:delete", args=[file.pk]))
    assert type(file).objects.filter(pk=file.pk).exists()


def test_picture_that_nothing_uses_changes_at_once_while_the_index_is_behind(district, image, index_behind):
    loose = make_image(district, "Ảnh rời")
    index_behind()
    assert is_changed_at_once(loose, make_member(district))


def test_picture_of_a_page_that_was_taken_off_may_go(district, index_behind):
    image, editor = make_image(district, "Ảnh đã gỡ"), make_member(district)
    make_article(district, "Gỡ hẳn", image=image).unpublish()
    index_behind()
    browser(editor).post(reverse("wagtailimages:delete", args=[image.pk]))
    assert not PortalImage.objects.filter(pk=image.pk).exists()


def test_program_does_not_write_over_what_is_shown(district, image, document):
    for row, values in (
        (image, {"description": "Tráo"}),
        (image, {"file_hash": "0" * 40}),
        (document, {"title": "Tráo"}),
    ):
        other = type(row).objects.get(pk=row.pk)
        other.get_file_hash()
        for name, value in values.items():
            setattr(other, name, value)
        with pytest.raises(NotApproved):
            other.save()
    image.rights_note = "Ảnh của Tổ"
    image.save()
    image.save(update_fields=["file_size"])
    assert PortalImage.objects.get(pk=image.pk).rights_note == "Ảnh của Tổ"


def test_former_file_of_a_loose_picture_goes_once_the_change_is_sure(district, django_capture_on_commit_callbacks):
    image = make_image(district, "Ảnh rời")
    former, storage = image.file.name, image.file.storage
    image.get_rendition("max-100x100")
    with django_capture_on_commit_callbacks() as callbacks:
        edit(image, make_member(district), file=picture())
    assert storage.exists(former)
    for callback in callbacks:
        callback()
    row = PortalImage.objects.get(pk=image.pk)
    assert (row.width, row.renditions.count(), storage.exists(former)) == (800, 0, False)
    assert storage.exists(row.file.name)


def a_returned_page_with(image, editor, head):
    """A board saw a picture with a page, while a change of its description was proposed, and sent the page back."""
    article = make_article(image.collection.portal, "Trả lại", published=False, image=image, owner=editor)
    state = article.get_workflow().start(article, editor).current_task_state
    change = propose_change(image, {"description": "Cầu Ba Son buổi tối"}, by=editor, at=timezone.now())
    state.task.specific.on_action(state, head, "reject", comment="Sửa lại.")
    return change


def test_picture_does_not_become_another_while_a_change_of_it_waits(district):
    image, editor, head = make_image(district, "Ảnh đổi ruột"), make_member(district), make_head(district)
    a_returned_page_with(image, editor, head)
    former = PortalImage.objects.get(pk=image.pk).get_file_hash()
    edit(image, make_head(district, seat=Seat.DEPUTY), file=picture())
    assert PortalImage.objects.get(pk=image.pk).get_file_hash() == former


def test_board_that_approves_a_description_has_not_approved_a_picture_that_it_never_saw(district):
    image, editor, head = make_image(district, "Ảnh chưa ai duyệt"), make_member(district), make_head(district)
    act(a_returned_page_with(image, editor, head), head)
    assert PortalImage.objects.get(pk=image.pk).description == "Cầu Ba Son buổi tối"
    assert [key for _model, key, _digest in unapproved_files({PortalImage: {image.pk}})] == [image.pk]


def test_approval_of_another_portals_board_is_none_here(city, district, image):
    assert unapproved_files({PortalImage: {image.pk}}) == []
    PortalImage.objects.filter(pk=image.pk).update(collection=city.collection)
    assert [key for _model, key, _digest in unapproved_files({PortalImage: {image.pk}})] == [image.pk]
    # The city's board has no say over what lies in the district's library either.
    PortalImage.objects.filter(pk=image.pk).update(collection=district.collection)
    assert unapproved_files({PortalImage: {image.pk}}) == []
