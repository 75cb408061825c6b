"""Questions are found by what the public reads of them, and by nothing else."""

from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from members.enums import Seat
from qa.core import closing
from qa.enums import QuestionState, Visibility, WithholdReason
from qa.models import Question
from qa.publication.actions import propose_public_text
from qa.publication.visibility import ask_to_show, ask_to_withhold, confirm_visibility
from search.index import health
from search.index.health import missing_questions
from search.index.indexing import catch_up, reindex
from search.models import SearchEntry
from search.service import search_pages
from sites.directory import forget_directory, get_directory
from sites.enums import PortalState
from sites.models import Portal
from tests.factories import make_head
from tests.participation.factories import marks_in
from tests.proposals import act
from tests.qa import public
from tests.qa.factories import LATER, approve_reply, make_question_with_token, submit

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

WORDS = "cấp trích lục"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def published(portal, commit, *, title="Xin cấp trích lục hộ tịch"):
    """A question in answer that the board published, by its verbs, and the secret of its sender."""
    question, token = make_question_with_token(portal, QuestionState.IN_ANSWER)
    with commit():
        change = propose_public_text(
            question, title=title, text="Tôi cần bản sao.", by=make_head(portal, seat=Seat.MEMBER), at=LATER
        )
        assert not SearchEntry.objects.exclude(question=None).exists()
        act(change, make_head(portal))
    question.refresh_from_db()
    return question, token


@pytest.mark.slow(reason="publishes and indexes pages")
def test_question_is_found_by_title_text_answer_and_code_on_its_own_portal_alone(city, commit):
    here, there = city["quan1"], city["bennghe"]
    question, _token = published(here, commit)
    with commit():
        submit(question)
        approve_reply(question)
    for words in ("cap trich luc", "TRÍCH LỤC", "can ban sao", "ba den nhan", question.code):
        (hit,) = search_pages(words, language="vi", portal=here, seen_from=get_directory().by_id[here.pk]).hits
        assert (hit.page_id, hit.url) == (None, f"/hoi-dap/{question.code}/")
        assert search_pages(words, language="vi", portal=there).hits == []
    (elsewhere,) = search_pages("trich luc", language="vi", seen_from=get_directory().by_id[there.pk]).hits
    assert elsewhere.url == f"{get_directory().by_id[here.pk].root_url}/hoi-dap/{question.code}/"
    with translation.override("vi"):
        assert elsewhere.kind_label
    # In the language of its words.
    assert search_pages("trich luc", language="en").hits == []


def test_index_holds_what_the_board_approved_and_no_word_as_sent(city, commit):
    question, _token = published(city["quan1"], commit)
    kept = " ".join(str(row) for row in SearchEntry.objects.values_list())
    assert question.public_title in kept
    assert marks_in(kept) == []
    assert question.title not in kept
    assert "mẹ tôi" not in kept


def test_withheld_question_is_gone_at_once_and_comes_back_when_it_is_shown(city, commit):
    portal = city["quan1"]
    question, _token = published(portal, commit)
    head, deputy = make_head(portal), make_head(portal, seat=Seat.DEPUTY)
    asked = {"to": Visibility.HIDDEN, "because": WithholdReason.PERSONAL_DATA, "text": "Nêu tên", "at": LATER}
    ask_to_withhold(question, by=head, **asked)
    assert search_pages(WORDS, language="vi").total == 1
    # Within the transaction of the verb.
    confirm_visibility(question, by=deputy, at=LATER)
    assert search_pages(WORDS, language="vi").total == 0
    reindex()
    assert search_pages(WORDS, language="vi").total == 0
    with commit():
        ask_to_show(question, text="Đã che", by=deputy, at=LATER)
        confirm_visibility(question, by=head, at=LATER)
    assert search_pages(WORDS, language="vi").total == 1


def test_words_that_the_board_took_out_are_gone_at_once(city, commit):
    """Before any worker has run: they may be what a person is known by."""
    portal = city["quan1"]
    question, _token = published(portal, commit, title="Khai sinh của Nguyễn Thị Hoa")
    assert search_pages("thi hoa", language="vi", portal=portal).hits
    by = make_head(portal, seat=Seat.MEMBER)
    change = propose_public_text(question, title="Khai sinh", text="Tôi cần bản sao.", by=by, at=LATER)
    act(change, make_head(portal))
    for words in ("thi hoa", "can ban sao"):
        assert search_pages(words, language="vi", portal=portal).hits == []


def test_withdrawn_question_is_gone_at_once(city, commit):
    question, token = published(city["quan1"], commit)
    closing.withdraw_question(question, token=token, at=LATER)
    assert not SearchEntry.objects.filter(question=question).exists()


def test_answer_that_lost_its_task_is_caught_up_with(city, commit, monkeypatch):
    question, _token = published(city["quan1"], commit)
    submit(question)
    approve_reply(question)
    assert search_pages("ba den nhan", language="vi").total == 0
    assert missing_questions() == 0
    later = timezone.now() + health.GRACE
    monkeypatch.setattr(health, "timezone", SimpleNamespace(now=lambda: later))
    assert missing_questions() == 1
    catch_up()
    assert search_pages("ba den nhan", language="vi").total == 1
    assert (missing_questions(), catch_up()) == (0, 0)


def test_row_that_lags_behind_shows_nothing(city, commit):
    question, _token = published(city["quan1"], commit)
    Question.objects.filter(pk=question.pk).update(published_at=None)
    assert search_pages(WORDS, language="vi").hits == []


def test_questions_of_a_portal_that_is_not_open_are_not_found(city, commit):
    portal = city["quan1"]
    published(portal, commit)
    Portal.objects.filter(pk=portal.pk).update(state=PortalState.PREPARING)
    forget_directory()
    assert search_pages(WORDS, language="vi").hits == []


@pytest.mark.slow(reason="publishes and indexes pages")
def test_rebuilding_writes_questions_of_one_portal_in_as_many_queries_for_many(city, django_assert_max_num_queries):
    here, there = city["quan1"], city["bennghe"]
    public.publish(here, "Xyz một"), public.publish(there, "Xyz hai")
    assert missing_questions() == 2
    reindex(get_directory().by_id[here.pk])
    assert [row.portal_id for row in SearchEntry.objects.serving().exclude(question=None)] == [here.pk]
    reindex()
    assert missing_questions() == 0
    for number in range(3):
        public.publish(here, f"Xyz thêm {number}")
    reindex()
    assert search_pages("xyz", language="vi").total == 5
    with django_assert_max_num_queries(6):
        assert len(search_pages("xyz", language="vi").hits) == 5
