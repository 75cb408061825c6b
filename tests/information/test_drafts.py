"""Drafts for comments: open for as long as the rule asks, listed by whether they take comments, with their report."""

from datetime import timedelta

import pytest
from django.utils import timezone

from editorial.review.findings import Level, findings_of
from home.models import PublicationDeadline
from home.timeliness.clock_labels import words_of
from home.timeliness.clock_limits import timing_of
from tests.each import each_case
from tests.factories import section_of
from tests.information.factories import files_of, make_item

pytestmark = pytest.mark.django_db


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
