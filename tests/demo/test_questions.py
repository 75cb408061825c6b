"""Citizens of the demo ask, and offices answer: every file goes its way by the real verbs."""

import pytest

from editorial.integrity.invariants import public_that_differs
from qa.core.verification import faults
from qa.enums import QuestionState, Visibility
from qa.models import Question
from tests.demo.conftest import for_a_module, load_tiny, load_tiny_once

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _city(django_db_setup, django_db_blocker):
    with for_a_module(django_db_blocker):
        load_tiny_once()
        yield


def test_questions_stand_where_their_files_leave_them():
    assert dict(Question.objects.values_list("title", "state")) == {
        "Chuyển đến sở": QuestionState.ANSWERED,
        "Out of scope": QuestionState.OUT_OF_SCOPE,
        "Hỏi thêm": QuestionState.IN_BOARD_REVIEW,
        "Quảng cáo": QuestionState.REFUSED,
        "Hỏi lại": QuestionState.MERGED_DUPLICATE,
        "Thôi không hỏi nữa": QuestionState.WITHDRAWN,
        "Hàng xóm": QuestionState.ANSWERED,
    }
    withheld = Question.objects.get(title="Hàng xóm")
    assert (withheld.visibility, withheld.answers.published().count()) == (Visibility.SENDER_ONLY, 2)
    assert Question.objects.get(title="Chuyển đến sở").received_portal.code == "thanhpho"


def test_histories_hold_and_what_is_public_was_approved():
    assert list(faults()) == []
    assert [str(difference) for difference in public_that_differs()] == []


def test_telephone_number_of_a_citizen_is_not_public():
    assert Question.objects.get(title="Chuyển đến sở").public_text == "Gọi số [đã ẩn số điện thoại]."


def test_nothing_happens_twice():
    before = Question.objects.count()
    load_tiny()
    assert (Question.objects.count(), before > 0) == (before, True)
