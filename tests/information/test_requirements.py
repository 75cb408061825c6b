"""What portals must have: the data that ship, and what state and score say of it."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Page

from home.models import AboutTopic, SectionPage
from information.enums import DisclosureSubject, RequirementState
from information.reference import requirements
from information.requirements import Newest, Presence, Requirement, Source, asked_of, score_of, state_of
from sites.reference import portal_kinds

PRESENT, STALE, MISSING = RequirementState.PRESENT, RequirementState.STALE, RequirementState.MISSING
TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("newest", "days", "state"),
    [
        (None, None, MISSING),
        (None, 15, MISSING),
        (TODAY, 0, PRESENT),
        (TODAY - timedelta(days=1), 0, STALE),
        (TODAY - timedelta(days=15), 15, PRESENT),
        (TODAY - timedelta(days=16), 15, STALE),
        (date(2000, 1, 1), None, PRESENT),
        (TODAY + timedelta(days=1), 15, PRESENT),
    ],
)
def test_state_follows_the_day_of_the_newest(newest, days, state):
    assert state_of(newest, days=days, on=TODAY) == state


@pytest.mark.parametrize(
    ("states", "score"),
    [([], None), ([PRESENT], 1.0), ([STALE], 0.0), ([MISSING], 0.0), ([PRESENT, STALE, MISSING, PRESENT], 0.5)],
)
def test_score_is_the_share_of_what_is_there_and_not_stale(states, score):
    assert score_of(states) == score


@given(st.lists(st.sampled_from(RequirementState), min_size=1))
def test_score_lies_between_nothing_and_all_and_grows_with_what_is_put_right(states):
    score = score_of(states)
    assert 0 <= score <= 1
    assert (score == 1) == (set(states) == {PRESENT})
    for place, state in enumerate(states):
        mended = score_of([*states[:place], PRESENT, *states[place + 1 :]])
        assert mended > score if state != PRESENT else mended == score


@given(st.none() | st.dates(), st.none() | st.integers(0, 1000), st.dates(max_value=date(9990, 1, 1)))
def test_nothing_that_is_there_becomes_missing_and_nothing_stale_becomes_fresh_by_waiting(newest, days, on):
    today, tomorrow = (state_of(newest, days=days, on=day) for day in (on, on + timedelta(days=1)))
    assert (today == MISSING) == (tomorrow == MISSING) == (newest is None)
    assert not (today == STALE and tomorrow == PRESENT)


def test_newest_is_taken_over_all_sources_by_first_or_last_publication():
    new, old = Source(Presence.TYPE, "information.budgetpage", "vi"), Source(Presence.PLAIN, "x", "vi", value="y")
    found = {new: Newest(date(2026, 1, 2), date(2026, 5, 5)), old: Newest(date(2026, 3, 1), date(2026, 3, 1))}

    def newest(*, by_renewal):
        one = Requirement("a", "A", "A", frozenset(), "b", (new, old), by_renewal, None, "")
        return one.newest(found), one.newest({})

    assert newest(by_renewal=False) == (date(2026, 3, 1), None)
    assert newest(by_renewal=True) == (date(2026, 5, 5), None)


class TestWhatShips:
    def test_every_code_is_there_once_and_has_both_names_and_a_source(self):
        rows = requirements()
        assert len({row.code for row in rows}) == len(rows) == 50
        assert [row.code for row in rows if not (row.name_vi and row.name_en and row.source)] == []

    def test_kinds_are_those_of_portals_and_all_are_asked(self):
        kinds = {kind.code for kind in portal_kinds()}
        assert {kind for row in requirements() for kind in row.kinds} == kinds
        counts = {kind: len(asked_of(kind, requirements())) for kind in kinds}
        assert counts == {"city": 50, "department": 33, "district": 36, "commune": 34, "voluntary": 21}

    @pytest.mark.parametrize("row", requirements(), ids=lambda row: row.code)
    def test_pages_are_looked_for_by_types_fields_and_values_that_exist(self, row):
        for source in row.sources:
            model = apps.get_model(source.page_type)
            assert issubclass(model, Page)
            assert source.language in {"vi", "en"}
            assert bool(source.fields) == (source.presence in {Presence.VALUE, Presence.FILLED})
            for name in source.fields:
                self.check(model, name, source)

    def check(self, model, name, source):
        first, _, rest = name.partition("__")
        field = model._meta.get_field(first)
        if rest:
            field.related_model._meta.get_field(rest)
        elif source.presence == Presence.VALUE and field.choices:
            assert source.value in dict(field.choices)

    def test_field_that_does_not_exist_would_be_found(self):
        with pytest.raises(FieldDoesNotExist):
            self.check(SectionPage, "nothing", Source(Presence.FILLED, "home.sectionpage", "vi", ("nothing",)))

    def test_every_topic_every_subject_and_every_page_type_with_a_category_is_asked(self):
        sources = [source for row in requirements() for source in row.sources]
        values = {source.value for source in sources if source.presence == Presence.VALUE}
        assert set(AboutTopic.values) | set(DisclosureSubject.values) <= values
        types = {apps.get_model(source.page_type) for source in sources}
        models = {model for model in apps.get_models() if model._meta.app_label == "information"}
        names = {model.__name__ for model in models if issubclass(model, Page)} - {model.__name__ for model in types}
        # What is there when something happens, or gathers what stands elsewhere.
        assert names == {"EventPage", "LiveEventPage", "OutagePage", "SpecialTopicPage"}
