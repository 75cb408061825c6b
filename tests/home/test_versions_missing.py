"""What the board chose for English, as long as there is no public English version (11.2)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from home.models import WantedVersion
from home.translations.version_queries import count_by_portal, versions_missing
from members.enums import Role
from tests.admin import browser
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

pytestmark = pytest.mark.django_db


def approve(page, portal, *, english):
    """The latest version becomes public with this answer of the board."""
    state = page.get_workflow().start(page, make_member(portal))
    task_state = state.current_task_state
    answers = all_answered() | {"english": english}
    task_state.task.specific.on_action(task_state, make_head(portal), "approve", **answers)
    return type(page).objects.get(pk=page.pk)


def chosen(portal, title="Tin chọn lọc", *, english="needed"):
    return approve(make_article(portal, title, published=False), portal, english=english)


def missing():
    return [page.title for page in versions_missing()]


@pytest.mark.both_engines
def test_what_the_board_chose_is_listed_until_an_english_version_is_public(district):
    article = chosen(district)
    chosen(district, "Không cần", english="not_needed")
    assert missing() == ["Tin chọn lọc"]
    version = article.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert [page.draft for page in versions_missing()] == [version.pk]
    author, head = make_member(district), make_head(district)
    version.save_revision(user=author)
    publish_approved_page(version, by=head)
    # Nobody finds a page below a home that is in review.
    assert missing() == ["Tin chọn lọc"]
    publish_approved_page(full_home(district, language="en"), by=head)
    assert missing() == []


def test_choice_keeps_its_day_until_the_board_decides_otherwise(district):
    article = chosen(district)
    day = timezone.now() - timezone.timedelta(days=7)
    WantedVersion.objects.update(chosen_at=day)
    for english, expected in (("needed", [day]), ("not_needed", [])):
        article.lead += " Thêm."
        article.save_revision(user=make_member(district))
        article = approve(article, district, english=english)
        assert [page.chosen_at for page in versions_missing()] == expected


def test_own_portals_alone_and_for_supervisors_all(city, district):
    chosen(city, "Tin thành phố")
    chosen(district, "Tin quận")
    address = reverse("versions_missing")

    def titles(user, **asked):
        return sorted(row.title for row in browser(user).get(address, asked).context["object_list"])

    assert titles(make_member(district)) == ["Tin quận"]
    assert titles(make_member(city, Role.REPORTER)) == ["Tin thành phố"]
    for reader in (make_supervisor(), make_city_editor()):
        assert titles(reader) == ["Tin quận", "Tin thành phố"]
        assert titles(reader, portal=district.pk) == ["Tin quận"]
    assert titles(make_member(district), portal=city.pk) == ["Tin quận"]
    assert count_by_portal(versions_missing()) == {city.pk: 1, district.pk: 1}


def test_title_leads_to_the_draft_or_to_where_it_is_begun_on_own_portals(city, district):
    article = chosen(district)
    begun = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
    client, supervisor, address = (
        browser(make_member(district)),
        browser(make_supervisor()),
        reverse("versions_missing"),
    )
    assert begun in client.get(address).content.decode()
    assert begun not in supervisor.get(address).content.decode()
    version = article.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    assert reverse("wagtailadmin_pages:edit", args=[version.pk]) in client.get(address).content.decode()
