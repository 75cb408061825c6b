"""Contributions by the public form: what is asked, what is kept, and what the sender reads of it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from members.enums import Role
from participation import erasing
from participation.consents import has_consent
from participation.contribution.deciding import ask_back, decline
from participation.contribution.erasing import settle_archived
from participation.contribution.errors import ContributionMoved, NotYourContribution, PeopleDisagree, WordsMissing
from participation.contribution.files import files_of
from participation.contribution.sender_requests import withdraw_contribution, withdraw_use
from participation.enums.contributions import ContributionDeclinedBecause, ContributionState
from participation.enums.submissions import ConsentPurpose, ErasureReason
from participation.erasing import erase_due, erase_sender
from participation.errors import SenderIncomplete
from participation.models import Contribution, ContributionFile, Sender, SenderFacts
from participation.sent_forms.form_tokens import read_form_token
from tests.factories import make_head, make_member, put_in_state, section_of
from tests.home.branches import open_english
from tests.participation.comments import shown
from tests.participation.contributions import (
    FORM,
    TEXT,
    TITLE,
    Contributor,
    a_picture,
    make_contribution,
    picture_fields,
    send,
    word_file,
)

pytestmark = pytest.mark.django_db


def acting(portal):
    return {"by": make_head(portal), "at": timezone.now()}


# -- The form


@pytest.mark.slow(reason="goes from the form to the own page")
def test_person_sends_an_article_with_a_picture_and_gets_code_and_link(district):
    person = Contributor(district)
    token = person.token(**picture_fields(people="Em Lan", people_agree="on"))
    contribution = Contribution.objects.get()
    (picture,) = files_of(contribution)
    assert (contribution.portal, contribution.title, contribution.text) == (district, TITLE, TEXT)
    assert (picture.caption, picture.author, picture.rights, picture.people) == (
        "Các em đọc sách", "Người Chụp", "own", "Em Lan",
    )  # fmt: skip
    receipt = shown(person.get(f"/gui-bai/cua-toi/{token}/da-nhan/"))
    assert (contribution.written_code in receipt, f"/gui-bai/cua-toi/{token}/" in receipt) == (True, True)
    own = person.get(f"/gui-bai/cua-toi/{token}/")
    assert ("Chờ Ban Biên tập" in shown(own), own["Cache-Control"], own["X-Robots-Tag"]) == (
        True, "private, no-store", "noindex",
    )  # fmt: skip


def test_article_as_a_word_file_needs_no_typed_text(district):
    file = SimpleUploadedFile("bai.docx", word_file("Một đoạn."), "application/octet-stream")
    Contributor(district).token(text="", **{"tep-files": file})
    assert [(row.ending, row.is_picture) for row in ContributionFile.objects.all()] == [("docx", False)]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"title": "", "author": "", "name": ""}, {"title", "author", "name"}),
        ({"text": ""}, {"text"}),
        ({"kind": "video"}, {"video_url"}),
        ({"kind": "pictures"}, {"kind"}),
        ({"email": "", "phone": ""}, {"email"}),
        (picture_fields(caption="", author="", rights=""), {"anh1-caption", "anh1-author", "anh1-rights"}),
        (picture_fields(people="Em Lan"), {"anh1-people_agree"}),
        ({"anh2-caption": "Không có tệp"}, {"anh2-files"}),
    ],
    ids=lambda value: "-".join(sorted(value)) if isinstance(value, set) else "",
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(district, values, fields):
    kept = {"lead": "Giữ lại lời tóm tắt."}
    if values.get("email") == "":
        values = values | {"agree_notices": ""}
    answer = Contributor(district).contribute(**values | kept)
    text = shown(answer)
    assert answer.status_code == 422
    assert {place for place in re.findall(r'<a href="#id_([^"]+)">', text) if not place.startswith("agree")} == fields
    assert "Giữ lại lời tóm tắt." in text
    assert not Contribution.objects.exists()


def test_file_of_a_form_with_a_mistake_is_held_and_goes_along_when_it_is_right(district):
    person = Contributor(district)
    answer = shown(person.contribute(title="", **picture_fields()))
    (token,) = re.findall(r'name="anh1-held" value="([^"]+)"', answer)
    person.token(**picture_fields(files="", held=token))
    assert ContributionFile.objects.get().caption == "Các em đọc sách"


def test_form_that_is_sent_twice_is_one_contribution_and_programs_are_refused(district):
    person = Contributor(district)
    form_token = person.form_token()
    assert person.token(form_token=form_token) == person.token(form_token=form_token)
    assert person.contribute(website="https://quang-cao.example").status_code == 422
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("changed", ["title", "lead", "author", "organisation", "anh1-caption"])
def test_form_sent_again_with_a_change_is_another_contribution(district, changed):
    person = Contributor(district)
    form_token = person.form_token()
    first = person.token(form_token=form_token, **picture_fields())
    assert person.token(form_token=form_token, **picture_fields() | {changed: "Đã sửa"}) != first


def test_form_whose_contribution_was_taken_back_gives_nothing_a_second_time(district):
    person = Contributor(district)
    form_token = person.form_token()
    token = person.token(form_token=form_token)
    withdraw_contribution(Contribution.objects.get(), token=token, at=timezone.now())
    again = person.contribute(form_token=form_token)
    assert (again.status_code, Contribution.objects.count()) == (422, 1)


def test_rules_are_accepted_in_the_version_that_was_shown(district):
    person = Contributor(district)
    form_token = person.form_token()
    assert person.contribute(without=("agree_rules",)).status_code == 422
    person.token(form_token=form_token)
    sender = Contribution.objects.get().sender
    accepted = sender.consents.get(purpose="rules").text
    assert accepted.rules is not None
    assert accepted.pk in read_form_token(form_token, at=timezone.now()).texts


def test_from_one_network_only_so_many_are_taken_in_an_hour(district, settings):
    settings.CONTRIBUTIONS_PER_ADDRESS_HOUR = 1
    person = Contributor(district)
    person.token()
    again = person.contribute(title="Bài khác")
    assert (again.status_code, "Bài khác" in again.content.decode()) == (429, True)


def test_portal_that_is_not_in_service_takes_nothing(district):
    put_in_state(district, "archived")
    assert Contributor(district).get(FORM).status_code == 404


@pytest.mark.slow(reason="publishes an English home")
def test_english_form_stands_at_its_own_address(district):
    open_english(district)
    answer = Contributor(district).get("/en/contribute/")
    assert (answer.status_code, "Send an article" in answer.content.decode()) == (200, True)


# -- Verbs


@pytest.mark.both_engines
@pytest.mark.slow(reason="asks and answers by the public page")
def test_sender_is_asked_and_answers_by_the_secret_link(district):
    contribution, token = send(district)
    with pytest.raises(WordsMissing):
        ask_back(contribution, words=" ", **acting(district))
    ask_back(contribution, words="Ngày hội ở đâu?", **acting(district))
    person = Contributor(district)
    own = shown(person.get(f"/gui-bai/cua-toi/{token}/"))
    assert ("Ngày hội ở đâu?" in own, 'name="words"' in own) == (True, True)
    for _click in range(2):
        assert person.client.post(f"/gui-bai/cua-toi/{token}/", {"words": "Ở nhà văn hóa."}).status_code == 303
    contribution.refresh_from_db()
    assert (contribution.state, contribution.steps.last().words) == (ContributionState.RECEIVED, "Ở nhà văn hóa.")
    assert person.client.post(f"/gui-bai/cua-toi/{token}/", {"words": "Nữa."}).status_code == 409


def test_decline_says_why_and_the_sender_reads_it(district):
    contribution, token = send(district)
    said = {"because": ContributionDeclinedBecause.KNOWN, "words": "Cổng đã đăng tin này."}
    with pytest.raises(NotYourContribution):
        decline(contribution, **said, by=make_member(district), at=timezone.now())
    decline(contribution, **said, **acting(district))
    own = shown(Contributor(district).get(f"/gui-bai/cua-toi/{token}/"))
    assert ("Cổng đã đăng tin này." in own, "Đã đăng trước đó" in own) == (True, True)
    with pytest.raises(ContributionMoved):
        ask_back(contribution, words="Còn gì không?", **acting(district))
    assert Sender.objects.get().keep_until is not None


def test_sender_takes_it_back_and_nothing_of_it_stays(district):
    contribution, token = send(district, pictures=[a_picture()])
    with pytest.raises(NotYourContribution):
        withdraw_contribution(contribution, token="another", at=timezone.now())
    person = Contributor(district)
    assert person.client.post(f"/gui-bai/cua-toi/{token}/rut/").status_code == 303
    contribution.refresh_from_db()
    assert (contribution.state, contribution.title, contribution.text, files_of(contribution)) == (
        ContributionState.WITHDRAWN, "", "", [],
    )  # fmt: skip
    assert person.client.post(f"/gui-bai/cua-toi/{token}/rut/").status_code == 303, "a second click finds it done"


@pytest.mark.both_engines
@pytest.mark.slow(reason="opens the own page before and after")
@pytest.mark.parametrize(("is_archived", "state"), [(False, "withdrawn"), (True, "received")])
def test_contributor_withdraws_the_consent_and_the_contribution_with_it_unless_the_portal_is_archived(
    district, is_archived, state
):
    contribution, token = send(district)
    if is_archived:
        put_in_state(district, "archived")
    person, own = Contributor(district), f"/gui-bai/cua-toi/{token}/"
    assert ("và rút tin, bài" in shown(person.get(own))) == (not is_archived)
    assert [person.client.post(f"{own}du-lieu/", {"viec": "dung"}).status_code for _time in range(2)] == [303, 409]
    contribution.refresh_from_db()
    assert (contribution.state, has_consent(contribution.sender, ConsentPurpose.ANSWER)) == (state, False)
    assert 'value="dung"' not in shown(person.get(own))


def test_page_stays_where_its_contributor_withdraws_the_consent(district):
    contribution, token = send(district)
    page = section_of(district)
    Contribution.objects.update(state=ContributionState.ACCEPTED, page=page)
    contribution.refresh_from_db()
    withdraw_use(contribution, token=token, at=timezone.now())
    contribution.refresh_from_db()
    assert (contribution.state, has_consent(contribution.sender, ConsentPurpose.ANSWER)) == ("accepted", False)
    own = Contributor(district).get(f"/gui-bai/cua-toi/{token}/?xong=dung")
    assert "vẫn được giữ trên cổng" in shown(own)


def test_name_and_a_contact_are_needed_and_people_on_pictures_agree(district):
    with pytest.raises(SenderIncomplete):
        make_contribution(district, sender=SenderFacts(name="Lan"))
    with pytest.raises(PeopleDisagree):
        make_contribution(district, pictures=[a_picture(people="Em Lan")])


def test_secret_of_another_portal_opens_nothing(city, district):
    _contribution, token = send(district)
    stranger = Contributor(city)
    for path in ("", "da-nhan/", "rut/"):
        assert stranger.get(f"/gui-bai/cua-toi/{token}/{path}").status_code == 404, path
    assert stranger.client.post(f"/gui-bai/cua-toi/{token}/", {"words": "x"}).status_code == 404
    assert stranger.client.post(f"/gui-bai/cua-toi/{token}/du-lieu/", {"viec": "xoa"}).status_code == 404


# -- Personal data


@pytest.mark.both_engines
def test_who_is_seen_on_a_picture_is_sealed_with_its_file(district):
    contribution = make_contribution(district, pictures=[a_picture(people="Em Lan", people_agree=True)])
    row = contribution.files.get()
    assert (row.people, row.people_agree) == ("Em Lan", True)
    assert "Em Lan" not in str(ContributionFile.objects.values().get())
    ContributionFile.objects.update(sealed="x")
    assert ContributionFile.objects.get().people == ""


@pytest.mark.both_engines
def test_words_and_files_go_with_the_sender_and_what_waits_is_taken_back(district):
    contribution = make_contribution(district, pictures=[a_picture(people="Em Lan", people_agree=True)])
    erase_sender(contribution.sender, because=ErasureReason.REQUEST, by=make_head(district), at=timezone.now())
    contribution.refresh_from_db()
    row = contribution.files.get()
    assert (contribution.state, contribution.title, contribution.author) == (ContributionState.WITHDRAWN, "", "")
    assert (row.stored_as, row.sealed, row.people, row.caption) == ("", "", "", "")


def test_question_without_an_answer_ends_with_the_period_of_keeping(district):
    contribution = make_contribution(district)
    ask_back(contribution, words="Ngày hội ở đâu?", **acting(district))
    last = Sender.objects.get().keep_until
    assert erase_due(on=last, at=timezone.now()).erased == 0
    assert erase_due(on=last.replace(year=last.year + 1), at=timezone.now()).erased == 1
    contribution.refresh_from_db()
    assert (contribution.state, contribution.steps.exclude(words="").exists()) == (ContributionState.WITHDRAWN, False)


def test_editor_of_the_portal_is_one_who_handles_and_an_officer_is_not(district):
    contribution = make_contribution(district)
    ask_back(contribution, words="Ngày hội ở đâu?", by=make_member(district), at=timezone.now())
    other = make_contribution(district, title="Bài khác")
    with pytest.raises(NotYourContribution):
        ask_back(other, words="Ở đâu?", by=make_member(district, Role.ANSWERING_OFFICER), at=timezone.now())


def test_contribution_to_a_portal_that_is_archived_is_erased_in_the_end(district):
    contribution = make_contribution(district)
    assert settle_archived(at=timezone.now()).erased == 0
    put_in_state(district, "archived")
    assert settle_archived(at=timezone.now()).erased == 1
    assert Sender.objects.get(contributions=contribution).keep_until is not None
    assert settle_archived(at=timezone.now()).erased == 0


def test_address_of_a_video_is_kept_of_videos_alone(district):
    person = Contributor(district)
    for kind in ("article", "video"):
        person.token(kind=kind, title=kind, video_url="https://vidu.vn/video")
    addresses = dict(Contribution.objects.values_list("title", "video_url"))
    assert addresses == {"article": "", "video": "https://vidu.vn/video"}


def test_contributor_who_is_erased_meanwhile_leaves_the_others_their_end(district, monkeypatch):
    first, second = make_contribution(district), make_contribution(district, title="Bài khác")
    put_in_state(district, "archived")
    lock = erasing.locked_portal

    def meanwhile(key):
        monkeypatch.setattr(erasing, "locked_portal", lock)
        erase_sender(first.sender, because=ErasureReason.REQUEST, by=None, at=timezone.now())
        return lock(key)

    monkeypatch.setattr(erasing, "locked_portal", meanwhile)
    assert settle_archived(at=timezone.now()).erased == 1
    assert Sender.objects.get(contributions=second).keep_until is not None


def test_contributor_whose_period_does_not_begin_is_named_by_the_command(district, monkeypatch):
    contribution = make_contribution(district)
    put_in_state(district, "archived")

    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(erasing, "start_keeping", fail)
    with pytest.raises(CommandError, match=f": {contribution.sender_id}\\.$"):
        call_command("erase_personal_data", due=True)


def test_address_of_a_video_is_one_of_the_web(district):
    answer = Contributor(district).contribute(kind="video", video_url="ftp://vidu.vn/video")
    assert (answer.status_code, "Địa chỉ chưa đầy đủ" in answer.content.decode()) == (422, True)
