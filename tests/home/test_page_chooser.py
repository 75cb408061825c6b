"""Windows in which a page is chosen: of another portal's pages they tell what citizens see, and nothing of the work.

The page editor names a chosen page of another portal as citizens know it, and nothing of its drafts.
"""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage, NewsArticlePage, SectionPage
from library.models import PortalDocument
from members.access.scope import scope_of
from members.enums import Role
from members.memberships import grant_membership
from provisioning.portal_states import suspend_portal
from tests.admin import browser
from tests.each import each_case
from tests.factories import (
    AT,
    DEPARTMENT,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
    publish_approved_page,
    section_of,
)
from tests.fullest import full_home, make_document
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

PUBLIC, SECRET = "Tin của Thành phố", "Chưa ai được biết"
PUBLIC_IN_ENGLISH = "Water supply"


@pytest.fixture
@remembered
def article(city):
    """Public on the city portal, with a draft of another title in review, and locked."""
    page = drafted(make_article(city, PUBLIC), city)
    page.get_workflow().start(page, make_member(city))
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=make_head(city), locked_at=timezone.now())
    return type(page).objects.get(pk=page.pk)


def drafted(page, portal, title=SECRET):
    page.title = title
    page.save_revision(user=make_member(portal))
    return type(page).objects.get(pk=page.pk)


def answered(person, name, *args, **query):
    response = browser(person).get(reverse(f"wagtailadmin_choose_page{name}", args=args), query)
    assert response.status_code == 200
    return response


def asked(person, name, *args, **query):
    """What a window shows."""
    response = answered(person, name, *args, **query)
    is_json = response["Content-Type"].startswith("application/json")
    return json.loads(response.content)["html"] if is_json else response.content.decode()


def titles_in(shown):
    return [link.get_text(strip=True) for link in BeautifulSoup(shown, "html.parser").select("a.choose-page")]


def row_of(shown, page):
    """The row of a page in a table of the chooser."""
    return BeautifulSoup(shown, "html.parser").select_one(f'[data-id="{page.pk}"]').find_parent("tr")


def sent(person, address):
    """What the window of addresses answers."""
    url = reverse("wagtailadmin_choose_page_external_link")
    form = {"external-link-chooser-url": address, "external-link-chooser-link_text": "Xem"}
    return json.loads(browser(person).post(url, form).content)


def test_address_of_a_page_of_another_portal_becomes_a_link_with_its_public_title(city, district, article):
    answer = sent(make_member(district), article.full_url)["result"]
    assert (answer["id"], answer["adminTitle"], answer["url"]) == (article.pk, PUBLIC, article.full_url)
    assert (answer["parentId"], answer["editUrl"]) == (None, "")


@each_case("ending", ["?trang=2", "#muc-2", ""])
def test_address_that_is_not_quite_that_of_the_page_is_asked_about_under_its_public_title(
    city, district, article, ending
):
    answer = sent(make_member(district), article.full_url.rstrip("/") + ending)
    assert answer["step"] == "confirm_external_to_internal"
    assert answer["internal"]["adminTitle"] == PUBLIC
    assert PUBLIC in answer["html"]
    assert article.full_url in answer["html"]
    assert SECRET not in json.dumps(answer, ensure_ascii=False)


def test_own_page_is_named_by_its_draft_where_an_address_becomes_a_link(city, article):
    answer = sent(make_member(city), article.full_url)["result"]
    assert (answer["adminTitle"], answer["parentId"]) == (SECRET, article.get_parent().pk)


def test_address_on_a_suspended_portal_stays_an_address(city, district, article):
    address = article.full_url
    suspend_portal(city, by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    for typed in (address, f"{address}?a=1"):
        answer = sent(make_member(district), typed)["result"]
        assert answer["url"] == typed
        assert "id" not in answer
    assert sent(make_member(city), address)["result"]["id"] == article.pk


def test_page_of_another_portal_is_offered_by_its_public_title_while_it_has_a_draft(city, district, article):
    shown = asked(make_member(district), "_search", q="Tin")
    assert row_of(shown, article).select_one("a.choose-page")["data-admin-title"] == PUBLIC
    assert SECRET not in shown


def test_page_of_another_portal_that_is_a_draft_alone_is_not_offered(city, district):
    make_article(city, SECRET, published=False)
    for name, args, query in (("_search", (), {"q": SECRET}), ("_child", (section_of(city).pk,), {})):
        assert SECRET not in titles_in(asked(make_member(district), name, *args, **query))
        assert SECRET in titles_in(asked(make_member(city), name, *args, **query))


def test_chooser_tells_of_a_page_of_another_portal_only_that_it_is_public_and_since_when(city, district, article):
    plain = make_article(city, "Tin không có bản nháp")
    Page.objects.filter(pk__in=[article.pk, plain.pk]).update(last_published_at=AT)
    places = (("_search", (), {"q": "Tin"}), ("_child", (section_of(city).pk,), {}))
    for name, args, query in places:
        shown = asked(make_member(district), name, *args, **query)
        told = [row.select("td")[1:] for row in (row_of(shown, article), row_of(shown, plain))]
        assert [cell.get_text(strip=True) for cell in told[0]] == [cell.get_text(strip=True) for cell in told[1]]
        assert not row_of(shown, article).select(".indicator")
        assert "Xuất bản + nháp" not in row_of(shown, article).get_text()
    assert row_of(asked(make_member(city), "_search", q="Tin"), article).select(".indicator")


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_chooser_orders_pages_of_another_portal_alike_whatever_is_asked(city, district, article):
    make_article(city, "Tin sau")
    for name, args, query in (("_search", (), {"q": "Tin"}), ("_child", (section_of(city).pk,), {})):
        orders = [{}, {"ordering": "latest_revision_created_at"}, {"ordering": "-latest_revision_created_at"}]
        shown = [asked(make_member(district), name, *args, **query, **order) for order in orders]
        keys = [[cell["data-id"] for cell in BeautifulSoup(text, "html.parser").select("[data-id]")] for text in shown]
        assert len(keys[0]) > 1
        assert keys[0] == keys[1] == keys[2]


def test_section_above_a_page_of_another_portal_is_named_by_its_public_title(city, district):
    article, section = make_article(city, PUBLIC), section_of(city)
    public = section.title
    drafted(section, city)
    shown = asked(make_member(district), "_search", q="Tin")
    assert SECRET not in shown
    assert row_of(shown, article).select_one("a.navigate-parent").get_text() == public
    assert SECRET not in asked(make_member(district), "_child", section.pk)
    assert SECRET in asked(make_member(city), "_search", q="Tin")


@pytest.fixture
@remembered
def english(city):
    """Approved and live on the city portal, below an English home that is not public yet: no reader finds it."""
    version = make_article(city, "Tin sang tiếng Anh").copy_for_translation(
        Locale.objects.get(language_code="en"), copy_parents=True
    )
    for page in (version.get_parent().specific, version):
        page.title = PUBLIC_IN_ENGLISH
        page.save_revision(user=make_member(city))
        publish_approved_page(page, by=make_head(city))
    return NewsArticlePage.objects.get(pk=version.pk, live=True)


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_page_below_a_home_that_is_not_public_is_not_told_of_on_another_portal(city, district, english):
    stranger, own = make_member(district), make_member(city)
    assert PUBLIC_IN_ENGLISH not in asked(stranger, "_search", q="Water")
    assert PUBLIC_IN_ENGLISH in asked(own, "_search", q="Water")
    chosen = f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={english.pk}"
    assert PUBLIC_IN_ENGLISH not in browser(stranger).get(chosen).content.decode()
    assert PUBLIC_IN_ENGLISH in browser(own).get(chosen).content.decode()
    below = reverse("wagtailadmin_choose_page_child", args=[english.get_parent().pk])
    assert browser(stranger).get(below).status_code != 200


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_page_is_told_of_once_the_home_of_its_language_is_public(city, district, english):
    publish_approved_page(full_home(city, language="en"), by=make_head(city))
    stranger = make_member(district)
    assert PUBLIC_IN_ENGLISH in asked(stranger, "_search", q="Water")
    assert PUBLIC_IN_ENGLISH in answered(stranger, "_chosen_multiple", id=english.pk).content.decode()


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_scope_says_of_a_page_what_it_says_of_rows(city, district, english, article):
    """`may_link` of each page that was read is what `linkable_pages` finds, whoever asks."""
    make_article(district, "Bản nháp", published=False)
    people = [make_member(district), make_member(city), make_supervisor(), make_city_editor(), make_operator()]
    for person in people:
        scope = scope_of(person, on=timezone.localdate())
        found = set(Page.objects.filter(scope.linkable_pages()))
        assert {page for page in Page.objects.all() if scope.may_link(page)} == found
        assert (english.page_ptr in found) == scope.has_path(english.path)


def test_section_that_is_not_public_is_not_named_above_a_page_of_another_portal(city, district):
    article, section = make_article(city, PUBLIC), section_of(city)
    SectionPage.objects.filter(pk=section.pk).update(live=False)
    row = row_of(asked(make_member(district), "_search", q="Tin"), article)
    assert row.select("a.navigate-parent") == []
    assert row.select_one("a.choose-page")["data-parent-id"] == ""
    assert section.title not in row.get_text()


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_who_works_on_two_portals_reads_no_draft_above_a_level_of_a_third(city, district):
    person, department = make_member(district), make_portal(DEPARTMENT)
    grant_membership(person, role=Role.EDITOR, portal=department, reason="Kiêm nhiệm", by=None, at=AT)
    article = make_article(city, PUBLIC)
    drafted(section_of(city), city)
    assert SECRET not in asked(person, "_child", article.pk)
    assert SECRET in asked(make_member(city), "_child", article.pk)


def test_chooser_of_one_type_does_not_begin_at_a_page_of_another_portal_that_is_not_public(city, district):
    NewsArticlePage.objects.all().delete()
    make_article(city, "Nháp", published=False)
    section = section_of(city)
    SectionPage.objects.filter(pk=section.pk).update(live=False, title=SECRET, draft_title=SECRET)
    asked_for = {"page_type": "home.NewsArticlePage"}
    assert SECRET not in asked(make_member(district), "", **asked_for)
    assert answered(make_member(district), "", **asked_for).json()["parent_page_id"] == Page.get_first_root_node().pk
    assert answered(make_member(city), "", **asked_for).json()["parent_page_id"] == section.pk


def test_level_of_another_portal_leads_to_none_of_its_versions(city, district):
    home = section_of(city).get_parent()
    level = reverse("wagtailadmin_choose_page_child", args=[home.get_translations().get(live=False).pk])
    assert level not in asked(make_member(district), "_child", home.pk)
    assert level in asked(make_member(city), "_child", home.pk)


def test_several_pages_chosen_at_once_are_named_by_their_public_titles(city, district, article):
    own = make_article(district, "Nháp của Quận", published=False)
    answer = answered(make_member(district), "_chosen_multiple", id=[article.pk, own.pk])
    found = {page["id"]: page for page in answer.json()["result"]}
    assert (found[article.pk]["adminTitle"], found[article.pk]["editUrl"]) == (PUBLIC, "")
    assert (found[own.pk]["adminTitle"], found[own.pk]["parentId"]) == (own.title, own.get_parent().pk)


def test_page_of_another_portal_is_not_handed_over_after_its_takedown(city, district, article):
    take_down(article, by=make_head(city), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai")
    url = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert browser(make_member(district)).get(url, {"id": article.pk}).status_code in {302, 403}
    assert "id" not in sent(make_member(district), article.full_url)["result"]


DRAFT_TITLE = "Chưa ai được biết"


@pytest.fixture
@remembered
def chosen_article(city):
    """Public on the city portal, with a draft that has another title."""
    page = make_article(city, "Tin của Thành phố")
    page.title = DRAFT_TITLE
    page.save_revision(user=make_member(city))
    return type(page).objects.get(pk=page.pk)


def linking_pages(district, chosen_article):
    linked = LinkedItemPage(
        title="Tin liên kết", source_agency="Thành phố", target=chosen_article, live=False, owner=make_member(district)
    )
    section_of(district).add_child(instance=linked)
    links = {"title": "", "links": [{"title": "", "page": chosen_article.pk, "url": "", "text": ""}]}
    listing = make_article(district, "Tin có liên kết", published=False)
    listing.body = [("links", listing.body.stream_block.child_blocks["links"].to_python(links))]
    listing.save_revision(user=make_member(district))
    return [linked, listing]


def editor_of(page, person):
    """The page editor, in which blocks write their letters as JSON does."""
    shown = browser(person).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_title_of_a_draft_of_another_portal_is_not_shown_where_its_page_is_chosen(city, district, chosen_article):
    for page in linking_pages(district, chosen_article):
        shown = editor_of(page, make_member(district))
        assert "Tin của Thành phố" in shown
        assert DRAFT_TITLE not in shown
        assert reverse("wagtailadmin_pages:edit", args=[chosen_article.pk]) not in shown


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_page_of_another_portal_that_is_not_public_any_more_has_no_title(city, district, chosen_article):
    pages = linking_pages(district, chosen_article)
    reason = {"reason_class": TakedownReason.ERROR, "reason": "Sai"}
    take_down(chosen_article, by=make_head(city), at=timezone.now(), **reason)
    for page in pages:
        shown = editor_of(page, make_member(district))
        assert "Trang của cổng khác, không công khai" in shown
        assert DRAFT_TITLE not in shown
        assert "Tin của Thành phố" not in shown


def test_own_draft_is_named_by_its_latest_title(city, chosen_article):
    linked = make_article(city, "Tin có liên kết", published=False)
    links = {"title": "", "links": [{"title": "", "page": chosen_article.pk, "url": "", "text": ""}]}
    linked.body = [("links", linked.body.stream_block.child_blocks["links"].to_python(links))]
    linked.save_revision(user=make_member(city))
    assert DRAFT_TITLE in editor_of(linked, make_member(city))


@each_case("view", ["wagtailadmin_choose_page", "wagtailadmin_choose_page_search"])
def test_chooser_of_a_new_place_answers_alike_for_pages_of_others_and_for_none(city, district, chosen_article, view):
    client = browser(make_member(district))
    draft = make_article(city, published=False)
    asked = {"user_perms": "move_to", "page_type": "wagtailcore.Page"}
    for key in (chosen_article.pk, draft.pk, 9_999_999, "abc"):
        assert client.get(reverse(view), asked | {"target_pages[]": str(key)}).status_code == 403, key
    own = make_article(district, published=False)
    assert client.get(reverse(view), asked | {"target_pages[]": str(own.pk)}).status_code == 200


def text_with_link(portal, page):
    link = f'<p>Xem <a linktype="page" id="{page.pk}">tin này</a></p>'
    return make_article(portal, "Tin có liên kết trong văn bản", published=False, body=[("paragraph", link)])


def link_in_editor(page, person):
    """What the editor of running text is told of the only link."""
    shown = editor_of(page, person)
    for written, meant in (("&quot;", '"'), ('\\"', '"'), ("\\n", " ")):
        shown = shown.replace(written, meant)
    return json.loads(re.search(r'"data": (\{\s*"id".*?\})', shown)[1])


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_link_in_a_text_keeps_the_key_after_a_takedown_and_tells_nothing_of_the_draft(city, district, chosen_article):
    page = text_with_link(district, chosen_article)
    assert link_in_editor(page, make_member(district)) == {
        "id": chosen_article.pk, "url": chosen_article.full_url, "parentId": None
    }  # fmt: skip
    take_down(chosen_article, by=make_head(city), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai")
    type(chosen_article).objects.filter(pk=chosen_article.pk).update(slug="chua-ai-duoc-biet")
    assert link_in_editor(page, make_member(district)) == {"id": chosen_article.pk, "url": None, "parentId": None}
    assert "chua-ai-duoc-biet" not in editor_of(page, make_member(district))


def test_link_in_a_text_tells_where_an_own_draft_stands(city, chosen_article):
    draft = make_article(city, "Nháp", published=False)
    told = link_in_editor(text_with_link(city, draft), make_member(city))
    assert (told["id"], told["parentId"]) == (draft.pk, draft.get_parent().pk)
    assert told["url"].endswith(f"/{draft.slug}/")


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_link_in_a_text_to_a_document_that_lies_elsewhere_does_not_name_its_file(city, district):
    document = make_document(district, "o-lai.pdf")
    link = f'<p>Xem <a linktype="document" id="{document.pk}">tệp</a></p>'
    page = make_article(district, "Tin có tệp", published=False, body=[("paragraph", link)])
    assert link_in_editor(page, make_member(district))["filename"].endswith(".pdf")
    PortalDocument.objects.filter(pk=document.pk).update(collection=city.collection)
    assert link_in_editor(page, make_member(district)) == {"id": document.pk}
