"""By its code anybody learns how a question stands, and nothing of what it says or who asked."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from participation.codes import written
from qa.enums import QuestionState
from tests.each import each_case
from tests.home.branches import open_english
from tests.participation.factories import marks_in
from tests.qa.citizen import Citizen, shown
from tests.qa.factories import TEXT, TITLE, make_question

pytestmark = pytest.mark.django_db

PAGE = "/hoi-dap/tra-cuu/"


@pytest.mark.both_engines
@each_case("typed", ["code", "small", "sender"])
def test_state_and_days_are_told_by_either_code_and_no_word_of_the_question(city, typed, django_assert_max_num_queries):
    question = make_question(city, QuestionState.ASSIGNED)
    code = {"code": question.code, "small": question.code.lower().replace("-", " – "), "sender": None}[typed]
    citizen = Citizen(city)
    citizen.get(PAGE)
    with django_assert_max_num_queries(14):
        answer = citizen.post(PAGE, code=code or written(question.sender.code))
    text = shown(answer)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "Đã chuyển đơn vị trả lời" in text
    assert "thứ Năm ngày 26/11/2026" in text
    assert "nghỉ 24/11" in text
    private = (TITLE, TEXT, question.sender.facts.name)
    assert [*marks_in(text), *(word for word in private if word in text)] == []


def test_code_of_another_portal_is_looked_up_there(city, district):
    question = make_question(district)
    text = shown(Citizen(city).post(PAGE, code=question.code))
    assert question.get_state_display() not in text
    assert f'href="{district.root_url}{PAGE}"' in text
    assert "không có mã như vậy" in shown(Citizen(city).post(PAGE, code=written(question.sender.code)))


def test_reader_in_english_is_led_to_a_portal_that_has_it_and_else_to_its_vietnamese_page(city, district):
    open_english(city)
    question = make_question(district)
    with override("en"):
        path = reverse("question_lookup")
    for address in (PAGE, path):
        text = shown(Citizen(city).post(path, code=question.code))
        assert f'href="{district.root_url}{address}"' in text
        open_english(district)


@each_case("code", ["THANHPHO-2026-999999", "abc", "'; --", "\0", "9" * 200])
def test_code_that_is_none_is_told_so_beside_the_field(city, code):
    answer = Citizen(city).post(PAGE, code=code)
    assert (answer.status_code, 'aria-invalid="true"' in shown(answer)) == (200, True)


def test_codes_are_not_tried_one_after_the_other(city, settings):
    settings.QUESTION_LOOKUPS_PER_ADDRESS_HOUR = 2
    citizen, question = Citizen(city), make_question(city)
    assert [citizen.post(PAGE, code=question.code).status_code for _number in range(3)] == [200, 200, 429]
    assert question.get_state_display() not in shown(citizen.post(PAGE, code=question.code))
