"""What Wagtail's report of reviews costs in statements, whatever the number of its rows."""

import pytest
from django.urls import reverse
from wagtail.models import WorkflowState

from adminsite.queries import tasks_with_status
from tests.admin import browser
from tests.each import each_case
from tests.editorial.review_variants import TWO, act, change, save, submit
from tests.factories import CITY, DISTRICT, make_article, make_head, make_member, make_operator, make_portal
from tests.statements import counted_statements

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.slow(reason="a dozen pages go into review"),
]


@pytest.fixture
def portals():
    return [make_portal(CITY), make_portal(DISTRICT)]


def submit_new(portal, title):
    article = make_article(portal, title=title, published=False)
    submit(article, make_member(portal))
    return article


@each_case("person", [make_operator, make_head])
def test_report_of_reviews_does_not_grow_with_its_rows(portals, person):
    client = browser(person() if person is make_operator else person(portals[0]))
    costs = []
    for round_ in range(2):
        for portal in portals:
            for number in range(1 + 2 * round_):
                submit_new(portal, f"Bài {round_}.{number}")
        client.get(reverse("wagtailadmin_reports:workflow"))
        with counted_statements() as statements:
            answer = client.get(reverse("wagtailadmin_reports:workflow"))
        assert f"Bài {round_}.0" in answer.content.decode()
        statements.check(30, repeats=5)
        costs.append(len(statements))
    assert costs[1] <= costs[0]


def test_tasks_of_many_reviews_are_those_of_each(portals):
    change(portals[0], TWO)
    editor, head = make_member(portals[0]), make_head(portals[0])
    _new, approved_once, returned, sent_again = (submit_new(portals[0], f"Bài {number}") for number in range(4))
    submit_new(portals[1], "Bài khác")
    act(approved_once, head)
    act(returned, head, "reject", comment="Sửa tên")
    act(sent_again, head)
    save(sent_again, editor, lead="Câu khác.")
    reviews = list(WorkflowState.objects.order_by("pk"))
    assert len(reviews) == 5

    def said(tasks):
        return [(task.pk, task.name, task.status, str(task.status_display)) for task in tasks]

    assert {pk: said(tasks) for pk, tasks in tasks_with_status(reviews).items()} == {
        review.pk: said(review.all_tasks_with_status()) for review in reviews
    }
