"""While a title is typed, answered questions of this portal that are public are offered, and no others."""

import pytest
from django.utils import timezone

from qa.asking.similar import similar_questions
from qa.enums import QuestionState
from qa.models import Question
from tests.qa.approvals import write_public
from tests.qa.citizen import Citizen
from tests.qa.factories import ask

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

PAGE = "/hoi-dap/tuong-tu/"


def answered(portal, title, **facts):
    """A question that was answered in public, written as a row: how it came there is no matter here."""
    question, _token = ask(portal)
    now = timezone.now()
    public = {"state": QuestionState.ANSWERED, "public_title": title, "published_at": now, "listed_at": now} | facts
    write_public(question, **public)
    return question


def titles(portal, typed):
    return [found.title for found in similar_questions(portal.pk, typed)]


def test_titles_with_words_in_common_are_found_with_and_without_marks_the_best_first(city):
    answered(city, "Sửa sai họ tên trong trích lục khai sinh")
    answered(city, "Cấp bản sao trích lục khai sinh khi sổ gốc đã mất")
    answered(city, "Giấy phép xây dựng nhà ở")
    both = ["Cấp bản sao trích lục khai sinh khi sổ gốc đã mất", "Sửa sai họ tên trong trích lục khai sinh"]
    assert titles(city, "cap ban sao trich luc khai sinh") == both
    assert titles(city, "Cấp bản sao trích lục khai sinh cho mẹ") == both
    assert titles(city, "khai") == titles(city, "") == titles(city, "đèn đường hỏng") == []


def test_nothing_is_offered_that_is_not_public_answered_and_of_this_portal(
    city, district, django_assert_max_num_queries
):
    title = "Cấp bản sao khai sinh"
    question = answered(district, title)
    answered(city, title, published_at=None)
    answered(city, title, state=QuestionState.ASSIGNED)
    assert titles(city, title) == []
    assert titles(district, title) == [title]
    with django_assert_max_num_queries(1):
        titles(district, title)
    Question.objects.filter(pk=question.pk).update(published_at=None)
    assert titles(district, title) == [], "taken away, though its title is remembered"


def test_list_comes_by_post_is_escaped_and_comes_without_javascript_with_what_is_to_be_put_right(city):
    answered(city, "Bản sao <b>khai sinh</b>")
    citizen = Citizen(city)
    answer = citizen.post(PAGE, title="bản sao khai sinh")
    assert "Bản sao &lt;b&gt;khai" in answer.content.decode()
    assert (answer["Cache-Control"], len(answer.cookies)) == ("private, no-store", 0)
    assert citizen.get(f"{PAGE}?title=bản sao").status_code == 405
    assert citizen.post(PAGE, title="\0" * 300).content.decode().strip() == ""
    asked = citizen.ask(title="Bản sao khai sinh của mẹ", name="")
    assert "Bản sao &lt;b&gt;khai sinh&lt;/b&gt;</a>" in asked.content.decode()


def test_who_asks_as_no_person_types_is_given_nothing_for_an_hour(city, settings):
    settings.QUESTION_SIMILAR_PER_ADDRESS_HOUR = 2
    answered(city, "Cấp bản sao khai sinh")
    citizen = Citizen(city)
    given = [citizen.post(PAGE, title="bản sao khai sinh") for _time in range(3)]
    assert [(answer.status_code, b"khai sinh" in answer.content) for answer in given] == [
        (200, True),
        (200, True),
        (429, False),
    ]
