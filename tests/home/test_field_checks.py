"""News, directions, guidance on law and documents stand under a field before the board is asked (Regulation 4.2)."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield

from editorial.errors import ContentBlocked
from editorial.review.findings import Level
from home.contentcheck.field_checks import check_fields
from home.models import InformationPage, NewsArticlePage
from information.models import DirectionPage, DocumentPage, LegalGuidancePage, PlanPage
from information.without_field import public_without_field
from sites.directory import get_directory
from tests.admin import browser
from tests.each import each_case
from tests.factories import a_field, make_article, make_head, make_member, publish, section_of
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db


@each_case("model", [NewsArticlePage, DirectionPage, LegalGuidancePage, DocumentPage])
def test_one_without_a_field_is_blocked_with_words_at_its_field(model):
    (finding,) = check_fields(model(title="Tin"))
    assert (finding.level, finding.field, finding.article) == (Level.BLOCKING, "subject_fields", "4.2")


@each_case("model", [InformationPage, PlanPage])
def test_others_may_do_without(model):
    assert list(check_fields(model(title="Trang"))) == []


def test_with_a_field_nothing_is_found(district):
    assert list(check_fields(make_article(district, published=False))) == []


def sent(**values):
    comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    typed = {"title": "Tin mới", "slug": "tin-moi", "source_agency": "Quận 1", "body": streamfield([]), **values}
    return nested_form_data(typed) | comments


def test_draft_is_saved_without_one_and_submitted_with_one_alone(district):
    client = browser(make_member(district))
    address = reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section_of(district).pk])
    refused = client.post(address, sent(**{"action-submit": "1"}))
    assert refused.context["form"].errors.keys() == {"subject_fields"}
    assert refused.context["form"]["title"].value() == "Tin mới"
    assert client.post(address, sent()).status_code == 302
    draft = NewsArticlePage.objects.get(title="Tin mới")
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    typed = sent(**{"action-submit": "1"}) | {"subject_fields": [a_field().pk]}
    answer = client.post(edit, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert NewsArticlePage.objects.get(pk=draft.pk).workflow_in_progress


def test_board_cannot_approve_one_without(district):
    page = make_article(district, published=False)
    page.subject_fields = []
    page.save_revision(user=page.owner)
    with pytest.raises(ContentBlocked):
        publish(page, by=make_head(district), author=page.owner)


def test_version_in_english_stands_under_the_fields_of_its_original(district):
    english = Locale.objects.get(language_code="en")
    version = make_article(district).copy_for_translation(english, copy_parents=True)
    assert [field.slug for field in version.subject_fields.all()] == ["xa-hoi"]


@pytest.mark.slow(reason="publishes pages and opens several screens")
@pytest.mark.breaks_the_rule
def test_public_ones_of_former_days_stay_public_and_are_listed_for_their_portal_alone(city, district):
    for portal, title in ((city, "Tin của Thành phố"), (district, "Tin của Quận")):
        page = make_article(portal, title)
        NewsArticlePage.subject_fields.through.objects.filter(newsarticlepage=page).delete()
    document = make_item(district, "document", "Quyết định", published=True)
    DocumentPage.subject_fields.through.objects.filter(documentpage=document).delete()
    make_article(district, "Có lĩnh vực")
    record = get_directory().by_id[district.pk]
    assert [page.title for page in public_without_field(record)] == ["Quyết định", "Tin của Quận"]
    screen = browser(make_head(district)).get(reverse("required_of_portal", args=[district.pk])).content.decode()
    assert "Tin của Quận" in screen
    assert "Tin của Thành phố" not in screen
