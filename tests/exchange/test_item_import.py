"""Items of other systems become drafts of the city portal, once, with their origin; the board makes them public."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from audit.models import PortalEvent
from exchange.enums import ExchangeEventKind
from exchange.models import IncomingItem
from exchange.sources import SourceWrong, read_entries
from home.contentcheck.conversion import convert_draft, version_seen
from home.models import NewsArticlePage
from tests.admin import browser
from tests.factories import make_head, make_operator, publish, section_of
from tests.information.catalogue import in_tcvn3

ITEM = {
    "id": "cp-1",
    "title": "Chính phủ họp phiên thường kỳ",
    "lead": "Tóm tắt.",
    "source_agency": "Văn phòng Chính phủ",
    "url": "https://chinhphu.example/1",
    "text": ["Đoạn <một>.", "Đoạn hai."],
    "fields": ["kinh-te", "khong-co"],
}


def write(folder, *items):
    path = folder / "items.json"
    path.write_text(json.dumps({"items": list(items)}, ensure_ascii=False), encoding="utf-8")
    return path


def run(path, by="operator"):
    call_command("import_items", "chinhphu", path, by=by)


@pytest.mark.both_engines
@pytest.mark.django_db
def test_item_becomes_a_draft_of_the_city_once_with_its_origin(city, district, tmp_path, capsys):
    make_operator()
    before = NewsArticlePage.objects.count()
    run(write(tmp_path, ITEM))
    run(write(tmp_path, ITEM))
    assert NewsArticlePage.objects.count() == before + 1
    page = NewsArticlePage.objects.get(title=ITEM["title"]).get_latest_revision_as_object()
    assert (page.live, page.source_agency) == (False, "Văn phòng Chính phủ")
    assert page.get_parent().pk == section_of(city).pk
    assert [field.slug for field in page.subject_fields.all()] == ["kinh-te"]
    assert [block.value.source for block in page.body] == [
        "<p>Đoạn &lt;một&gt;.</p>",
        "<p>Đoạn hai.</p>",
        '<p>Nguồn: <a href="https://chinhphu.example/1">Văn phòng Chính phủ</a></p>',
    ]
    kept = IncomingItem.objects.get()
    assert (kept.portal, kept.source, kept.external_id, kept.page_id) == (city, "chinhphu", "cp-1", page.pk)
    event = PortalEvent.objects.get(kind=ExchangeEventKind.ITEMS_IMPORTED)
    assert (event.portal, event.data["new"]) == (city, 1)
    assert "0 bản nháp mới" in capsys.readouterr().out


@pytest.mark.django_db
def test_text_in_an_old_encoding_is_told_kept_whole_and_offered_for_conversion(city, tmp_path, capsys):
    """ "ư" is a soft hyphen in TCVN3, which titles lose otherwise."""
    operator, lead = make_operator(), "Thủ tướng chủ trì phiên họp về đầu tư công"
    old = {name: in_tcvn3(text) for name, text in (("title", ITEM["title"]), ("lead", lead))}
    run(write(tmp_path, ITEM | old, ITEM | {"id": "cp-2", "title": "Tin khác"}))
    told = capsys.readouterr().out
    page = NewsArticlePage.objects.get(incoming_items__external_id="cp-1")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert next(line for line in told.splitlines() if "TCVN3" in line).endswith(address)
    assert told.count("TCVN3") == 1
    assert reverse("convert_text", args=[page.pk]) in browser(operator).get(address).content.decode()
    convert_draft(page, by=operator, seen=version_seen(page))
    page = NewsArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (page.title, page.lead) == (ITEM["title"], lead)


@pytest.mark.django_db
def test_board_makes_it_public_and_what_changes_there_changes_nothing_here(city, tmp_path, capsys):
    operator = make_operator()
    run(write(tmp_path, ITEM))
    page = publish(NewsArticlePage.objects.get(title=ITEM["title"]), by=make_head(city), author=operator)
    assert page.live
    run(write(tmp_path, ITEM | {"lead": "Khác."}))
    assert NewsArticlePage.objects.get(pk=page.pk).lead == "Tóm tắt."
    run(write(tmp_path, {"id": "cp-1", "removed": True}, {"id": "cp-9", "removed": True}))
    assert NewsArticlePage.objects.get(pk=page.pk).live
    assert IncomingItem.objects.get().changed_at
    out = capsys.readouterr().out
    assert "cp-1" in out
    assert "cp-9" not in out


@pytest.mark.django_db
def test_nobody_but_an_operator_imports_and_a_wrong_file_changes_nothing(city, tmp_path):
    make_operator()
    head = make_head(city)
    with pytest.raises(CommandError):
        run(write(tmp_path, ITEM), by=head.username)
    with pytest.raises(CommandError) as refused:
        run(write(tmp_path, ITEM, {"id": "", "title": "x" * 256, "url": "javascript:1", "text": [1]}))
    assert str(refused.value).count("\n") == 4
    assert not IncomingItem.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"items": 1}', b"\xff\xfe", b'{"items": [1]}', b"[" * 100_000]
)
def test_what_is_no_list_of_items_is_refused(content):
    with pytest.raises(SourceWrong):
        read_entries(content)


@pytest.mark.parametrize("wrong", [{"title": "Tin \ud83d"}, {"text": ["\udc00"]}, {"fields": ["\udfff"]}])
def test_half_a_character_is_refused_by_the_name_of_its_place(wrong):
    with pytest.raises(SourceWrong, match=f"“{next(iter(wrong))}” có nửa ký tự"):
        read_entries(json.dumps({"items": [ITEM | wrong]}).encode())


NAMES = st.sampled_from([*ITEM, "removed"])
VALUES = st.none() | st.booleans() | st.integers() | st.text(st.characters())


@pytest.mark.slow(reason="reads a hundred made-up rows")
@given(st.recursive(VALUES, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner)))
def test_whatever_stands_there_is_read_or_refused(row):
    try:
        entries = read_entries(json.dumps({"items": [row]}).encode())
    except SourceWrong as wrong:
        assert wrong.mistakes
    else:
        assert [bool(entry.external_id) for entry in entries] == [True]
