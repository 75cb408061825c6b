"""What still holds on a day: documents, alerts, planned stops, events."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from information.drafts.draft_checks import days_open
from information.enums import DocumentState, DraftState
from information.states import (
    alert_state,
    comments_in_words,
    comments_on,
    event_state,
    force_of,
    may_follow,
    openness,
    stop_state,
)

TODAY = date(2026, 11, 26)
BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_vietnamese():
    with override("vi"):
        yield


@pytest.mark.parametrize(
    ("chosen", "effective_on", "expires_on", "shown"),
    [
        ("in_force", None, None, "in_force"),
        ("in_force", BEFORE, AFTER, "in_force"),
        ("in_force", BEFORE, TODAY, "in_force"),
        ("in_force", BEFORE, BEFORE, "expired"),
        ("partly", BEFORE, BEFORE, "expired"),
        ("partly", BEFORE, None, "partly"),
        ("in_force", AFTER, None, "coming"),
        ("coming", AFTER, None, "coming"),
        ("coming", TODAY, None, "in_force"),
        ("coming", None, None, "coming"),
        ("expired", BEFORE, AFTER, "expired"),
        ("suspended", BEFORE, BEFORE, "suspended"),
    ],
)
def test_document_is_in_force_by_its_days(chosen, effective_on, expires_on, shown):
    found = force_of(chosen, effective_on=effective_on, expires_on=expires_on, today=TODAY)
    assert found == DocumentState(shown)


@pytest.mark.parametrize(
    ("chosen", "opens_on", "closes_on", "shown", "words"),
    [
        ("open", BEFORE, TODAY, "open", "Nhận góp ý đến hết 26/11/2026"),
        ("open", BEFORE, BEFORE, "closed", "Đã hết hạn góp ý ngày 25/11/2026"),
        ("open", AFTER, AFTER, "coming", "Nhận góp ý từ 27/11/2026"),
        ("closed", BEFORE, AFTER, "open", "Nhận góp ý đến hết 27/11/2026"),
        ("taken_up", BEFORE, BEFORE, "taken_up", "Đã tiếp thu, giải trình"),
        ("issued", BEFORE, BEFORE, "issued", "Đã ban hành"),
        ("abandoned", BEFORE, AFTER, "abandoned", "Dừng xây dựng"),
    ],
)
def test_draft_takes_comments_by_its_days(chosen, opens_on, closes_on, shown, words):
    found = comments_on(chosen, opens_on=opens_on, closes_on=closes_on, today=TODAY)
    assert found == DraftState(shown)
    assert comments_in_words(found, opens_on=opens_on, closes_on=closes_on).value == words


# By hand, from lifecycles.md: what the public read, and what it may read next.
FOLLOWING = """
coming:    coming open abandoned
open:      coming open abandoned
closed:    open closed taken_up issued abandoned
taken_up:  taken_up issued abandoned
issued:    issued
abandoned: abandoned
"""


def test_draft_goes_from_state_to_state_as_the_table_says():
    table = dict(line.split(":") for line in FOLLOWING.strip().splitlines())
    found = {str(before): {str(after) for after in DraftState if may_follow(before, after)} for before in DraftState}
    assert found == {before: set(after.split()) for before, after in table.items()}


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "public_from", "days"),
    [
        (TODAY, date(2026, 12, 16), TODAY, 20),
        (BEFORE, date(2026, 12, 16), TODAY, 20),
        (date(2026, 12, 1), date(2026, 12, 16), TODAY, 15),
        (BEFORE, BEFORE, TODAY, 0),
    ],
)
def test_draft_is_open_as_long_as_people_can_read_it(opens_on, closes_on, public_from, days):
    assert days_open(opens_on, closes_on, public_from=public_from) == days


def alert_until(until, *, today):
    return alert_state(None, until, None, now=datetime.combine(today, NOW.time(), UTC))


@pytest.mark.parametrize(
    ("rule", "until", "said", "tone"),
    [
        (alert_until, TODAY, "Có hiệu lực đến 26/11/2026", "wait"),
        (alert_until, BEFORE, "Hết hiệu lực từ sau ngày 25/11/2026", "plain"),
        (openness, TODAY, "Còn nhận đến hết 26/11/2026", "good"),
        (openness, BEFORE, "Đã hết hạn ngày 25/11/2026", "plain"),
    ],
)
def test_last_day_counts(rule, until, said, tone):
    found = rule(until, today=TODAY)
    assert (found.value, found.tone) == (said, tone)
    assert rule(None, today=TODAY) is None


@pytest.mark.parametrize(
    ("first", "back_at", "tone"),
    [
        (AFTER, None, "info"),
        (TODAY, None, "wait"),
        (BEFORE, None, "plain"),
        (TODAY, NOW + HOUR, "wait"),
        (TODAY, NOW - HOUR, "plain"),
        (BEFORE, NOW + HOUR, "wait"),
        (BEFORE, NOW, "plain"),
    ],
)
def test_planned_stop_is_ahead_on_or_over(first, back_at, tone):
    assert stop_state(first, back_at, now=NOW).tone == tone
    assert stop_state(None, back_at, now=NOW) is None


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "tone"),
    [
        (NOW + HOUR, None, "info"),
        (NOW - HOUR, NOW + HOUR, "good"),
        (NOW - HOUR, NOW, "good"),
        (NOW - HOUR, None, "plain"),
        (NOW - 2 * HOUR, NOW - HOUR, "plain"),
    ],
)
def test_event_is_ahead_on_or_over(starts_at, ends_at, tone):
    assert event_state(starts_at, ends_at, now=NOW).tone == tone
