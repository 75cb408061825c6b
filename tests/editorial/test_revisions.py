"""When two versions say the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.proposals.diff import pieces_of, same_content
from home.models import NewsArticlePage

TEXT = {"title": "Tin", "body": json.dumps([{"type": "paragraph", "value": "<p>Một <b>hai</b>.</p>", "id": "x"}])}
# What looks like something that is passed over elsewhere.
TRAPS = [
    ' data-block-key="Ông X bị kỷ luật"',
    '<p data-block-key="Ông X bị kỷ luật">',
    '{"Ông X đã nhận hối lộ": ""}',
    '[{"type": "item", "value": "", "id": "Ông X"}]',
    '{"id": "Ông X", "path": "9 tỷ", "live": "đồng"}',
    "[]",
]
TYPED = st.text(min_size=1) | st.sampled_from(TRAPS)


def same(one, other):
    return same_content(one, other, of=NewsArticlePage)


def with_body(value, kind="paragraph"):
    return TEXT | {"body": json.dumps([{"type": kind, "value": value, "id": "other"}])}


@pytest.mark.parametrize(
    "changed",
    [
        with_body("<p>Một <b>ba</b>.</p>"),
        with_body('<p>Một <a href="https://khac.example">hai</a>.</p>'),
        with_body("<p>Một <b>hai</b>.</p>", kind="notice"),
        TEXT | {"title": "Tin khác"},
        TEXT | {"image": 3},
        # Zero is no empty value.
        TEXT | {"amount": 0},
        TEXT | {"body": "[]"},
    ],
)
def test_other_words_links_and_pictures_are_changes(changed):
    assert not same(TEXT, changed)


def test_block_keys_blanks_between_tags_empty_values_and_bookkeeping_say_nothing():
    assert same(TEXT, with_body('<p data-block-key="k1">Một <b>hai</b>.</p> '))
    assert same(TEXT, TEXT | {"lead": "", "tags": [], "latest_revision": 7, "live": True, "image": None})


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("place", ["title", "lead", "author_name"])
def test_what_is_typed_into_a_field_is_a_change_whatever_it_looks_like(trap, place):
    before = {"title": "Tin", "lead": "Tóm tắt.", "author_name": ""}
    after = before | {place: before[place] + trap}
    assert not same(before, after)
    assert pieces_of(after, of=NewsArticlePage) - pieces_of(before, of=NewsArticlePage)


@pytest.mark.parametrize("trap", TRAPS)
def test_what_is_typed_into_running_text_is_a_change_whatever_it_looks_like(trap):
    escaped = trap.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert not same(with_body("<p>Một.</p>"), with_body(f"<p>Một.{escaped}</p>"))


@pytest.mark.parametrize("trap", TRAPS)
def test_what_is_typed_into_a_plain_block_is_a_change_whatever_it_looks_like(trap):
    heading = {"text": "Hồ sơ", "level": "2"}
    other = heading | {"text": "Hồ sơ" + trap}
    assert not same(with_body(heading, kind="heading"), with_body(other, kind="heading"))


@given(TYPED, TYPED)
def test_fields_of_words_say_the_same_only_where_they_differ_in_blanks(one, other):
    assert same({"lead": one}, {"lead": other}) is (one.split() == other.split())


@given(TYPED, TYPED)
def test_plain_blocks_say_the_same_only_where_they_differ_in_blanks(one, other):
    bodies = [with_body({"text": text, "level": "2"}, kind="heading") for text in (one, other)]
    assert same(*bodies) is (one.split() == other.split())
