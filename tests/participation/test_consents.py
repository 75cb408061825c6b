"""Each consent is for one purpose, and what was said last counts."""

import csv
from datetime import date
from pathlib import Path

import pytest

import participation
from participation.consents import consents_of, give_consent, has_consent, senders_who_agree, withdraw_consent
from participation.enums.submissions import ConsentChannel, ConsentPurpose
from participation.errors import ConsentNotGiven, ConsentTextWrong
from participation.models import ConsentText
from participation.senders import name_to_publish
from tests.factories import AT
from tests.participation.factories import FACTS, make_sender, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NAME = ConsentPurpose.PUBLISH_NAME
LINK = {"channel": ConsentChannel.LINK, "by": None, "at": AT}


def test_consent_is_withdrawn_and_given_anew_and_every_row_stays(district):
    sender = make_sender(district)
    assert not has_consent(sender, NAME)
    give_consent(sender, NAME, text=text_of(NAME), **LINK)
    assert name_to_publish(sender, approved=0) == FACTS.name
    withdraw_consent(sender, NAME, **LINK)
    assert name_to_publish(sender, approved=0) == "N.T.D."
    give_consent(sender, NAME, text=text_of(NAME, "en"), **LINK)
    assert has_consent(sender, NAME)
    assert [row.given for row in sender.consents.filter(purpose=NAME)] == [True, False, True]
    assert {purpose: row.text.language for purpose, row in consents_of(sender).items()} == {"answer": "vi", NAME: "en"}


def test_only_a_consent_that_stands_is_withdrawn_and_by_the_text_that_was_agreed_to(district):
    sender = make_sender(district)
    with pytest.raises(ConsentNotGiven):
        withdraw_consent(sender, NAME, **LINK)
    assert withdraw_consent(sender, ConsentPurpose.ANSWER, **LINK).text == text_of(ConsentPurpose.ANSWER)
    with pytest.raises(ConsentNotGiven):
        withdraw_consent(sender, ConsentPurpose.ANSWER, **LINK)


def test_text_of_another_purpose_is_no_consent(district):
    sender = make_sender(district)
    with pytest.raises(ConsentTextWrong):
        give_consent(sender, NAME, text=text_of(ConsentPurpose.NOTICES), **LINK)
    assert not has_consent(sender, NAME)


def test_of_many_senders_those_agree_who_said_so_last(city, district):
    silent, agreeing, changed = make_sender(district), make_sender(city), make_sender(city)
    for sender in (agreeing, changed):
        give_consent(sender, NAME, text=text_of(NAME), **LINK)
    withdraw_consent(changed, NAME, **LINK)
    assert list(senders_who_agree([silent.pk, agreeing.pk, changed.pk], NAME)) == [agreeing]
    assert [has_consent(sender, NAME) for sender in (silent, agreeing, changed)] == [False, True, False]


def test_words_of_each_purpose_are_shipped_in_both_languages():
    for language in ("vi", "en"):
        shown = ConsentText.objects.valid(on=date(2026, 11, 2), language=language)
        assert {row.purpose for row in shown} == set(ConsentPurpose)
    assert not ConsentText.objects.valid(on=date(2025, 12, 31), language="vi").exists()


def test_newest_words_are_shown_and_the_former_stay():
    newer = ConsentText.objects.create(
        purpose=NAME, language="vi", version=2, text="Lời mới.", valid_from=date(2027, 1, 1)
    )
    shown = ConsentText.objects.valid(on=date(2027, 1, 1), language="vi")
    assert [row.text for row in shown.filter(purpose=NAME)] == [newer.text]
    assert len(shown) == 4
    before = ConsentText.objects.valid(on=date(2026, 12, 31), language="vi")
    assert [row.version for row in before.filter(purpose=NAME)] == [1]


def test_an_installation_begins_with_the_words_of_the_file():
    found = ConsentText.objects.order_by("pk").values_list("purpose", "language", "version", "valid_from", "text")
    path = Path(participation.__file__).parent / "data" / "consent_texts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        assert list(found) == [
            (row["purpose"], row["language"], int(row["version"]), date.fromisoformat(row["valid_from"]), row["text"])
            for row in csv.DictReader(file)
        ]
    accepting = ConsentText.objects.exclude(rules=None)
    assert {(row.purpose, row.language, row.rules.language, row.rules.version) for row in accepting} == {
        ("rules", "vi", "vi", 1),
        ("rules", "en", "en", 1),
    }
