"""Nobody floods a portal with questions, and nobody is kept from asking for long."""

import re
from datetime import timedelta

import pytest

from participation.enums.submissions import ConsentPurpose
from participation.errors import ProofMissing
from participation.models import SenderFacts
from participation.sent_forms.form_tokens import FormToken, new_form_token, read_form_token
from qa.asking.actions import Asked, ask_question, count_form, count_lookup
from qa.errors import AskedBefore, AskedTooOften
from qa.models import Question, QuestionMail
from sites.directory import get_directory
from tests.each import each_case
from tests.participation.factories import text_of
from tests.qa.citizen import Citizen
from tests.qa.factories import RECEIVED

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "203.0.113.9", "198.51.100.7"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.QUESTIONS_PER_CONTACT_DAY = 2
    settings.QUESTIONS_PER_ADDRESS_HOUR = 3
    settings.QUESTION_FORMS_PER_ADDRESS_HOUR = 4
    settings.QUESTION_LOOKUPS_PER_ADDRESS_HOUR = 2


def ask(
    portal,
    number=0,
    *,
    contact="hoa@vidu.example",
    address=HERE,
    at=RECEIVED,
    text="",
    form_token=None,
    proof="",
    also=None,
):
    """A question of its own words, unless they are given."""
    asked = Asked(
        title="Khai sinh",
        text=text or f"Việc thứ {number}",
        language="vi",
        sender=SenderFacts(name="Hoa", email=contact),
        agreed=[text_of(purpose) for purpose in (ConsentPurpose.ANSWER, ConsentPurpose.RULES, also) if purpose],
    )
    record, form_token = get_directory().by_id[portal.pk], form_token or new_form_token([1], at=at)
    ask_question(record, asked, form_token=form_token, proof=proof, address=address, at=at)


@pytest.mark.both_engines
def test_contact_asks_so_often_in_a_day_from_a_network_however_it_is_written(city):
    ask(city, 1)
    ask(city, 2, contact=" HOA@vidu.example")
    with pytest.raises(AskedTooOften) as refused:
        ask(city, 3)
    assert refused.value.moment == RECEIVED + DAY
    assert Question.objects.count() == 2
    ask(city, 4, contact="lan@vidu.example")
    ask(city, 3, at=RECEIVED + DAY)


def test_receipts_go_to_an_address_so_often_and_nobody_is_told(city, district, settings):
    """Whoever types the address of somebody else, from however many networks, fills no mailbox."""
    settings.QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY = 2
    for number in range(4):
        portal = city if number % 2 else district
        ask(portal, number, address=f"198.51.100.{number}", also=ConsentPurpose.NOTICES)
    assert (Question.objects.count(), QuestionMail.objects.count()) == (4, 2)
    ask(city, 5, also=ConsentPurpose.NOTICES, at=RECEIVED + DAY)
    assert QuestionMail.objects.count() == 3


@each_case(
    ("first", "same", "other"),
    [(HERE, HERE, ELSEWHERE), ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")],
)
def test_address_asks_so_often_in_an_hour_and_a_subscriber_of_ipv6_has_one(city, first, same, other):
    for number in range(3):
        ask(city, number, contact=f"nguoi{number}@vidu.example", address=same if number else first)
    with pytest.raises(AskedTooOften):
        ask(city, 4, contact="moi@vidu.example", address=same)
    ask(city, 4, contact="moi@vidu.example", address=other)
    ask(city, 5, contact="khac@vidu.example", address=same, at=RECEIVED + HOUR)


@pytest.mark.both_engines
def test_same_text_of_the_same_contact_is_told_where_it_was_sent_from_and_nowhere_else(city, district):
    ask(city, text="Tôi cần bản sao khai sinh.")
    with pytest.raises(AskedBefore) as refused:
        ask(city, text="toi can  ban sao\nKhai sinh.", at=RECEIVED + HOUR)
    assert "09:00" in str(refused.value)
    # Who knows a contact and a text learns nothing: it is one question more, which the board joins.
    ask(city, text="Tôi cần bản sao khai sinh.", address=ELSEWHERE)
    ask(district, text="Tôi cần bản sao khai sinh.", contact="lan@vidu.example")
    assert Question.objects.count() == 3


def test_refused_question_is_not_counted_so_that_waiting_helps_and_who_types_the_address_elsewhere_bars_nobody(city):
    for number in (1, 2):
        ask(city, number)
    for hours in (1, 23):
        with pytest.raises(AskedTooOften):
            ask(city, 3, at=RECEIVED + hours * HOUR)
    ask(city, 4, address=ELSEWHERE)
    ask(city, 3, at=RECEIVED + DAY)
    assert Question.objects.count() == 4


def test_forms_and_lookups_of_an_address_are_counted_without_an_address_they_are_not():
    for count, most in ((count_form, 4), (count_lookup, 2)):
        for _number in range(most):
            count(address=HERE, at=RECEIVED)
        with pytest.raises(AskedTooOften):
            count(address=HERE, at=RECEIVED)
        for _number in range(most + 1):
            count(address=None, at=RECEIVED)


def test_too_many_forms_are_answered_with_all_that_was_typed(city):
    citizen = Citizen(city)
    for _number in range(4):
        citizen.ask(title="")
    answer = citizen.ask()
    assert answer.status_code == 429
    for kept in ("Xin cấp bản sao khai sinh cho mẹ", "Đến nay chưa có kết quả.", "dauthu.hoa@thudientu.example"):
        assert kept in answer.content.decode()
    assert "đường truyền" in answer.content.decode().lower()
    assert Citizen(city, address=ELSEWHERE).ask().status_code == 303


@pytest.mark.both_engines
def test_work_of_a_browser_is_proof_once(city, settings):
    settings.QUESTION_PROOF_BITS = 8
    form_token = new_form_token([1], at=RECEIVED)
    proof = next(str(number) for number in range(100_000) if form_token.is_proven_by(str(number), bits=8))
    with pytest.raises(ProofMissing):
        ask(city, 1, form_token=form_token, proof="")
    ask(city, 1, form_token=form_token, proof=proof)
    for another in (form_token, None):
        with pytest.raises(ProofMissing):
            ask(city, 2, form_token=another, proof=proof)


def test_without_javascript_time_is_proof_and_so_often_only(city, settings):
    settings.QUESTION_PROOF_BITS = 24
    settings.QUESTIONS_WITHOUT_PROOF_PER_ADDRESS_HOUR = 1
    form_token, later = new_form_token([1], at=RECEIVED), RECEIVED + timedelta(seconds=30)
    with pytest.raises(ProofMissing):
        ask(city, 1, form_token=form_token, at=later - timedelta(seconds=1))
    ask(city, 1, form_token=form_token, at=later)
    with pytest.raises(AskedTooOften):
        ask(city, 2, form_token=form_token, at=later)


def test_form_asks_the_browser_for_the_work_that_is_switched_on(city, settings):
    assert 'data-proof-bits="0"' in Citizen(city).get("/hoi-dap/gui-cau-hoi/").content.decode()
    settings.QUESTION_PROOF_BITS = 16
    citizen = Citizen(city)
    text = citizen.get("/hoi-dap/gui-cau-hoi/").content.decode()
    assert 'data-proof-bits="16"' in text
    assert re.search(r'data-proof-secret="[^"]', text)
    answer = citizen.ask()
    assert (answer.status_code, "chờ nửa phút" in answer.content.decode()) == (422, True)


def test_sheet_is_ours_and_of_a_day():
    form_token = new_form_token([3, 1], at=RECEIVED)
    assert read_form_token(form_token.signed(), at=RECEIVED + DAY) == form_token
    for moment in (RECEIVED + DAY + timedelta(seconds=1), RECEIVED - timedelta(seconds=1)):
        assert read_form_token(form_token.signed(), at=moment) is None, moment
    for signed in (form_token.signed()[:-1] + "x", ""):
        assert read_form_token(signed, at=RECEIVED) is None, signed


def test_token_follows_from_sheet_portal_and_words_and_from_nothing_less():
    form_token = FormToken("secret", 0, ())
    lan, mai = {"name": "Lan", "email": "lan@a.example"}, {"name": "Mai", "email": "lan@a.example"}
    token = form_token.token_for(1, title="A", text="B", sender=lan)
    assert len(token) == 43
    others = [(1, "A", "C", lan), (1, "AB", "", lan), (2, "A", "B", lan), (1, "A", "B", mai)]
    tokens = {form_token.token_for(portal, title=title, text=text, sender=who) for portal, title, text, who in others}
    assert len(tokens | {token, FormToken("other", 0, ()).token_for(1, title="A", text="B", sender=lan)}) == 6
