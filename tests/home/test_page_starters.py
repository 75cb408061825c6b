"""Starters: a page of a section begins with one that ships or one of its own board, and of no other portal."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from audit.models import PortalEvent
from editorial.permissions import is_author_of
from home.blocks import BodyStreamBlock
from home.blocks.starter import FEATURES
from home.editing.drafts import draft_types
from home.enums import ContentEventKind
from home.models import InformationPage, NewsArticlePage, PageStarter, SectionPage, SubjectField
from home.page_starters.actions import StarterForbidden, StarterGone, drop_starter, keep_starter, start_page
from home.page_starters.offered import offered_starters
from home.page_starters.shipped import shipped_starters
from information.models import OutagePage
from members.enums import Role
from tests.admin import browser, is_shut, told
from tests.each import each_case
from tests.editorial.review_variants import save
from tests.factories import AT, a_field, make_head, make_member, section_of

pytestmark = pytest.mark.django_db

TEXT = "Tổ dân phố họp định kỳ vào tối thứ Sáu."


@pytest.fixture
def editor(district):
    return make_member(district)


def keep(portal, by, *, title="Thông báo họp tổ dân phố", text=TEXT, slug="tin-tuc", **values):
    return keep_starter(
        section_of(portal, slug),
        page_type=NewsArticlePage,
        title=title,
        lead="",
        body=[("paragraph", f"<p>{text}</p>")],
        by=by,
        at=AT,
        **values,
    )


def names(section, by):
    return [starter.name for starter in offered_starters(section, draft_types(section, by=by))]


def ways(client, section):
    return client.get(reverse("wagtailadmin_pages:add_subpage", args=[section.pk])).content.decode()


def begin(client, section, key):
    return client.post(reverse("start_page", args=[section.pk]), {"starter": key})


def test_page_begins_with_what_the_starter_says_and_what_the_system_knows(district, editor):
    section = section_of(district, "canh-bao")
    answer = begin(browser(editor), section, "shipped-cup-nuoc")
    page = OutagePage.objects.get(owner=editor).get_latest_revision_as_object()
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.get_parent().pk, page.services) == (False, section.pk, "Cung cấp nước sạch")
    assert (page.source_agency, page.author_name) == (district.governing_body, editor.get_full_name())
    assert page.body[0].block_type == "table"
    assert district.phone in str(page.body)


def test_page_stands_under_the_field_of_its_section_and_without_one_under_that_of_the_starter(district, editor):
    section, economy = section_of(district, "tin-tuc"), SubjectField.objects.get(slug="kinh-te")
    for key, field, expected in (("thong-bao", None, a_field()), ("ket-qua", economy, economy)):
        SectionPage.objects.filter(pk=section.pk).update(subject_field=field)
        page = start_page(section, f"shipped-{key}", by=editor, at=AT)
        assert list(page.subject_fields.all()) == [expected]


def test_section_offers_what_is_for_it(district, editor):
    news, alerts = (names(section_of(district, slug), editor) for slug in ("tin-tuc", "canh-bao"))
    assert "Lịch tiếp công dân" in news
    assert "Thông báo cúp nước" in alerts
    assert not set(news) & set(alerts)


def test_starters_that_ship_are_of_types_that_can_be_drafts_and_have_blocks_of_a_body():
    for starter in shipped_starters():
        model = apps.get_model(starter.page_type)
        page = model(title=starter.title, slug="a", lead=starter.lead, body=list(starter.body), **starter.values)
        assert BodyStreamBlock().clean(page.body)
        page.clean_fields(exclude={field.name for field in model._meta.fields} - {"title", "lead", *starter.values})


def test_place_that_is_to_be_filled_in_keeps_a_page_from_the_board(district, editor):
    page = start_page(section_of(district), "shipped-thong-bao", by=editor, at=AT)
    page.subject_fields = [a_field()]
    page.save_revision(user=editor)
    sent = {"title": page.title, "slug": page.slug, "lead": page.lead, "source_agency": "x", "body": streamfield([])}
    rest = {"subject_fields": [a_field().pk], "action-submit": "1"}
    rest |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
    answer = browser(editor).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(sent) | rest)
    assert set(answer.context["form"].errors) == {"title", "lead"}


@each_case("role", [Role.PORTAL_ADMIN, None])
def test_board_and_administrators_keep_starters_of_their_sections(district, role):
    person = make_member(district, role) if role else make_head(district)
    client, section = browser(person), section_of(district)
    form = {"title": "Họp tổ dân phố", "page_type": "home.newsarticlepage", "lead": ""}
    form |= {"body": streamfield([("paragraph", rich_text(f"<p>{TEXT}</p>", features=FEATURES))])}
    sent = nested_form_data(form)
    client.post(reverse("page_starter_add", args=[section.pk]), sent)
    row = PageStarter.objects.get(portal=district, section=section)
    assert list(row.writers.all()) == [person]
    assert row.title in ways(browser(make_member(district)), section)
    client.post(reverse("page_starter", args=[row.pk]), sent | {"title": "Họp khu phố"})
    client.post(reverse("page_starter_delete", args=[row.pk]), {})
    acts = PortalEvent.objects.filter(kind=ContentEventKind.STARTER_CHANGED, portal=district).order_by("pk")
    assert [event.data["title"] for event in acts] == ["Họp tổ dân phố", "Họp khu phố", "Họp khu phố"]
    assert not PageStarter.objects.exists()


def test_editor_begins_with_a_starter_and_keeps_none(district, editor):
    row = keep(district, make_head(district))
    client, section = browser(editor), section_of(district)
    shown = BeautifulSoup(ways(client, section), "html.parser")
    assert shown.select_one(f"button[value=own-{row.pk}]")
    for name, key in (("page_starter_add", section.pk), ("page_starter", row.pk), ("page_starter_delete", row.pk)):
        assert is_shut(client.get(reverse(name, args=[key]))), name
        assert reverse(name, args=[key]) not in str(shown)
    with pytest.raises(StarterForbidden):
        keep(district, editor)
    with pytest.raises(StarterForbidden):
        drop_starter(row, by=editor, at=AT)


def test_starter_of_another_portal_is_neither_offered_nor_taken_nor_changed(city, district, editor):
    foreign = keep(city, make_head(city), title="Mẫu của Thành phố")
    client, section = browser(editor), section_of(district)
    assert foreign.title not in ways(client, section)
    assert told(begin(client, section, f"own-{foreign.pk}"))
    assert is_shut(begin(client, section_of(city), f"own-{foreign.pk}"))
    assert not NewsArticlePage.objects.filter(owner=editor).exists()
    head = browser(make_head(district))
    for name in ("page_starter", "page_starter_delete"):
        assert is_shut(head.post(reverse(name, args=[foreign.pk]), {"title": "Chiếm"}))
    assert foreign.title not in head.get(reverse("page_starters")).content.decode()
    with pytest.raises(StarterForbidden):
        keep(city, make_head(district))
    with pytest.raises(StarterGone):
        keep(district, make_head(district), instead_of=foreign)


def test_starter_that_is_gone_meanwhile_is_told_and_begins_nothing(district, editor):
    row = keep(district, make_head(district))
    drop_starter(row, by=make_head(district), at=timezone.now())
    assert told(begin(browser(editor), section_of(district), f"own-{row.pk}"))
    assert not NewsArticlePage.objects.filter(owner=editor).exists()


def test_who_wrote_a_starter_approves_no_page_that_still_says_it(district, editor):
    head, deputy = make_head(district), make_member(district, Role.PORTAL_ADMIN)
    row = keep(district, head)
    page = start_page(section_of(district), f"own-{row.pk}", by=editor, at=AT)
    wrote = {person: is_author_of(person, page, page.latest_revision) for person in (head, deputy)}
    assert wrote == {head: True, deputy: False}
    save(page, editor, title="Họp khu phố 2", body=[("paragraph", "<p>Khu phố 2 họp lúc 19 giờ.</p>")])
    page.refresh_from_db()
    assert not is_author_of(head, page, page.latest_revision)


def test_page_types_of_a_starter_are_those_of_its_section(district):
    row = keep(district, make_head(district))
    assert row.page_type == NewsArticlePage._meta.label_lower
    PageStarter.objects.filter(pk=row.pk).update(page_type=InformationPage._meta.label_lower)
    assert "Thông báo họp tổ dân phố" in names(section_of(district), make_member(district))
    PageStarter.objects.filter(pk=row.pk).update(page_type="home.gone")
    assert "Thông báo họp tổ dân phố" not in names(section_of(district), make_member(district))
