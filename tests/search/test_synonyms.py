"""What a query finds besides the words that were typed, and who keeps that."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import search
from audit.models import PortalEvent
from members.enums import Role, Seat
from search.board.views import synonyms as synonym_views
from search.enums import SearchEventKind
from search.errors import SynonymKnown, SynonymOfItself, SynonymsForbidden
from search.evaluation.judged_set import JudgedQuery
from search.evaluation.metrics import Rated
from search.models import SearchSynonym
from search.service import search_pages
from search.words.highlight import highlight
from search.words.query import Query
from search.words.synonyms import SynonymEntry, add_synonym, change_synonym, synonyms_for
from tests.admin import browser, errors_at, is_shut, told
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor

pytestmark = pytest.mark.django_db

ON = timezone.localdate(AT)
ENTRY = SynonymEntry("vi", "Giấy hồng", "Chứng nhận nhà", is_mutual=False, ranks_alike=False, valid_from=ON)


def asked(typed: str, language: str = "vi") -> Query:
    return Query.read(typed, synonyms=synonyms_for(language, on=ON))


# Finding. One world: `articles` has the rows that could be found in error, too.


@pytest.fixture
def pages(city, article):
    article(
        city["bennghe"],
        "Cấp giấy phép lái xe", "Bằng khen và lái xe an toàn", "Bằng lái của tôi đâu",
        "Ủy ban nhân dân phường", "Quyết định 05/2024/QĐ-UBND", "UBND phường họp thường kỳ",
        "Nhân dân ủy thác ban hành", "Chứng nhận nhà", "Giấy hồng",
    )  # fmt: skip


@pytest.mark.slow(reason="publishes and indexes many pages")
@pytest.mark.both_engines
@each_case(
    ("typed", "expected"),
    [
        # What was typed first, as a phrase before its words.
        ("bằng lái", ["Bằng lái của tôi đâu", "Cấp giấy phép lái xe", "Bằng khen và lái xe an toàn"]),
        ("bang lai", ["Bằng lái của tôi đâu", "Cấp giấy phép lái xe", "Bằng khen và lái xe an toàn"]),
        ("cấp bằng lái ở đâu", ["Cấp giấy phép lái xe"]),
        ("giấy phép lái xe", ["Cấp giấy phép lái xe", "Bằng lái của tôi đâu"]),
        ("UBND phường", ["Ủy ban nhân dân phường", "UBND phường họp thường kỳ"]),
        ("ủy ban nhân dân phường", ["Ủy ban nhân dân phường", "UBND phường họp thường kỳ"]),
        # A part of a number stands for nothing.
        ("05/2024/QĐ-UBND", ["Quyết định 05/2024/QĐ-UBND"]),
    ],
)
def test_synonyms_are_found_below_the_words_that_were_typed(pages, found, typed, expected):
    titles = found(typed)
    assert set(titles) == set(expected)
    if typed.casefold() != "ubnd phường" and not typed.startswith("ủy"):
        assert titles == expected


@pytest.mark.both_engines
def test_synonyms_that_rank_alike_give_the_same_hits_with_full_names_before_numbers(pages, found):
    both = ["Ủy ban nhân dân phường", "UBND phường họp thường kỳ", "Quyết định 05/2024/QĐ-UBND"]
    assert sorted(found("UBND")) == sorted(both)
    for titles in (found("UBND"), found("uỷ ban nhân dân")):
        assert titles.index(both[0]) < titles.index(both[2]), titles
    # The last has the words apart.
    assert sorted(found("uỷ ban nhân dân")) == sorted([*both, "Nhân dân ủy thác ban hành"])


@pytest.mark.both_engines
def test_synonym_of_one_way_works_from_its_first_day_to_its_last(pages, city, found):
    today = timezone.localdate()
    assert found("giấy hồng") == ["Giấy hồng"]
    head = make_head(city["thanhpho"])
    row = add_synonym(replace(ENTRY, valid_from=today), by=head, at=timezone.now())
    assert found("giấy hồng") == found("giay hong") == ["Giấy hồng", "Chứng nhận nhà"]
    assert found("chứng nhận nhà") == ["Chứng nhận nhà"]
    assert found("giấy hồng", language="en") == []
    for period in ({"valid_from": today + timedelta(1)}, {"valid_until": today - timedelta(1)}):
        over = {"valid_from": today - timedelta(9)} | period
        change_synonym(row, replace(ENTRY, **over), by=head, at=timezone.now())
        assert found("giấy hồng") == ["Giấy hồng"]


@each_case(
    ("typed", "text", "expected"),
    [
        ("bằng lái", "Cấp giấy phép lái xe, bằng khen", "Cấp <mark>giấy phép lái xe</mark>, bằng khen"),
        ("UBND phường", "Ủy ban nhân dân phường", "<mark>Ủy ban nhân dân phường</mark>"),
        ("ủy ban nhân dân", "Của UBND", "Của <mark>UBND</mark>"),
    ],
)
def test_words_that_stand_for_others_are_marked(db, typed, text, expected):
    assert highlight(text, asked(typed)) == expected


def test_two_words_with_synonyms_are_looked_for_in_every_wording(db):
    (ways,) = asked("UBND TPHCM").phrase
    wordings = {" ".join(way.words) for way in ways}
    assert {"ubnd tphcm", "uy ban nhan dan tphcm", "ubnd thanh pho ho chi minh"} <= wordings
    assert "uy ban nhan dan thanh pho ho chi minh" in wordings


@pytest.mark.slow(reason="publishes and indexes many pages")
def test_shipped_synonyms_are_in_force_and_each_is_two_things(db):
    with (Path(search.__file__).parent / "data" / "synonyms.csv").open(encoding="utf-8", newline="") as rows:
        shipped = [(row["language"], row["phrase"], row["stands_for"]) for row in csv.DictReader(rows)]
    assert (
        len(set(shipped)) == len(shipped) == SearchSynonym.objects.filter(valid_until=None, valid_from__lte=ON).count()
    )
    for language, phrase, stands_for in shipped:
        query = asked(phrase, language)
        assert any(one.first == 0 and one.end == len(query.terms) for one in query.replacements), (phrase, stands_for)
        assert Query.read(phrase).as_typed != Query.read(stands_for).as_typed


@pytest.mark.slow(reason="publishes and indexes many pages")
def test_sign_of_a_unit_before_a_name_is_a_word_of_its_own(city, article, found):
    article(city["bennghe"], "Phường Bến Nghé họp", "Quận 1 họp", "Thành phố Thủ Đức họp")
    assert found("P.Bến Nghé") == found("P. Bến Nghé") == ["Phường Bến Nghé họp"]
    assert found("Q.1") == found("Q1") == ["Quận 1 họp"]
    assert found("TP.Thủ Đức") == ["Thành phố Thủ Đức họp"]


def test_words_around_a_question_are_no_part_of_it_but_where_they_belong_to_a_synonym(db):
    def words(typed: str) -> str:
        return " ".join(term.forms[0].exact for term in asked(typed).terms)

    assert words("thủ tục đăng ký kết hôn cần giấy tờ gì") == "đăng kí kết hôn"
    assert words("thứ bảy có làm việc không") == "thứ bảy làm việc"
    assert words("làm việc") == "làm việc"
    assert words("xin phép xây nhà") == "xin phép xây nhà"
    assert words("cách") == "cách"


# Keeping.


def test_each_change_is_an_event_of_the_city_portal_and_the_same_again_is_none(city):
    head = make_head(city["thanhpho"], seat=Seat.MEMBER)
    row = add_synonym(ENTRY, by=head, at=AT)
    change_synonym(row, ENTRY, by=head, at=AT)
    change_synonym(row, replace(ENTRY, is_mutual=True), by=head, at=AT)
    events = PortalEvent.objects.filter(kind__in=SearchEventKind.values).order_by("pk")
    assert [event.kind for event in events] == [SearchEventKind.SYNONYM_ADDED, SearchEventKind.SYNONYM_CHANGED]
    assert {event.portal for event in events} == {city["thanhpho"]}
    assert "Giấy hồng → Chứng nhận nhà" in events[1].data["former_synonym"]
    assert "Giấy hồng ↔ Chứng nhận nhà" in events[1].data["synonym"]


def test_synonym_that_says_nothing_new_is_refused(city):
    head = make_head(city["thanhpho"])
    add_synonym(ENTRY, by=head, at=AT)
    with pytest.raises(SynonymKnown):
        add_synonym(replace(ENTRY, phrase="giấy  HỒNG"), by=head, at=AT)
    with pytest.raises(SynonymOfItself):
        add_synonym(replace(ENTRY, phrase="Quý hoà", stands_for="quí hòa"), by=head, at=AT)
    ended = replace(ENTRY, valid_from=date(2020, 1, 1), valid_until=date(2020, 2, 1))
    add_synonym(ended, by=head, at=AT)


@pytest.mark.slow(reason="publishes and indexes many pages")
def test_board_of_the_city_portal_keeps_synonyms_on_its_screens(city):
    client = browser(make_head(city["thanhpho"], seat=Seat.MEMBER))
    address = reverse("search_admin:synonym_add")
    assert client.get(address).status_code == 200
    sent = {"language": "vi", "phrase": "Giấy hồng", "stands_for": "🙂", "is_mutual": "on", "valid_from": "2026-11-01"}
    refused = client.post(address, sent)
    assert (refused.status_code, bool(errors_at(refused, "phrase"))) == (422, True)
    assert client.post(address, sent | {"stands_for": "Chứng nhận nhà"}).status_code == 302
    row = SearchSynonym.objects.get(phrase="Giấy hồng")
    change = reverse("search_admin:synonym", args=[row.pk])
    changed = sent | {"stands_for": "Chứng nhận nhà", "valid_until": "2026-10-01"}
    assert errors_at(client.post(change, changed), "valid_until")
    assert client.post(change, changed | {"valid_until": "2026-12-01"}).status_code == 302
    listed = client.get(reverse("search_admin:synonyms"), {"q": "chứng nhận nhà"}).content.decode()
    assert ("Giấy hồng" in listed, "xe buýt" in listed) == (True, False)


@pytest.mark.slow(reason="publishes and indexes many pages")
def test_saving_says_which_judged_queries_gain_and_lose(city, article, monkeypatch, settings):
    page = article(city["bennghe"], "Chứng nhận nhà")
    article(city["bennghe"], "Nhà hồng")
    address = f"bennghe{page.get_url_parts()[2]}".strip("/")
    judged = [
        JudgedQuery("giấy hồng", "everyday", rated={address: Rated(address, 3)}),
        JudgedQuery("nhà hồng", "everyday", rated={address: Rated(address, 3)}),
    ]
    settings.SEARCH_JUDGED_SET = "judged.csv"
    monkeypatch.setattr(synonym_views, "read_set", lambda path: judged)
    after = [ENTRY]
    gain = synonym_views.effect_of([], after, language="vi", on=ON)
    loss = synonym_views.effect_of(after, [], language="vi", on=ON)
    assert (gain == loss, "giấy hồng" in gain, "giấy hồng" in loss) == (False, False, True)
    nothing = synonym_views.effect_of(after, after, language="vi", on=ON)
    assert nothing not in {gain, loss}
    client = browser(make_head(city["thanhpho"]))
    sent = {"language": "vi", "phrase": "Giấy hồng", "stands_for": "Chứng nhận nhà", "valid_from": "2026-11-01"}
    assert gain in told(client.post(reverse("search_admin:synonym_add"), sent))
    settings.SEARCH_JUDGED_SET = ""
    assert synonym_views.effect_of([], after, language="vi", on=ON) == ""


def test_judged_queries_are_asked_after_the_transaction_and_few_of_many(city, monkeypatch, settings):
    settings.SEARCH_JUDGED_SET = "judged.csv"
    asked, outside = [], len(connection.savepoint_ids)
    judged = [JudgedQuery(f"giấy hồng {number}", "everyday") for number in range(3)]
    monkeypatch.setattr(synonym_views, "read_set", lambda path: judged)
    monkeypatch.setattr(synonym_views, "MOST_TRIED", 1)

    def compare(before, after, queries):
        asked.append((len(connection.savepoint_ids), queries))
        return []

    monkeypatch.setattr(synonym_views, "compare", compare)
    client = browser(make_head(city["thanhpho"]))
    sent = {"language": "vi", "phrase": "Giấy hồng", "stands_for": "🙂", "valid_from": "2026-11-01"}
    assert client.post(reverse("search_admin:synonym_add"), sent).status_code == 422
    client.post(reverse("search_admin:synonym_add"), sent | {"stands_for": "Chứng nhận nhà"})
    assert asked == [(outside, judged[:1])]


def test_nobody_else_sees_or_changes_synonyms(city):
    row = SearchSynonym.objects.first()
    ward = city["bennghe"]
    others = [
        make_head(ward), make_member(ward, Role.PORTAL_ADMIN), make_operator(), make_supervisor(),
        make_member(city["thanhpho"], Role.EDITOR),
    ]  # fmt: skip
    addresses = [reverse("search_admin:synonyms"), reverse("search_admin:synonym_add")]
    addresses.append(reverse("search_admin:synonym", args=[row.pk]))
    for person in others:
        client = browser(person)
        assert all(is_shut(client.get(address)) for address in addresses), person
        assert all(is_shut(client.post(address, {})) for address in addresses), person
        with pytest.raises(SynonymsForbidden):
            add_synonym(ENTRY, by=person, at=AT)
        with pytest.raises(SynonymsForbidden):
            change_synonym(row, ENTRY, by=person, at=AT)
    assert not PortalEvent.objects.filter(kind__in=SearchEventKind.values).exists()


@pytest.mark.both_engines
def test_synonyms_cost_no_query_once_they_are_known(city, article):
    article(city["bennghe"], "Bằng lái")
    search_pages("bằng lái", language="vi")
    with CaptureQueriesContext(connection) as queries:
        search_pages("bằng lái", language="vi")
    assert [query["sql"] for query in queries if "synonym" in query["sql"]] == []
