"""Pictures and files that public pages show change by the board's approval only."""

import io
from datetime import timedelta

import pytest
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
from library.models import PortalImage
from members.enums import Role, Seat
from tests.admin import browser, told, url
from tests.each import each_case
from tests.factories import (
    AT,
    make_article,
    make_head,
    make_member,
    make_operator,
    publish_approved_page,
)
from tests.fullest import make_document, make_image
from tests.library.versions import saved
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


def replace(document, user, content):
    new = SimpleUploadedFile("ke-hoach-2.pdf", content, "application/pdf")
    sent = {"title": document.title, "tags": "", "file": new, "as_it_is": "on"}
    return browser(user).post(reverse("wagtaildocs:edit", args=[document.pk]), sent)


def delete(image, user):
    return browser(user).post(reverse("wagtailimages:delete", args=[image.pk]))


def now(file):
    """The row as it is now."""
    return type(file).objects.get(pk=file.pk)


def is_there(file):
    return type(file).objects.filter(pk=file.pk).exists()


@pytest.mark.slow(reason="opens the form of a picture and decides on it")
def test_description_of_a_shown_picture_waits_and_inner_notes_do_not(district, image):
    response = edit(image, make_member(district), description="Cầu Ba Son buổi tối", rights_note="Ảnh của Tổ")
    assert (now(image).description, now(image).rights_note) == (image.description, "Ảnh của Tổ")
    assert "trình Ban Biên tập" in told(response)
    act(ProposedChange.objects.get(), make_head(district))
    assert now(image).description == "Cầu Ba Son buổi tối"


@pytest.mark.both_engines
def test_another_file_takes_the_place_of_the_first_after_approval(district, image, django_capture_on_commit_callbacks):
    former, rendition = image.file.name, image.get_rendition("max-100x100")
    edit(image, make_member(district), file=picture())
    change, row = ProposedChange.objects.get(), now(image)
    assert change.state == ProposalState.WAITING
    assert (row.file.name, row.width, row.renditions.count()) == (former, 320, 1)
    assert (row.file.storage.exists(former), change.file.storage.exists(former)) == (True, False)
    with django_capture_on_commit_callbacks(execute=True):
        act(change, make_head(district))
    row = now(image)
    assert (row.width, row.height, row.renditions.filter(pk=rendition.pk).exists()) == (800, 600, False)
    assert (row.file.storage.exists(row.file.name), row.file.storage.exists(former)) == (True, False)
    assert row.file_size == change.file.size


def test_picture_that_nothing_public_shows_changes_at_once_until_a_board_looks_at_it(district):
    image, editor = make_image(district, "Ảnh rời"), make_member(district)
    article = make_article(district, "Nháp", published=False, image=image)
    assert is_changed_at_once(image, editor)
    assert not ProposedChange.objects.exists()
    article.get_workflow().start(article, editor)
    assert not is_changed_at_once(now(image), editor, "Tráo lần nữa")


def test_form_of_many_pictures_changes_nothing_public(district, image):
    fields = fields_of(image, description="Qua lối khác")
    response = browser(make_member(district)).post(
        reverse("wagtailimages:edit_multiple", args=[image.pk]),
        {f"image-{image.pk}-{name}": value for name, value in fields.items()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.json()["success"]
    assert now(image).description == image.description
    assert ProposedChange.objects.get().values == {"description": "Qua lối khác"}


def test_second_editor_reads_that_a_change_waits(district, image):
    edit(image, make_member(district), description="Bản của biên tập viên")
    head = make_head(district)
    assert "Nguyễn Thị Lan" in told(browser(head).get(reverse("wagtailimages:edit", args=[image.pk])))
    assert edit(image, head, description="Bản của trưởng ban").status_code == 200
    assert ProposedChange.objects.count() == 1


def test_file_of_a_document_in_use_waits(district, document):
    replace(document, make_member(district), b"%PDF-1.4 obj moi")
    assert (now(document).file.name, now(document).file.read()) == (document.file.name, b"%PDF-1.4 test")
    act(ProposedChange.objects.get(), make_head(district))
    assert (now(document).file.read(), now(document).file_size) == (b"%PDF-1.4 obj moi", 16)


def test_proposed_file_is_read_by_its_portal_only_and_its_board_sees_both(city, district, image):
    edit(image, make_member(district), file=picture())
    change, head = ProposedChange.objects.get(), browser(make_head(district))
    address = url("proposal_file", change.pk)
    assert head.get(address).status_code == 200
    assert browser(make_member(city)).get(address).status_code == 403
    assert Client(headers={"host": district.host}).get(f"/media/{change.file.name}").status_code == 404
    screen = head.get(url("proposal", change.pk)).content.decode()
    former = url("proposal_picture", change.pk, image.pk, "max-480x480")
    assert [shown for shown in (former, address) if shown not in screen] == []
    assert head.get(former)["Content-Type"].startswith("image/")


@pytest.mark.both_engines
def test_reading_a_document_costs_one_query_for_its_use(district, document, django_assert_max_num_queries):
    client = Client(headers={"host": district.host})
    client.get(document.url)
    # The document, its collection, who may read that, and whether something public offers it.
    with django_assert_max_num_queries(4):
        client.get(document.url)


@pytest.mark.both_engines
def test_used_picture_is_not_deleted_and_bulk_actions_leave_it_where_it_is(city, district, image):
    with pytest.raises(PermissionDenied), transaction.atomic():
        image.delete()
    operator = make_operator()
    assert "không thể xóa" in told(delete(image, operator))
    for action in ("delete", "add_to_collection"):
        address = reverse("wagtail_bulk_action", args=["library", "portalimage", action])
        browser(operator).post(f"{address}?id={image.pk}", {"collection": city.collection_id})
        assert now(image).collection_id == district.collection_id, action


def is_changed_at_once(image, user, description="Tráo mô tả"):
    edit(image, user, description=description)
    return now(image).description == description


@pytest.mark.slow(reason="saves versions of pages with pictures and submits them")
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
    change = {"correction_note": "Thêm ảnh.", "go_live_at": timezone.now() + timedelta(days=1)}
    article = saved(make_article(district), editor, image=image, **change)
    publish_approved_page(article, by=make_head(district))
    assert not is_changed_at_once(image, editor)


@pytest.mark.slow(reason="publishes a page twice and opens screens")
def test_picture_of_a_former_version_that_is_still_read_waits_and_may_go(district):
    image, editor = make_image(district, "Ảnh cũ"), make_member(district)
    article = saved(make_article(district, image=image), editor, image=None, correction_note="Bỏ ảnh.")
    publish_approved_page(article, by=make_head(district))
    assert not is_changed_at_once(image, editor)
    delete(image, editor)
    assert not is_there(image)


def test_picture_that_is_proposed_as_the_look_of_a_portal_waits(district):
    image, editor = make_image(district, "Biểu trưng mới"), make_member(district)
    branding = PortalBranding.objects.get_or_create(site=district.site)[0]
    propose_change(branding, {"logo": image.pk}, by=make_member(district, Role.PORTAL_ADMIN), at=AT)
    assert not is_changed_at_once(image, editor)


def test_picture_that_nothing_uses_is_deleted_while_the_city_decides_on_an_item(city, district):
    article, image = make_article(district), make_image(city)
    propose_to_city(article, by=article.owner, at=AT)
    delete(image, make_member(city))
    assert not is_there(image)


def test_logo_of_a_portal_is_not_deleted_whatever_the_index_knows(district):
    image, branding = make_image(district), PortalBranding.for_site(district.site)
    rows = PortalBranding.objects.filter(pk=branding.pk)
    rows.update(logo=image)
    ReferenceIndex.objects.all().delete()
    delete(image, make_member(district))
    assert rows.get().logo == image
    with pytest.raises(PermissionDenied), transaction.atomic():
        image.delete()
    # No board approved it in this test.
    rows.update(logo=None)


def test_shown_picture_waits_while_the_index_is_behind_and_a_loose_one_does_not(district, image):
    loose, editor = make_image(district, "Ảnh rời"), make_member(district)
    ReferenceIndex.objects.all().delete()
    assert (is_changed_at_once(image, editor), is_changed_at_once(loose, editor)) == (False, True)
    edit(image, editor, file=picture())
    assert now(image).file.name == image.file.name


def test_offered_file_waits_while_the_index_is_behind(district, document):
    ReferenceIndex.objects.all().delete()
    replace(document, make_member(district), b"%PDF-1.4 obj trao")
    assert now(document).file.read() == b"%PDF-1.4 test"
    assert ProposedChange.objects.exists()


def test_used_file_is_not_deleted_while_the_index_is_behind(district, image, document):
    ReferenceIndex.objects.all().delete()
    for app, file in (("images", image), ("docs", document)):
        with pytest.raises(PermissionDenied), transaction.atomic():
            file.delete()
        browser(make_operator()).post(reverse(f"wagtail{app}:delete", args=[file.pk]))
        assert is_there(file), app


def test_picture_of_a_page_that_was_taken_off_may_go(district):
    image = make_image(district, "Ảnh đã gỡ")
    make_article(district, "Gỡ hẳn", image=image).unpublish()
    ReferenceIndex.objects.all().delete()
    delete(image, make_member(district))
    assert not is_there(image)


def test_program_does_not_write_over_what_is_shown(district, image, document):
    for row, name in ((image, "description"), (image, "file_hash"), (document, "title")):
        other = now(row)
        other.get_file_hash()
        setattr(other, name, "Tráo")
        with pytest.raises(NotApproved):
            other.save()
    image.rights_note = "Ảnh của Tổ"
    image.save()
    image.save(update_fields=["file_size"])
    assert now(image).rights_note == "Ảnh của Tổ"


def test_former_file_of_a_loose_picture_goes_once_the_change_is_sure(district, django_capture_on_commit_callbacks):
    image = make_image(district, "Ảnh rời")
    former, storage = image.file.name, image.file.storage
    image.get_rendition("max-100x100")
    with django_capture_on_commit_callbacks() as callbacks:
        edit(image, make_member(district), file=picture())
    assert storage.exists(former)
    for callback in callbacks:
        callback()
    row = now(image)
    assert (row.width, row.renditions.count(), storage.exists(former)) == (800, 0, False)
    assert storage.exists(row.file.name)


def a_returned_page_with(image, editor, head):
    """A board saw a picture with a page, while a change of its description was proposed, and sent the page back."""
    article = make_article(image.collection.portal, "Trả lại", published=False, image=image, owner=editor)
    state = article.get_workflow().start(article, editor).current_task_state
    change = propose_change(image, {"description": "Cầu Ba Son buổi tối"}, by=editor, at=timezone.now())
    state.task.specific.on_action(state, head, "reject", comment="Sửa lại.")
    return change


def unapproved(image):
    return [key for _model, key, _digest in unapproved_files({PortalImage: {image.pk}})]


@pytest.mark.slow(reason="submits a page with a picture, returns it and replaces the picture")
def test_picture_does_not_become_another_while_a_change_of_it_waits(district):
    """The board that approves a description then has not approved a picture that it never saw."""
    image, editor, head = make_image(district, "Ảnh đổi ruột"), make_member(district), make_head(district)
    change = a_returned_page_with(image, editor, head)
    former = now(image).get_file_hash()
    edit(image, make_head(district, seat=Seat.DEPUTY), file=picture())
    assert now(image).get_file_hash() == former
    act(change, head)
    assert now(image).description == "Cầu Ba Son buổi tối"
    assert unapproved(image) == [image.pk]


def test_approval_of_another_portals_board_is_none_here(city, district, image):
    # The city's board has no say over what lies in the district's library either.
    for portal, expected in ((district, []), (city, [image.pk]), (district, [])):
        PortalImage.objects.filter(pk=image.pk).update(collection=portal.collection)
        assert unapproved(image) == expected
