"""Drafts for comments: open for as long as the rule asks, listed by whether they take comments, with their report."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import PortalEvent
from editorial.review.findings import Level, findings_of
from home.models import PublicationDeadline
from home.timeliness.clock_labels import words_of
from home.timeliness.clock_limits import timing_of
from information.models import DraftExtension
from tests.each import each_case
from tests.factories import make_head, publish_approved_page, section_of
from tests.home.branches import translated
from tests.information.factories import files_of, make_item
from tests.information.pages import shown

pytestmark = pytest.mark.django_db


def publish_edit(page, portal):
    """What was changed on a page, published by the board of its portal."""
    page.save_revision(user=page.owner)
    return publish_approved_page(page, by=make_head(portal))


def draft(portal, title="Dự thảo", *, opens=0, closes=20, **values):
    """Counted in days from today."""
    today = timezone.localdate()
    return make_item(
        portal,
        "draft",
        title,
        trigger_date=today + timedelta(days=opens),
        closes_on=today + timedelta(days=closes),
        **values,
    )


@each_case(("closes", "warned"), [(20, []), (19, [Level.WARNING])])
def test_board_is_told_of_a_draft_that_is_open_too_short(district, closes, warned):
    found = [one for one in findings_of(draft(district, closes=closes)) if one.code == "open_too_short"]
    assert [one.level for one in found] == warned
    assert all("19 ngày" in one.message and "20 ngày" in one.message for one in found)


def test_editor_reads_until_when_it_must_be_open_and_no_last_day_is_judged(district):
    page = draft(district)
    words = words_of(timing_of(page), published_on=None, today=timezone.localdate())
    assert f"{page.closes_on:%d/%m/%Y}" in words.headline.replace("\u00a0", " ")
    assert "Luật 64/2025/QH15" in words.explanation
    assert PublicationDeadline.objects.get(page=page).due is None


@pytest.mark.slow(reason="publishes a draft in each state")
def test_reader_filters_by_whether_comments_are_taken_and_finds_the_report(client, city, district):
    draft(district, "Dự thảo một", published=True)
    draft(district, "Dự thảo hai", opens=-30, closes=-1, published=True)
    draft(district, "Dự thảo ba", opens=-30, closes=-1, state="taken_up", results=files_of(district), published=True)
    draft(city, "Của thành phố", published=True)
    section = section_of(district, "gop-y-du-thao")

    def listed(state):
        text = client.get(f"{section.url}?lay-y-kien={state}", headers={"host": district.host}).content.decode()
        return [
            title for title in ("Dự thảo một", "Dự thảo hai", "Dự thảo ba", "Của thành phố") if f">{title}<" in text
        ]

    assert [listed(state) for state in ("open", "closed", "taken_up")] == [
        ["Dự thảo một"],
        ["Dự thảo hai"],
        ["Dự thảo ba"],
    ]
    done = section.get_children().get(title="Dự thảo ba").specific
    text = client.get(done.url, headers={"host": district.host}).content.decode()
    assert "Tiếp thu, giải trình ý kiến" in text
    assert "gopy@so.example" not in text


def codes_of(page):
    return [(one.code, one.level) for one in findings_of(page) if one.article == "4.3.b"]


def test_report_waits_until_comments_are_over(district):
    early = draft(district, closes=3, state="taken_up", results=files_of(district))
    assert codes_of(early) == [("reported_too_early", Level.BLOCKING)]
    early.closes_on = timezone.localdate() - timedelta(days=1)
    assert codes_of(early) == []


@pytest.mark.slow(reason="publishes a document on two portals")
def test_issued_draft_leads_to_a_public_document_of_its_own_portal(client, city, district):
    foreign = make_item(city, "document", "Của thành phố", published=True)
    own = make_item(district, "document", "Quyết định đã ban hành", published=True)
    page = draft(district, opens=-30, closes=-1, state="issued", results=files_of(district), issued_as=foreign)
    assert codes_of(page) == [("foreign_document", Level.BLOCKING)]
    page.issued_as = own
    assert codes_of(page) == []
    shown_page = shown(client, publish_edit(page, district))
    assert shown_page.select_one("dl.facts a")["href"] == own.url


@pytest.mark.slow(reason="publishes a draft")
def test_board_is_warned_of_the_way_back(district):
    page = draft(district, opens=-30, closes=-1, state="abandoned", abandoned_because="Luật đã đổi", published=True)
    page.state, page.closes_on = "open", timezone.localdate() + timedelta(days=20)
    assert codes_of(page) == [("state_goes_back", Level.WARNING)]


@pytest.mark.slow(reason="publishes two versions")
def test_extension_is_public_with_its_reason_and_the_former_end(client, city, district):
    page = draft(district, closes=5, published=True)
    other = draft(city, closes=5, published=True)
    former = page.closes_on
    page.closes_on, page.correction_note = former + timedelta(days=10), "Theo đề nghị của Hội Luật gia."
    page = publish_edit(page, district)
    text = " ".join(shown(client, page).select_one("main").get_text(" ").split())
    assert "Theo đề nghị của Hội Luật gia." in text
    assert DraftExtension.objects.count() == 1
    assert f"trước đây: đến hết {former:%d/%m/%Y}" in text
    (event,) = PortalEvent.objects.filter(kind="consultation_extended")
    assert (event.portal_id, event.reason) == (district.pk, "Theo đề nghị của Hội Luật gia.")
    assert event.data["former_end"] == former.isoformat()
    assert not DraftExtension.objects.filter(page=other).exists()
    # A change of words is no extension.
    page.lead, page.correction_note = "Tóm tắt khác.", "Sửa lời."
    publish_edit(page, district)
    assert DraftExtension.objects.count() == 1


@pytest.mark.slow(reason="publishes two versions in two languages")
def test_extension_is_recorded_once_however_many_languages_the_draft_has(district):
    page = draft(district, closes=5, published=True)
    version = translated(page, district)
    for one in (page, version):
        one = one.specific
        one.closes_on += timedelta(days=10)
        one.correction_note = "Theo đề nghị."
        publish_edit(one, district)
    assert list(DraftExtension.objects.values_list("page", flat=True)) == [page.pk]
