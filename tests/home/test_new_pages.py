"""A new page: what the system knows is filled in; a copy of an earlier page is a draft with days of its own."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.models import Approval
from home.models import NewsArticlePage, SectionPage
from information.models import DocumentPage, PublicAlertPage, StatisticsReportPage, WorkSchedulePage
from members.enums import Role
from members.memberships import grant_membership
from tests.admin import browser
from tests.each import each_case
from tests.factories import AT, a_field, make_article, make_city_editor, make_member, section_of

pytestmark = pytest.mark.django_db


def new(client, model, section):
    address = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, section.pk])
    return client.get(address).context["form"].instance


def test_agency_author_and_field_of_the_section_are_filled_in(city, district):
    editor, section = make_member(district), section_of(district)
    SectionPage.objects.filter(pk=section.pk).update(subject_field=a_field().slug)
    page = new(browser(editor), NewsArticlePage, section)
    assert (page.source_agency, page.author_name) == (district.governing_body, editor.get_full_name())
    assert list(page.subject_fields.all()) == [a_field()]
    assert page.trigger_date is None, "nobody knows whether the news is of an event"


def test_who_only_helps_on_a_portal_is_not_named_as_the_author(district):
    assert new(browser(make_city_editor()), NewsArticlePage, section_of(district)).author_name == ""


def test_agency_is_that_of_the_portal_of_the_section(city, district):
    editor = make_member(city)
    grant_membership(editor, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    client = browser(editor)
    found = [new(client, NewsArticlePage, section_of(portal)).source_agency for portal in (city, district)]
    assert found == [city.governing_body, district.governing_body]


def next_monday():
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
@each_case(
    ("model", "slug", "name", "known"),
    [
        (DocumentPage, "van-ban", "issuer", lambda portal: portal.governing_body),
        (PublicAlertPage, "canh-bao", "trigger_date", lambda portal: timezone.localdate()),
        (StatisticsReportPage, "thong-ke-bao-cao", "year", lambda portal: timezone.localdate().year),
        (WorkSchedulePage, "lich-cong-tac", "week", lambda portal: next_monday()),
    ],
)
def test_kinds_of_pages_fill_in_what_they_know(district, model, slug, name, known):
    page = new(browser(make_member(district)), model, section_of(district, slug))
    assert getattr(page, name) == known(district)


def test_copy_of_a_public_page_is_a_draft_with_days_of_its_own_and_no_approval(district):
    editor = make_member(district)
    original = make_article(
        district, "Lịch tiếp công dân", reviewed=True, trigger_date=date(2026, 11, 5), review_date=date(2027, 1, 1)
    )
    client, address = browser(editor), reverse("wagtailadmin_pages:copy", args=[original.pk])
    form = client.get(address).context["form"]
    assert form.fields.keys() == {"new_title", "new_slug", "new_parent_page"}
    sent = {name: field.initial for name, field in form.fields.items()}
    answer = client.post(address, sent | {"new_parent_page": original.get_parent().pk})
    copy = NewsArticlePage.objects.get(slug="lich-tiep-cong-dan-2")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    draft = copy.get_latest_revision_as_object()
    assert (copy.live, copy.alias_of, copy.first_published_at, copy.owner) == (False, None, None, editor)
    for page in (copy, draft):
        assert (page.title, page.trigger_date, page.review_date) == (original.title, None, None)
    assert not Approval.objects.filter(object_id=str(copy.pk), revision__in=copy.revisions.all()).exists()
    assert copy.current_workflow_state is None


def test_earlier_pages_of_the_section_are_offered_where_one_adds_a_page(city, district):
    own, foreign = make_article(district, "Tin của Quận"), make_article(city, "Tin của Thành phố")
    shown = browser(make_member(district)).get(
        reverse("wagtailadmin_pages:add_subpage", args=[section_of(district).pk])
    )
    text = shown.content.decode()
    assert reverse("wagtailadmin_pages:copy", args=[own.pk]) in text
    assert foreign.title not in text
