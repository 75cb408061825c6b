"""Windows in which a page is chosen: of another portal's pages they tell what citizens see, and nothing of the work.

The page editor names a chosen page of another portal as citizens know it, and nothing of its drafts.
"""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

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
    section_of,
)
from tests.fullest import make_document
from tests.home.branches import approve, english_draft, open_english
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
    # An own page is named by its draft.
    own = sent(make_member(city), article.full_url)["result"]
    assert (own["adminTitle"], own["parentId"]) == (SECRET, article.get_parent().pk)


@each_case("ending", ["?trang=2", "#muc-2", ""])
@pytest.mark.slow(reason="opens the window of each kind of address")
def test_address_that_is_not_quite_that_of_the_page_is_asked_about_under_its_public_title(
    city, district, article, ending
):
    answer = sent(make_member(district), article.full_url.rstrip("/") + ending)
    assert (answer["step"], answer["internal"]["adminTitle"]) == ("confirm_external_to_internal", PUBLIC)
    assert [words for words in (PUBLIC, article.full_url) if words not in answer["html"]] == []
    assert SECRET not in json.dumps(answer, ensure_ascii=False)


def test_address_on_a_suspended_portal_stays_an_address(city, district, article):
    address = article.full_url
    suspend_portal(city, by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    for typed in (address, f"{address}?a=1"):
        answer = sent(make_member(district), typed)["result"]
        assert (answer["url"], "id" in answer) == (typed, False)
    assert sent(make_member(city), address)["result"]["id"] == article.pk


def windows(portal, words="Tin"):
    """Both that list pages of a portal: those that are found, those below its news."""
    return (("_search", (), {"q": words}), ("_child", (section_of(portal).pk,), {}))


@pytest.mark.slow(reason="opens both windows for both portals")
def test_chooser_tells_of_a_page_of_another_portal_only_its_public_title_and_since_when(city, district, article):
    plain = make_article(city, "Tin không có bản nháp")
    make_article(city, "Tin chưa đăng", published=False)
    Page.objects.filter(pk__in=[article.pk, plain.pk]).update(last_published_at=AT)
    for name, args, query in windows(city):
        shown = asked(make_member(district), name, *args, **query)
        row = row_of(shown, article)
        assert row.select_one("a.choose-page")["data-admin-title"] == PUBLIC
        assert [words for words in (SECRET, "Tin chưa đăng") if words in shown] == []
        with_draft, without = ([cell.get_text(strip=True) for cell in one.select("td")[1:]] for one in
                               (row, row_of(shown, plain)))  # fmt: skip
        assert with_draft == without
        assert not row.select(".indicator")
        assert "Xuất bản + nháp" not in row.get_text()
        assert "Tin chưa đăng" in titles_in(asked(make_member(city), name, *args, **query))
    assert row_of(asked(make_member(city), "_search", q="Tin"), article).select(".indicator")


@pytest.mark.slow(reason="asks both windows in each order")
def test_chooser_orders_pages_of_another_portal_alike_whatever_is_asked(city, district, article):
    make_article(city, "Tin sau")
    orders = [{}, {"ordering": "latest_revision_created_at"}, {"ordering": "-latest_revision_created_at"}]
    for name, args, query in windows(city):
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
    version = english_draft(make_article(city, "Tin sang tiếng Anh"))
    for page in (version.get_parent().specific, version):
        page.title = PUBLIC_IN_ENGLISH
        approve(page, city)
    return NewsArticlePage.objects.get(pk=version.pk, live=True)


@pytest.mark.slow(reason="publishes pages in both languages")
def test_page_below_a_home_that_is_not_public_is_not_told_of_on_another_portal_until_it_is(city, district, english):
    stranger, own = make_member(district), make_member(city)
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple")

    def is_told_to(person):
        found = PUBLIC_IN_ENGLISH in asked(person, "_search", q="Water")
        chosen_by_key = browser(person).get(chosen, {"id": english.pk}).content.decode()
        return found, PUBLIC_IN_ENGLISH in chosen_by_key

    assert (is_told_to(stranger), is_told_to(own)) == ((False, False), (True, True))
    below = reverse("wagtailadmin_choose_page_child", args=[english.get_parent().pk])
    assert browser(stranger).get(below).status_code != 200
    open_english(city)
    assert is_told_to(stranger) == (True, True)


@pytest.mark.slow(reason="asks for each person about each page")
def test_scope_says_of_a_page_what_it_says_of_rows(city, district, english, article):
    """`may_link` of each page that was read is what `linkable_pages` finds, whoever asks."""
    make_article(district, "Bản nháp", published=False)
    pages = list(Page.objects.all())
    for person in (make_member(district), make_member(city), make_supervisor(), make_city_editor(), make_operator()):
        scope = scope_of(person, on=timezone.localdate())
        found = set(Page.objects.filter(scope.linkable_pages()))
        assert {page for page in pages if scope.may_link(page)} == found
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


def test_several_pages_chosen_at_once_are_named_by_their_public_titles_and_not_after_a_takedown(
    city, district, article
):
    own, stranger = make_article(district, "Nháp của Quận", published=False), make_member(district)
    answer = answered(stranger, "_chosen_multiple", id=[article.pk, own.pk])
    found = {page["id"]: page for page in answer.json()["result"]}
    assert (found[article.pk]["adminTitle"], found[article.pk]["editUrl"]) == (PUBLIC, "")
    assert (found[own.pk]["adminTitle"], found[own.pk]["parentId"]) == (own.title, own.get_parent().pk)
    withdraw(article, city)
    url = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert browser(stranger).get(url, {"id": article.pk}).status_code in {302, 403}
    assert "id" not in sent(stranger, article.full_url)["result"]


def withdraw(article, portal):
    take_down(article, by=make_head(portal), at=timezone.now(), reason_class=TakedownReason.ERROR, reason="Sai")


def editor_of(page, person):
    """The page editor, in which blocks write their letters as JSON does."""
    shown = browser(person).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), shown)


def listing(portal, page):
    """A draft with a list of links to a page."""
    links = {"title": "", "links": [{"title": "", "page": page.pk, "url": "", "text": ""}]}
    body = [{"type": "links", "value": links}]
    return make_article(portal, "Tin có liên kết", published=False, body=body)


@pytest.mark.slow(reason="opens the page editor of an item and of an article before and after a takedown")
def test_title_of_a_draft_of_another_portal_is_not_shown_where_its_page_is_chosen(city, district, article):
    """Where it is not public any more, it has no title."""
    member = make_member(district)
    item = LinkedItemPage(title="Tin", source_agency="Thành phố", target=article, live=False, owner=member)
    section_of(district).add_child(instance=item)
    pages = [item, listing(district, article)]
    for page in pages:
        shown = editor_of(page, member)
        assert PUBLIC in shown
        hidden = [SECRET, reverse("wagtailadmin_pages:edit", args=[article.pk])]
        assert [words for words in hidden if words in shown] == []
    withdraw(article, city)
    for page in pages:
        shown = editor_of(page, member)
        assert "Trang của cổng khác, không công khai" in shown
        assert [words for words in (PUBLIC, SECRET) if words in shown] == []


def test_own_draft_is_named_by_its_latest_title(city, article):
    assert SECRET in editor_of(listing(city, article), make_member(city))


@each_case("view", ["wagtailadmin_choose_page", "wagtailadmin_choose_page_search"])
def test_chooser_of_a_new_place_answers_alike_for_pages_of_others_and_for_none(city, district, article, view):
    client = browser(make_member(district))
    draft = make_article(city, published=False)
    asked = {"user_perms": "move_to", "page_type": "wagtailcore.Page"}
    for key in (article.pk, draft.pk, 9_999_999, "abc"):
        assert client.get(reverse(view), asked | {"target_pages[]": str(key)}).status_code == 403, key
    own = make_article(district, published=False)
    assert client.get(reverse(view), asked | {"target_pages[]": str(own.pk)}).status_code == 200


def text_with_link(portal, row, kind="page"):
    link = f'<p>Xem <a linktype="{kind}" id="{row.pk}">tin này</a></p>'
    return make_article(portal, "Tin có liên kết trong văn bản", published=False, body=[("paragraph", link)])


def link_in_editor(page, person):
    """What the editor of running text is told of the only link."""
    shown = editor_of(page, person)
    for written, meant in (("&quot;", '"'), ('\\"', '"'), ("\\n", " ")):
        shown = shown.replace(written, meant)
    return json.loads(re.search(r'"data": (\{\s*"id".*?\})', shown)[1])


@pytest.mark.slow(reason="opens the page editor before and after a takedown")
def test_link_in_a_text_keeps_the_key_after_a_takedown_and_tells_nothing_of_the_draft(city, district, article):
    page, member = text_with_link(district, article), make_member(district)
    assert link_in_editor(page, member) == {"id": article.pk, "url": article.full_url, "parentId": None}
    withdraw(article, city)
    type(article).objects.filter(pk=article.pk).update(slug="chua-ai-duoc-biet")
    assert link_in_editor(page, member) == {"id": article.pk, "url": None, "parentId": None}
    assert "chua-ai-duoc-biet" not in editor_of(page, member)


def test_link_in_a_text_tells_where_an_own_draft_stands(city, article):
    draft = make_article(city, "Nháp", published=False)
    told = link_in_editor(text_with_link(city, draft), make_member(city))
    assert (told["id"], told["parentId"]) == (draft.pk, draft.get_parent().pk)
    assert told["url"].endswith(f"/{draft.slug}/")


@pytest.mark.slow(reason="opens the page editor twice")
def test_link_in_a_text_to_a_document_that_lies_elsewhere_does_not_name_its_file(city, district):
    document, member = make_document(district, "o-lai.pdf"), make_member(district)
    page = text_with_link(district, document, "document")
    assert link_in_editor(page, member)["filename"].endswith(".pdf")
    PortalDocument.objects.filter(pk=document.pk).update(collection=city.collection)
    assert link_in_editor(page, member) == {"id": document.pk}
