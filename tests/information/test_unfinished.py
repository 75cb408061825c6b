"""Drafts are saved before they are whole, and can be read as they are."""

import pytest
from django.urls import reverse

from home.blocks.opening import OpeningTimeBlock
from information.models.schedule import EngagementBlock
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_member, section_of
from tests.fullest import full_unit
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db


def in_a_live_event(district):
    return make_item(district, "live"), "programme", ("item", {"time": None, "content": "Khai mạc", "speaker": ""})


def in_a_week(district):
    return make_item(district, "schedule"), "engagements", ("engagement", {"day": "2", "time": None, "content": "Họp"})


def of_a_counter(district):
    unit = full_unit(district, parent=section_of(district, "gioi-thieu"))
    return unit, "opening_times", ("time", {"first": "1", "last": "", "opens": None, "closes": "11:30:00"})


@pytest.mark.slow(reason="opens drafts of three types of pages")
@each_case("place", [in_a_live_event, in_a_week, of_a_counter])
def test_draft_in_which_a_time_is_missing_can_be_looked_at(district, place):
    page, field, (kind, value) = place(district)
    draft, editor = page.get_latest_revision_as_object(), make_member(district)
    setattr(draft, field, [{"type": kind, "value": value}])
    draft.save_revision(user=editor, clean=False)
    answer = browser(editor).get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert (answer.status_code, page.title in answer.content.decode()) == (200, True)


@each_case(
    ("block", "value"),
    [
        (EngagementBlock(), {"day": "2", "time": "", "until": "09:00", "content": "Họp", "chair": "Chủ tịch"}),
        (OpeningTimeBlock(), {"first": "1", "last": "", "opens": "", "closes": "11:30"}),
    ],
)
def test_times_of_a_draft_may_be_missing(block, value):
    cleaned = block.clean_deferred(block.normalize(block.value_from_datadict(_typed(value), {}, "b")))
    assert cleaned[next(name for name in ("time", "opens") if name in value)] is None


def _typed(value):
    return {f"b-{name}": text for name, text in value.items()}
