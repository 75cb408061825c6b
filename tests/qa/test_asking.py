"""Anybody asks a portal by a form that works without JavaScript, and is told what is wrong beside the field."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import qa
from audit.sealing.seals import hash_of
from members.models import ContributionRules
from participation.consents import withdraw_consent
from participation.enums.submissions import ConsentChannel, ConsentPurpose
from participation.errors import RulesNotAccepted, RulesStay
from participation.models import Consent, ConsentText, Sender, SenderFacts
from participation.sent_forms.form_tokens import new_form_token
from participation.sent_forms.forms import texts_today
from qa.asking.actions import Asked, ask_question
from qa.forms.asking import AskForm
from qa.models import Question, QuestionTopic
from sites.enums import PortalState
from sites.models import Portal
from sites.models.portal import root_url_of
from tests.each import each_case
from tests.home.branches import open_english
from tests.participation.factories import marks_in
from tests.qa.attachments import upload
from tests.qa.citizen import FILLED, FORM, Citizen, shown
from tests.statements import counted_statements

pytestmark = pytest.mark.django_db


@pytest.mark.both_engines
def test_question_is_received_once_with_what_was_agreed_to(city, district, django_assert_max_num_queries):
    citizen = Citizen(district)
    form_token = citizen.form_token()
    with django_assert_max_num_queries(62):
        answer = citizen.ask(form_token=form_token)
    assert citizen.ask(form_token=form_token)["Location"] == answer["Location"], (
        "sent twice, nobody waited for the answer"
    )
    question = Question.objects.get()
    assert question.token_hash == hash_of(answer["Location"].split("/")[-3])
    assert (question.received_portal, question.topic.code, question.language) == (district, "ho-tich", "vi")
    assert question.text == "Tôi nộp hồ sơ ngày 05/10/2026.\nĐến nay chưa có kết quả."
    facts = question.sender.facts
    assert (facts.name, facts.email, facts.phone) == (FILLED["name"], FILLED["email"], FILLED["phone"])
    assert [row.purpose for row in Consent.objects.all()] == ["answer", "rules"]
    citizen.ask(form_token=form_token, agree_publish_name="on")
    citizen.ask(form_token=form_token)
    assert [row.given for row in Consent.objects.filter(purpose="publish_name")] == [True, False], (
        "the last form counts"
    )
    receipt = citizen.get(answer["Location"])
    assert question.code in shown(receipt)
    assert answer["Location"].removesuffix("da-nhan/") in shown(receipt)
    assert marks_in(shown(receipt)) == []
    for told in (answer, receipt):
        headers = [told[name] for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")]
        assert (headers, dict(told.cookies)) == (["private, no-store", "no-referrer", "noindex"], {})


@pytest.mark.both_engines
def test_first_question_of_a_portal_with_every_consent_and_three_files_costs_few_statements(city, district):
    citizen = Citizen(district)
    form_token, files = citizen.form_token(), [upload(f"{number}.png") for number in range(3)]
    with counted_statements() as statements:
        answer = citizen.ask(form_token=form_token, agree_notices="on", agree_publication="on", files=files)
    assert answer.status_code == 303, answer.content.decode()
    assert Question.objects.get().attachments.count() == 3
    statements.check(42, repeats=5)


WRONG = [
    ({"title": ""}, "id_title", "Nhập tiêu đề câu hỏi"),
    ({"title": "\u200b\u2066"}, "id_title", "Nhập tiêu đề câu hỏi"),
    ({"title": "a" * 201}, "id_title", "200"),
    ({"text": " "}, "id_text", "Nhập nội dung câu hỏi"),
    ({"text": "a" * 4001}, "id_text", "4000"),
    ({"topic": "khong-co"}, "id_topic", "hợp lệ"),
    ({"name": ""}, "id_name", "Nhập họ và tên"),
    ({"name": "\u202e"}, "id_name", "Nhập họ và tên"),
    ({"email": "hoa.nguyen@"}, "id_email", "ten@vidu.vn"),
    ({"email": "", "phone": ""}, "id_email", "Nhập thư điện tử hoặc số điện thoại"),
    ({"email": "", "agree_notices": "on"}, "id_email", "Nhập thư điện tử để nhận thông báo"),
    ({"phone": "gọi tôi"}, "id_phone", "0901 234 567"),
    ({"agree_answer": ""}, "id_agree_answer", "Cần đồng ý mục đầu tiên"),
    ({"agree_rules": ""}, "id_agree_rules", "Đọc quy định"),
    ({"website": "http://ban-hang.example"}, "id_website", "để trống"),
]


@each_case(("values", "field", "words"), WRONG)
def test_each_mistake_is_said_in_words_beside_its_field(values, field, words):
    form = AskForm(FILLED | values, texts=texts_today(on=date(2026, 11, 2), language="vi"))
    assert list(form.errors) == [field.removeprefix("id_")]
    assert words in form.errors[field.removeprefix("id_")][0]


def test_title_and_name_are_one_line_whatever_is_sent():
    sent = FILLED | {"title": "Khai\r\nsinh\u2028muộn", "name": "Trần\nHoa"}
    form = AskForm(sent, texts=texts_today(on=date(2026, 11, 2), language="vi"))
    assert form.is_valid()
    assert (form.cleaned_data["title"], form.cleaned_data["name"]) == ("Khai sinh muộn", "Trần Hoa")


def test_mistakes_stand_beside_their_fields_and_in_a_summary_that_leads_to_them_and_all_is_kept(city):
    """Files are not kept, since browsers do not: they are named, to be chosen again."""
    answer = Citizen(city).ask(
        title="", email="hoa.nguyen@", without=("agree_answer", "agree_rules"), agree_notices="on",
        files=upload("bien-nhan.png"),
    )  # fmt: skip
    text = shown(answer)
    assert (answer.status_code, text.count('role="alert"')) == (422, 1)
    assert "còn 4 chỗ cần sửa" in text
    expected = {
        "title": "Nhập tiêu đề", "email": "ten@vidu.vn",
        "agree_answer": "Cần đồng ý mục đầu", "agree_rules": "Đọc quy định",
    }  # fmt: skip
    for name, words in expected.items():
        assert f'<a href="#id_{name}">' in text
        assert words in text.split(f'id="id_{name}_error"')[1].split("</p>")[0]
    assert text.count('aria-invalid="true"') == 4
    for kept in (
        "hoa.nguyen@", "Đến nay chưa có kết quả.", 'value="ho-tich" selected', "0901 777 345", "DấuTên",
        "bien-nhan.png",
    ):  # fmt: skip
        assert kept in text
    assert text.count(" checked") == 1
    assert "<title>Lỗi: Gửi câu hỏi" in answer.content.decode()
    assert not Question.objects.exists()
    assert not Sender.objects.exists()


@pytest.mark.parametrize("form_token", ["", "x:y:z", "old"])
def test_sheet_that_is_not_ours_or_too_old_asks_for_the_consents_anew_and_keeps_the_rest(city, form_token, monkeypatch):
    citizen = Citizen(city)
    if form_token == "old":
        form_token, later = citizen.form_token(), timezone.now() + timedelta(hours=25)
        monkeypatch.setattr("qa.views.asking.question_form.timezone.now", lambda: later)
    answer = citizen.post(FORM, **FILLED | {"form_token": form_token})
    said = [words in shown(answer) for words in ("Biểu mẫu này đã mở quá một ngày", FILLED["title"], "checked")]
    assert (answer.status_code, said) == (422, [True, True, False])


def test_no_box_is_ticked_and_days_are_named_before_sending(city, django_assert_max_num_queries):
    citizen = Citizen(city)
    citizen.get(FORM)
    with django_assert_max_num_queries(14):
        text = shown(citizen.get(FORM))
    assert [words for words in ("checked", "csrfmiddlewaretoken", "Lưu ý") if words in text] == []
    assert text.count("nếu ông/bà gửi bây giờ") == 2
    assert "24 tháng" in text


@pytest.mark.breaks_the_rule
def test_form_is_there_in_english_with_the_english_texts(city):
    city.container.get_children().filter(slug="en").update(live=True)
    citizen = Citizen(city, language="/en")
    assert "I agree that the agency" in shown(citizen.get(citizen.form))
    citizen.token()
    assert Question.objects.get().language == "en"
    assert {row.text.language for row in Consent.objects.all()} == {"en"}


def test_full_notice_names_who_is_responsible_and_every_consent(city):
    text = shown(Citizen(city).get(f"{FORM}du-lieu-ca-nhan/"))
    assert "Văn phòng Ủy ban nhân dân Thành phố" in text
    assert all(row.text in text for row in ConsentText.objects.filter(language="vi").exclude(purpose="rules"))
    rules = ContributionRules.objects.get(language="vi", version=1)
    assert all(line in shown(Citizen(city).get(f"{FORM}quy-dinh/")) for line in rules.lines)


def test_words_and_rules_that_were_shown_are_stored_though_others_hold_by_now_and_rules_are_not_withdrawn(city):
    citizen = Citizen(city)
    form_token = citizen.form_token()
    second = {"language": "vi", "version": 2, "valid_from": date(2026, 1, 2)}
    newer = ContributionRules.objects.create(**second, text="Quy định mới")
    ConsentText.objects.create(**second, purpose="rules", text="Tôi tuân thủ", rules=newer)
    ConsentText.objects.create(**second, purpose="answer", text="Lời mới")
    assert "Lời mới" not in shown(citizen.ask(form_token=form_token, title=""))
    token = citizen.token(form_token=form_token)
    accepted = Consent.objects.get(purpose="rules").text.rules
    assert (Consent.objects.get(purpose="answer").text.version, accepted.version) == (1, 1)
    own = f"/hoi-dap/cua-toi/{token}/du-lieu/"
    assert [row["rules"] for row in citizen.get(f"{own}tai-ve/").json()["consents"] if row["purpose"] == "rules"] == [
        {"version": 1, "text": accepted.text}
    ]
    assert citizen.post(f"{own}dong-y/", withdraw="rules").status_code == 404
    with pytest.raises(RulesStay):
        withdraw_consent(
            Sender.objects.get(), ConsentPurpose.RULES, channel=ConsentChannel.LINK, by=None, at=timezone.now()
        )
    form = shown(citizen.get(FORM))
    assert ("Lời mới" in form, "Quy định mới" in form) == (True, True)


def test_no_question_comes_by_the_form_without_the_rules_and_a_sheet_of_before_asks_for_them(city):
    facts, at = SenderFacts(name="Nguyễn Thị Hoa", email="hoa@vidu.example"), timezone.now()
    answer = ConsentText.objects.get(purpose="answer", language="vi")
    asked = Asked(title="Xin bản sao", text="Xin bản sao", language="vi", sender=facts, agreed=[answer])
    old = new_form_token([answer.pk], at=at)
    with pytest.raises(RulesNotAccepted):
        ask_question(city, asked, form_token=old, proof="", address=None, at=at)
    answer = Citizen(city).ask(form_token=old.signed())
    assert (answer.status_code, 'name="agree_rules"' in shown(answer)) == (422, True)


@each_case(
    ("state", "status"),
    [(PortalState.PREPARING, 404), (PortalState.SUSPENDED, 503), (PortalState.ARCHIVED, 410)],
)
def test_portal_that_is_not_live_has_no_form_and_takes_nothing(city, district, state, status):
    citizen = Citizen(district)
    form_token = citizen.form_token()
    Portal.objects.filter(pk=district.pk).update(state=state)
    district.refresh_from_db()
    district.save()
    for answer in (citizen.get(FORM), citizen.ask(form_token=form_token)):
        assert (answer.status_code, 'name="title"' in shown(answer)) == (status, False)
    assert not Question.objects.exists()


def test_what_does_not_fit_in_the_regulation_is_told_to_the_office_of_the_city(city, district):
    """Article 30.2: from every portal, under a topic of its own."""
    here, there = shown(Citizen(district).get(FORM)), f"{FORM}?linh_vuc=quy-che-cong"
    assert f"{root_url_of(city.host)}{there}" in here
    form = shown(Citizen(city).get(there))
    assert '<option value="quy-che-cong" selected>' in form
    assert there not in form
    for wrong in ("", "khong-co", "%00", "9" * 300):
        assert Citizen(city).get(f"{FORM}?linh_vuc={wrong}").status_code == 200
    assert Citizen(city).ask(topic="quy-che-cong").status_code == 303


def test_form_that_is_closed_leads_to_one_that_is_there(city, district):
    open_english(district)
    Portal.objects.filter(pk=district.pk).update(state=PortalState.ARCHIVED)
    district.refresh_from_db()
    district.save()
    assert f'href="{root_url_of(city.host)}{FORM}"' in shown(Citizen(district).get("/en/ask/"))


def test_opinion_on_the_regulation_goes_to_a_form_that_the_city_has(city, district):
    open_english(district)
    for path in (FORM, "/en/ask/"):
        address = f"{root_url_of(city.host)}{path}?linh_vuc=quy-che-cong"
        assert f'href="{address}"' in shown(Citizen(district).get("/en/ask/"))
        assert Citizen(city).get(f"{path}?linh_vuc=quy-che-cong").status_code == 200
        open_english(city)


@pytest.mark.both_engines
def test_topics_are_those_of_the_file():
    with (Path(qa.__file__).parent / "data" / "question_topics.csv").open(encoding="utf-8", newline="") as rows:
        expected = [(row["code"], row["name_vi"], row["name_en"], int(row["position"])) for row in csv.DictReader(rows)]
    found = QuestionTopic.objects.order_by("position").values_list("code", "name_vi", "name_en", "position")
    assert list(found) == expected
