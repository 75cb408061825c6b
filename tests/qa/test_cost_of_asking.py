"""What the question of a citizen costs in statements."""

import pytest

from qa.models import Question
from tests.qa.attachments import upload
from tests.qa.citizen import Citizen
from tests.statements import counted_statements

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

ASKING = 42
REPEATS = 5


def test_sending_the_first_question_of_a_portal_with_every_consent_and_three_files(city, district):
    citizen = Citizen(district)
    sheet = citizen.sheet()
    files = [upload(f"{number}.png") for number in range(3)]
    with counted_statements() as statements:
        answer = citizen.ask(sheet=sheet, agree_notices="on", agree_publication="on", files=files)
    assert answer.status_code == 303, answer.content.decode()
    assert Question.objects.get().attachments.count() == 3
    statements.check(ASKING, repeats=REPEATS)
