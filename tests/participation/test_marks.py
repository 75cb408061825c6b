"""What a person told of themselves stands in no column, no event, no index, no log and no print, accented or folded."""

import logging

import pytest
from django.apps import apps
from wagtail.models import ReferenceIndex
from wagtail.search.index import get_indexed_models
from wagtail.snippets.models import get_snippet_models

from participation import checks
from participation.consents import give_consent, withdraw_consent
from participation.data_requests.actions import answer_request, receive_request, refuse_request
from participation.enums.submissions import ConsentChannel, ConsentPurpose, DataRequestKind, ErasureReason, ViewReason
from participation.erasing import erase_sender
from participation.errors import SealNotOpened
from participation.models import (
    Consent,
    ContactView,
    DataRequest,
    Sender,
)
from participation.senders import read_contact
from search.models import SearchEntry
from tests.factories import AT, make_member
from tests.participation.factories import ALL_MARKS, FACTS, make_sender, marks_in, text_of
from tests.participation.marks import every_cell

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NAME = ConsentPurpose.PUBLISH_NAME


def test_marks_would_be_seen():
    assert set(marks_in(str(FACTS.as_content()) + "0901777345 DấuYêuCầu DấuTrảLời")) >= {"DấuTên", "0901 777 345"}
    assert marks_in("mot dauten va DAUQUANHE") == ["DauTen", "DauQuanHe"]
    assert {"DấuTên", "DauTen", "DauYeuCau"} <= set(ALL_MARKS)


def test_no_table_print_search_or_index_of_references_holds_a_mark(city, district):
    """On two portals, after everything that can happen to a sender."""
    officer = make_member(district)
    said = {"channel": ConsentChannel.LINK, "by": None, "at": AT}
    for portal in (city, district):
        sender = make_sender(portal)
        give_consent(sender, NAME, text=text_of(NAME), **said)
        withdraw_consent(sender, NAME, **said)
        read_contact(sender, by=officer, at=AT, why=ViewReason.HANDLING, about="qa.question:1")
        for close, words in ((answer_request, "answer"), (refuse_request, "reason")):
            request = receive_request(sender, DataRequestKind.CORRECT, details="Sửa DấuYêuCầu", by=None, at=AT)
            close(request, **{words: "DấuTrảLời"}, by=officer, at=AT)
    erase_sender(make_sender(district), because=ErasureReason.REQUEST, by=officer, at=AT)
    cells = every_cell()
    assert Sender.objects.first().sealed in cells
    assert marks_in(cells) == []
    rows = [*Sender.objects.all(), *Consent.objects.all(), *ContactView.objects.all(), *DataRequest.objects.all()]
    facts = Sender.objects.kept().first().facts
    assert marks_in(" ".join([str(facts), repr(facts), *map(str, rows), *map(repr, rows)])) == []
    assert facts == FACTS
    assert not ReferenceIndex.objects.filter(base_content_type__app_label="participation").exists()
    assert not ReferenceIndex.objects.filter(to_content_type__app_label="participation").exists()
    assert marks_in(" ".join(str(row) for row in SearchEntry.objects.values_list())) == []


def test_no_log_holds_a_mark(district, caplog, settings):
    settings.DEBUG = True
    with caplog.at_level(logging.DEBUG):
        sender = make_sender(district)
        read_contact(sender, by=None, at=AT, why=ViewReason.NOTICE)
        settings.SECRET_KEY = "another"
        with pytest.raises(SealNotOpened) as refusal:
            read_contact(sender, by=None, at=AT, why=ViewReason.NOTICE)
    assert marks_in(caplog.text + str(refusal.value)) == []


def test_no_screen_chooser_or_search_knows_the_tables_and_one_that_is_referred_to_is_named(monkeypatch):
    models = set(apps.get_app_config("participation").get_models())
    assert models.isdisjoint([*get_snippet_models(), *get_indexed_models()])
    assert checks.check_personal_tables_stay_out() == []
    monkeypatch.setattr(Sender, "wagtail_reference_index_ignore", False)
    assert [(error.id, "participation.Sender" in error.msg) for error in checks.check_personal_tables_stay_out()] == [
        ("participation.E001", True)
    ]
