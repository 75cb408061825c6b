"""No page is copied or moved to another portal by anybody: its pictures, its history and the names in it stay there."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Locale, Page, PageLogEntry

from audit.models import PortalEvent
from editorial.errors import FilesElsewhere, PageCrosses
from editorial.integrity.invariants import public_with_files_elsewhere
from editorial.models import ProposedChange
from home.contentcheck.page_checks import check_page
from home.models import NewsArticlePage, SectionPage
from library.models import PortalImage
from members.enums import Role
from members.memberships import grant_membership
from tests.admin import browser, told
from tests.each import each_case
from tests.factories import (
    AT,
    a_field,
    all_answered,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    publish,
    section_of,
)
from tests.fullest import make_image
from tests.proposals import shown_on_a_page

pytestmark = pytest.mark.django_db


def make_editor_of_both(city, district):
    editor = make_member(city)
    grant_membership(editor, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    return editor


PEOPLE = {
    "city editor": lambda city, district: make_city_editor(),
    "editor of both": make_editor_of_both,
    "superuser": lambda city, district: make_operator(),
}


@pytest.fixture(params=PEOPLE)
def person(request, city, district):
    return PEOPLE[request.param](city, district)


@pytest.fixture
def draft(district):
    image = make_image(district, "Ảnh riêng của quận")
    return make_article(district, "Nháp riêng của quận", published=False, image=image)


def pages_of(portal):
    return set(Page.objects.filter(path__startswith=portal.container.path).values_list("pk", flat=True))


def copy(user, page, place):
    form = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": place.pk}
    return browser(user).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)


def test_page_is_copied_and_moved_to_no_other_portal_by_anybody_who_is_told_why(city, district, person, draft):
    section, tester = section_of(city), draft.permissions_for_user(person)
    before, record = pages_of(city), PortalEvent.objects.filter(portal=city).count()
    assert "tin từ cổng khác" in copy(person, draft, section).context["form"].errors["new_parent_page"][0]
    client = browser(person)
    moved = client.post(reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, section.pk]))
    assert "tin từ cổng khác" in told(moved)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    assert "tin từ cổng khác" in client.post(f"{bulk}?id={draft.pk}", {"chooser": section.pk}).content.decode()
    assert (tester.can_copy_to(section), tester.can_move_to(section)) == (False, False)
    assert pages_of(city) == before
    assert PortalEvent.objects.filter(portal=city).count() == record
    assert not PageLogEntry.objects.filter(action="wagtail.copy").exists()


@pytest.mark.both_engines
def test_it_is_copied_and_moved_on_its_portal_as_ever(city, district, person, draft):
    section = section_of(district, "gioi-thieu")
    copy(person, draft, section)
    assert NewsArticlePage.objects.get(title="Bản sao").image == draft.image
    browser(person).post(reverse("wagtailadmin_pages:move_confirm", args=[draft.pk, section.pk]))
    assert Page.objects.get(pk=draft.pk).get_parent().pk == section.pk


@each_case("asked", ["copy_to", "move_to", "bulk_move_to"])
def test_choosers_offer_places_on_its_portal_alone(city, district, person, draft, asked):
    """Of the root, that is the container; of a section of another portal, nothing below it."""
    client = browser(person)
    query = {"user_perms": asked, "target_pages[]": draft.pk, "can_choose_root": "true"}
    root = Page.objects.get(depth=1)
    html = client.get(reverse("wagtailadmin_choose_page_child", args=[root.pk]), query).json()["html"]
    assert (district.container.title in html, city.container.title in html) == (True, False)
    homes = client.get(reverse("wagtailadmin_choose_page_child", args=[city.vietnamese_home.pk]), query).json()["html"]
    assert f'data-id="{section_of(city).pk}"' not in homes


def test_chooser_of_links_offers_every_portal_as_ever(city, district):
    address = reverse("wagtailadmin_choose_page_child", args=[Page.objects.get(depth=1).pk])
    html = browser(make_city_editor()).get(address).json()["html"]
    assert (district.container.title in html, city.container.title in html) == (True, True)


def test_chooser_tells_nobody_where_a_page_of_others_stands(city, district, draft):
    article = make_article(district, "Tin công khai của quận")
    query = {"user_perms": "move_to", "target_pages[]": draft.pk, "q": "Tin công khai"}
    html = browser(make_member(city)).get(reverse("wagtailadmin_choose_page_search"), query).content.decode()
    assert article.title not in html


def test_form_of_a_copy_asks_for_places_of_the_page(district, draft):
    form = browser(make_member(district)).get(reverse("wagtailadmin_pages:copy", args=[draft.pk])).context["form"]
    options = form.fields["new_parent_page"].widget.base_js_init_options
    assert (options["targetPages"], options["userPerms"]) == ([draft.pk], "copy_to")


CODE = {
    "move": lambda page, place: page.move(place, pos="last-child"),
    "move beside": lambda page, place: page.move(place.get_first_child(), pos="left"),
    "copy": lambda page, place: page.copy(to=place, update_attrs={"slug": "ban-sao"}, keep_live=False),
    "copy by the action": lambda page, place: CopyPageAction(page, to=place, keep_live=False).execute(
        skip_permission_checks=True
    ),
    "copy of its common columns": lambda page, place: CopyPageAction(
        Page.objects.get(pk=page.pk), to=place, keep_live=False, copy_revisions=False
    ).execute(),
    "alias": lambda page, place: page.create_alias(parent=place, update_slug="ban-sao"),
    "copy of the section above": lambda page, place: page.get_parent().specific.copy(
        to=place.get_parent(), recursive=True, update_attrs={"slug": "ban-sao"}, keep_live=False
    ),
}


@each_case("way", CODE)
def test_code_that_asks_no_permission_is_refused(city, district, draft, way):
    make_article(city, "Tin của Thành phố", published=False)
    before = pages_of(city)
    # An alias is refused wherever it stands.
    with pytest.raises(PermissionDenied if way == "alias" else PageCrosses):
        CODE[way](draft, section_of(city))
    assert pages_of(city) == before


def test_copy_and_version_on_the_own_portal_are_made_by_code(district, draft):
    copied = draft.copy(to=section_of(district, "gioi-thieu"), keep_live=False)
    version = draft.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert {copied.pk, version.pk} <= pages_of(district)


def put_into(image, portal):
    """Past every rule: as what was copied from one portal to the other before there was one."""
    PortalImage.objects.filter(pk=image.pk).update(collection=portal.collection)


def test_version_with_a_picture_of_another_portal_is_not_submitted(city, district, draft):
    put_into(draft.image, city)
    with pytest.raises(FilesElsewhere):
        draft.get_workflow().start(draft, draft.owner)
    (finding,) = [found for found in check_page(draft) if found.code == "file_elsewhere"]
    assert (finding.field, finding.is_blocking) == ("image", True)
    assert "của cổng khác" in finding.message


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_editor_says_which_picture_keeps_a_version_from_being_submitted(city, district, draft):
    put_into(draft.image, city)
    form = {
        "title": draft.title, "slug": draft.slug, "lead": draft.lead, "source_agency": draft.source_agency,
        "image": draft.image.pk, "body-count": "0", "tags": "", "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "subject_fields": [a_field().pk],
    }  # fmt: skip
    client, address = browser(make_member(district)), reverse("wagtailadmin_pages:edit", args=[draft.pk])
    for sent in (form, form | {"action-submit": "1"}):
        assert "image" in client.post(address, sent).context["form"].errors
    assert client.post(address, form | {"image": "", "action-submit": "1"}).status_code == 302


def test_picture_given_away_in_review_keeps_the_board_from_approving(city, district, draft):
    draft.get_workflow().start(draft, draft.owner)
    put_into(draft.image, city)
    step = NewsArticlePage.objects.get(pk=draft.pk).current_workflow_task_state
    address = reverse("review_action", args=[draft.pk, "approve", step.pk])
    assert "của cổng khác" in told(browser(make_head(district)).post(address, all_answered()))
    assert not NewsArticlePage.objects.get(pk=draft.pk).live


def test_picture_given_away_between_approval_and_its_time_keeps_a_version_from_the_public(city, district, draft):
    """The last door, for whatever publishes: with the page it is held, as what is not as approved."""
    article = make_article(district, "Tin có ảnh", image=make_image(district, "Ảnh công khai"))
    put_into(article.image, city)
    article = NewsArticlePage.objects.get(pk=article.pk)
    with pytest.raises(FilesElsewhere):
        article.save()
    with pytest.raises(PermissionDenied):
        article.live_revision.publish(skip_permission_checks=True)
    put_into(article.image, district)
    article.save()


@pytest.mark.slow(reason="takes pages through whole reviews")
@pytest.mark.both_engines
def test_public_page_with_a_picture_of_another_portal_is_found(city, district):
    here, there = make_image(district, "Ảnh công khai"), make_image(city, "Ảnh của Thành phố")
    article = make_article(district, "Tin có ảnh", image=here)
    shown_on_a_page(there)
    make_article(district, "Nháp", published=False, image=make_image(district, "Ảnh nháp"))
    assert list(public_with_files_elsewhere()) == []
    put_into(here, city)
    assert [page.pk for page in public_with_files_elsewhere()] == [article.pk]
    put_into(here, district)


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@pytest.mark.both_engines
def test_finding_them_costs_the_same_for_many_pages(city, district, django_assert_max_num_queries):
    for number in range(3):
        make_article(district, f"Tin {number}", image=make_image(district, f"Ảnh {number}"))
    # The pages, their approvals, what the index knows of them, the pictures.
    with django_assert_max_num_queries(4):
        assert list(public_with_files_elsewhere()) == []


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_picture_in_another_library_waits_for_the_board_of_the_page_that_shows_it(city, district):
    """Whatever let it come there, its portal's editors change nothing that the other's board approved or looks at."""
    image = make_image(district, "Ảnh công khai")
    article = make_article(district, "Tin có ảnh", published=False, image=image)
    article.get_workflow().start(article, article.owner)
    put_into(image, city)
    form = {"title": image.title, "description": "Tráo mô tả", "tags": ""}
    for _state in ("in review", "public"):
        browser(make_member(city)).post(reverse("wagtailimages:edit", args=[image.pk]), form)
        assert PortalImage.objects.get(pk=image.pk).description == image.description
        ProposedChange.objects.all().delete()
        if not NewsArticlePage.objects.get(pk=article.pk).live:
            put_into(image, district)
            article.current_workflow_state.cancel(user=article.owner)
            publish(article, by=make_head(district), author=article.owner)
            put_into(image, city)
    put_into(image, district)


def test_sections_are_copied_to_no_other_portal_with_what_is_below(city, district):
    make_article(district, "Nháp riêng", published=False)
    section = SectionPage(title="Chuyên mục mới", slug="chuyen-muc-moi", live=False, owner=make_member(district))
    section_of(district).add_child(instance=section)
    before = pages_of(city)
    copy(make_operator(), section, section_of(city))
    assert pages_of(city) == before
