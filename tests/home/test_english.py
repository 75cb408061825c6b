"""English versions: drafts made from Vietnamese pages, public one by one after the board's review.

English pages that say something else than their Vietnamese page by now (12.1.h).
"""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from audit.models import PortalEvent
from editorial.enums import TakedownReason
from editorial.errors import EditForbidden
from editorial.withdrawal.actions import take_down
from home.enums import ContentEventKind
from home.models import NewsArticlePage, PortalHomePage, VersionBasis, WantedVersion
from home.translations.errors import ChangesNotPublic, NothingToCompare, SourceChanged
from home.translations.versions.basis import confirm_version, text_hash_of
from home.translations.versions.queries import count_by_portal, public_source_of, versions_behind, versions_missing
from library.models import PortalImage
from members.enums import Role
from tests.admin import browser, is_refused
from tests.factories import (
    all_answered,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_supervisor,
    publish_approved_page,
)
from tests.fullest import full_home
from tests.home.branches import approve, english_draft, open_english

pytestmark = pytest.mark.django_db


@pytest.mark.slow(reason="publishes pages in both languages")
def test_version_of_an_article_brings_its_section_as_a_draft_and_does_not_lead_to_it(portal):
    """No alias that is public past the board."""
    version = english_draft(make_article(portal))
    section = version.get_parent().specific
    assert (version.live, section.live, section.alias_of_id) == (False, False, None)
    assert section.latest_revision_id is not None
    assert not Page.objects.filter(locale=version.locale, live=True).exists()
    open_english(portal)
    approve(version, portal)
    client = Client(headers={"host": portal.host})
    assert client.get("/en/tin-tuc/").status_code == 404
    page = client.get("/en/tin-tuc/tin-moi/").content.decode()
    assert ('href="/en/"' in page, 'href="/en/tin-tuc/"' in page) == (True, False)
    approve(section, portal)
    assert client.get("/en/tin-tuc/").status_code == 200
    assert 'href="/en/tin-tuc/"' in client.get("/en/tin-tuc/tin-moi/").content.decode()


@pytest.mark.slow(reason="publishes pages in both languages")
def test_version_is_edited_like_any_page_and_never_kept_in_step_with_its_original(portal):
    """As an editor makes it: it becomes no alias that is public past the board, and is not translated once more."""
    article, editor = make_article(portal, "Bài đã duyệt"), browser(make_member(portal))
    english = Locale.objects.get(language_code="en")
    editor.post(reverse("wagtail_localize:submit_page_translation", args=[article.pk]), {"locales": [english.pk]})
    version = article.get_translation(english)
    edit = reverse("wagtailadmin_pages:edit", args=[version.pk])
    page = editor.get(edit).content.decode()
    assert ("action-submit" in page, "localize-" in page) == (True, False)
    assert is_refused(editor.post(reverse("wagtail_localize:convert_to_alias", args=[version.pk])))
    for action in ("localize-convert-to-alias", "localize-restart-translation"):
        assert is_refused(editor.post(edit, {action: "1"})), action
    version.refresh_from_db()
    assert (version.live, version.alias_of_id) == (False, None)
    assert not Translation.objects.filter(enabled=True).exists()


def test_page_is_not_shown_twice_by_an_alias(portal):
    with pytest.raises(PermissionDenied):
        make_article(portal).create_alias(update_slug="bi-danh")


def test_picture_is_described_in_the_language_of_the_page(portal):
    picture = PortalImage(title="anh-01.jpg", description="Chợ Bến Thành", description_en="Ben Thanh Market")
    assert picture.default_alt_text == "Chợ Bến Thành"
    with override("en"):
        assert picture.default_alt_text == "Ben Thanh Market"
        assert PortalImage(description="Chợ Bến Thành").default_alt_text == "Chợ Bến Thành"


NOW = timezone.now()


def in_english(portal, title, *, published=True):
    """A public article with an English version, public unless told otherwise."""
    publish_approved_page(full_home(portal, language="en"), by=make_head(portal))
    article = make_article(portal, f"Tin {title}")
    version = english_draft(article)
    rewrite(version.get_parent().specific, portal, title="News")
    rewrite(version, portal, published=published, title=title)
    return article, NewsArticlePage.objects.get(pk=version.pk)


def rewrite(page, portal, *, published=True, **values):
    """Another version of a page, public by the board unless told otherwise."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=make_member(portal))
    if published:
        publish_approved_page(page, by=make_head(portal))


def behind():
    return [page.title for page in versions_behind()]


def confirm(version, portal):
    return confirm_version(version, by=make_member(portal), seen=text_hash_of(public_source_of(version)), at=NOW)


@pytest.mark.both_engines
class TestWhatIsBehind:
    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_version_whose_vietnamese_page_says_something_else_is_until_that_says_again_what_it_said(self, district):
        article, version = in_english(district, "Land register")
        # What readers do not see is no text.
        rewrite(article, district, review_date=timezone.localdate() + timedelta(days=90), slug="dia-chi-moi")
        assert behind() == []
        rewrite(article, district, lead="Đã đổi.")
        (found,) = versions_behind()
        assert (found.pk, found.source_title) == (version.pk, article.title)
        assert abs(found.changed_at - timezone.now()) < timedelta(minutes=5)
        # The age counts from the first change, and a letter that is corrected brings no version up to date.
        VersionBasis.objects.exclude(changed_at=None).update(changed_at=NOW - timedelta(days=9))
        rewrite(article, district, lead="Đổi nữa.", correction_note="Đổi.")
        rewrite(version, district, lead="A letter corrected.", correction_note="Sửa lỗi gõ.")
        assert (NOW - versions_behind().get().changed_at).days == 9
        rewrite(article, district, lead=article.lead, correction_note="Như cũ.")
        assert behind() == []

    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_version_without_a_public_vietnamese_page_comes_first(self, district):
        lonely, version = in_english(district, "Without a source")
        changed, _version = in_english(district, "Changed")
        rewrite(changed, district, lead="Đã đổi.")
        take_down(lonely, by=make_head(district), at=NOW, reason_class=TakedownReason.ERROR, reason="Sai")
        assert VersionBasis.objects.get(page=version).changed_at is not None
        rows = browser(make_member(district)).get(reverse("versions_behind")).context["object_list"]
        assert [(row.title, row.source_title) for row in rows] == [
            ("Without a source", None),
            ("Changed", changed.title),
        ]

    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_homes_are_asked_about_their_text_alone(self, district):
        in_english(district, "Land register")
        home = PortalHomePage.objects.get(path__startswith=district.container.path, locale__language_code="vi")
        rewrite(home, district)
        assert behind() == []
        rewrite(home, district, lead="Lời giới thiệu khác.")
        assert [page.depth for page in versions_behind()] == [home.depth]

    def test_version_that_was_made_from_a_former_text_is_behind_from_the_beginning(self, district):
        article = make_article(district)
        former = NewsArticlePage.objects.get(pk=article.pk)
        rewrite(article, district, lead="Đã đổi.")
        assert VersionBasis.objects.get(page=english_draft(former).pk).changed_at is not None

    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_version_of_an_older_text_that_is_published_after_the_newer_one(self, district):
        article, version = in_english(district, "Land register", published=False)
        rewrite(article, district, lead="Đã đổi.")
        rewrite(version, district, title="Land register", lead="As it was.")
        assert behind() == ["Land register"]


class TestConfirming:
    @pytest.mark.slow(reason="publishes pages in both languages")
    @pytest.mark.both_engines
    def test_confirmation_takes_it_off_the_list_and_is_recorded(self, district):
        article, version = in_english(district, "Land register")
        rewrite(article, district, lead="Đã đổi.")
        basis = confirm(version, district)
        assert (behind(), basis.compared_by) == ([], make_member(district))
        event = PortalEvent.objects.get(kind=ContentEventKind.VERSION_COMPARED)
        assert (event.portal, event.actor, event.data["page"]) == (district, make_member(district), version.pk)
        rewrite(article, district, lead="Đổi nữa.", correction_note="Đổi.")
        assert behind() == ["Land register"]

    def test_editor_of_another_portal_confirms_nothing(self, city, district):
        article = make_article(district)
        version = english_draft(article)
        with pytest.raises(EditForbidden):
            confirm_version(version, by=make_member(city), seen=text_hash_of(article), at=NOW)

    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_nothing_is_confirmed_but_what_was_read_and_is_public(self, district):
        article, version = in_english(district, "Land register")
        member, seen = make_member(district), text_hash_of(public_source_of(version))
        rewrite(article, district, lead="Đã đổi.")
        with pytest.raises(SourceChanged):
            confirm_version(version, by=member, seen=seen, at=NOW)
        rewrite(version, district, published=False, lead="Changed.")
        with pytest.raises(ChangesNotPublic):
            confirm(version, district)
        take_down(article, by=make_head(district), at=NOW, reason_class=TakedownReason.ERROR, reason="Sai")
        with pytest.raises(NothingToCompare):
            confirm_version(version, by=member, seen="", at=NOW)
        page = browser(member).get(reverse("compare_version", args=[version.pk])).content.decode()
        assert reverse("portals_admin:ask_unpublish", args=[version.pk]) in page
        assert 'name="seen"' not in page


class TestScreens:
    @pytest.mark.slow(reason="publishes pages in both languages")
    @pytest.mark.both_engines
    def test_supervisors_count_them_by_portal(self, city, district):
        for portal in (city, district):
            article, _version = in_english(portal, "Page")
        rewrite(article, district, lead="Đã đổi.")
        assert count_by_portal(versions_behind()) == {district.pk: 1}
        page = BeautifulSoup(browser(make_supervisor()).get(reverse("punctuality")).content, "html.parser")
        _heads, *rows = page.find(id="english-versions-section").find_all("tr")
        assert [row.find("td").get_text() for row in rows] == [district.name]

    @pytest.mark.slow(reason="counts the statements of few rows and of many")
    @pytest.mark.both_engines
    def test_list_costs_the_same_for_one_and_for_many(self, district, django_assert_max_num_queries):
        client, address = browser(make_member(district)), reverse("versions_behind")
        for number in range(4):
            article, _version = in_english(district, f"Page {number}")
            rewrite(article, district, lead="Đã đổi.")
        client.get(address)
        with django_assert_max_num_queries(20):
            assert len(client.get(address).context["object_list"]) == 4

    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_editor_leads_to_the_comparison_and_the_comparison_takes_the_warning_away(self, district):
        article, version = in_english(district, "Land register")
        client, editor = browser(make_member(district)), reverse("wagtailadmin_pages:edit", args=[version.pk])
        address = reverse("compare_version", args=[version.pk])
        assert address not in client.get(editor).content.decode()
        rewrite(article, district, lead="Đã đổi.")
        assert address in client.get(editor).content.decode()
        assert address not in client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
        screen = client.get(address)
        now = NewsArticlePage.objects.get(pk=article.pk).live_revision_id
        compared = [article.pk, article.live_revision_id, now]
        assert reverse("wagtailadmin_pages:revisions_compare", args=compared) in screen.content.decode()
        assert client.post(address, {"seen": screen.context["form"]["seen"].value()}).status_code == 302
        assert behind() == []
        assert address not in client.get(editor).content.decode()

    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_who_comes_second_reads_the_new_text_and_may_confirm_it_then(self, district):
        article, version = in_english(district, "Land register")
        client, address = browser(make_member(district)), reverse("compare_version", args=[version.pk])
        seen = client.get(address).context["form"]["seen"].value()
        rewrite(article, district, lead="Đã đổi.")
        again = client.post(address, {"seen": seen})
        assert (again.status_code, behind()) == (422, ["Land register"])
        assert client.post(address, {"seen": again.context["form"]["seen"].value()}).status_code == 302
        assert behind() == []

    @pytest.mark.slow(reason="publishes pages in both languages")
    def test_version_of_another_portal_is_not_confirmed(self, city, district):
        article, version = in_english(city, "City page")
        rewrite(article, city, lead="Đã đổi.")
        client, address = browser(make_member(district)), reverse("compare_version", args=[version.pk])
        sent = {"seen": text_hash_of(public_source_of(version))}
        assert (client.get(address).status_code, client.post(address, sent).status_code) == (403, 403)
        assert behind() == ["City page"]


def approve_english(page, portal, *, english):
    """The latest version becomes public with this answer of the board."""
    task_state = page.get_workflow().start(page, make_member(portal)).current_task_state
    answers = all_answered() | {"english": english}
    task_state.task.specific.on_action(task_state, make_head(portal), "approve", **answers)
    return type(page).objects.get(pk=page.pk)


def chosen(portal, title="Tin chọn lọc", *, english="needed"):
    return approve_english(make_article(portal, title, published=False), portal, english=english)


@pytest.mark.slow(reason="publishes pages in both languages")
@pytest.mark.both_engines
def test_what_the_board_chose_is_listed_until_an_english_version_is_public(district):
    article = chosen(district)
    chosen(district, "Không cần", english="not_needed")
    assert [(page.title, page.draft) for page in versions_missing()] == [("Tin chọn lọc", None)]
    version = english_draft(article)
    approve(version, district)
    # Nobody finds a page below a home that is in review.
    assert [(page.title, page.draft) for page in versions_missing()] == [("Tin chọn lọc", version.pk)]
    open_english(district)
    assert list(versions_missing()) == []


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_choice_keeps_its_day_until_the_board_decides_otherwise(district):
    article, day = chosen(district), timezone.now() - timedelta(days=7)
    WantedVersion.objects.update(chosen_at=day)
    for english, expected in (("needed", [day]), ("not_needed", [])):
        article.lead += " Thêm."
        article.save_revision(user=make_member(district))
        article = approve_english(article, district, english=english)
        assert [page.chosen_at for page in versions_missing()] == expected


@pytest.mark.slow(reason="publishes pages in both languages")
def test_own_portals_alone_are_listed_and_for_supervisors_all(city, district):
    """Versions that are behind, and pages that the board chose."""
    for portal, title in ((city, "City page"), (district, "District page")):
        article, _version = in_english(portal, title)
        rewrite(article, portal, lead="Đã đổi.")
        chosen(portal, title)

    def titles(user, name, **asked):
        return sorted(row.title for row in browser(user).get(reverse(name), asked).context["object_list"])

    for name in ("versions_behind", "versions_missing"):
        assert titles(make_member(district), name) == ["District page"], name
        assert titles(make_member(district), name, portal=city.pk) == ["District page"], name
        assert titles(make_member(city, Role.REPORTER), name) == ["City page"], name
        for reader in (make_supervisor(), make_city_editor()):
            assert titles(reader, name) == ["City page", "District page"], name
            assert titles(reader, name, portal=city.pk) == ["City page"], name
    assert titles(make_supervisor(), "versions_behind", why="gone") == []
    assert count_by_portal(versions_missing()) == {city.pk: 1, district.pk: 1}


def test_title_leads_to_the_draft_or_to_where_it_is_begun_on_own_portals(city, district):
    article, address = chosen(district), reverse("versions_missing")
    begun = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
    shown = [browser(user).get(address).content.decode() for user in (make_member(district), make_supervisor())]
    assert [begun in page for page in shown] == [True, False]
    edit = reverse("wagtailadmin_pages:edit", args=[english_draft(article).pk])
    assert edit in browser(make_member(district)).get(address).content.decode()
