"""Comments on drafts by the public form: what is asked, what is kept, and what the public and the sender read of it."""

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from audit.models import PortalEvent
from participation.consents import consents_of, has_consent
from participation.consultation.actions.moderating import publish_comment, redact_comment, withhold_comment
from participation.consultation.actions.responding import answer_comment
from participation.consultation.actions.withdrawing import withdraw_comment
from participation.consultation.public_names import public_names
from participation.data_requests.actions import correct_data, receive_request
from participation.enums.comments import CommentResponse, CommentWithheldBecause
from participation.enums.submissions import ConsentPurpose, DataRequestKind, ModerationState
from participation.errors import CommentMoved, CommentsClosed, NotYourComment
from participation.models import Comment, Consent, Sender
from participation.personal_data.contacts import initials
from participation.sent_forms.form_tokens import read_form_token
from sites.tree import HOME_PATH_LENGTH
from tests.factories import make_head, make_member, publish_approved_page, put_in_state
from tests.participation.comments import POINT, TEXT, WORDS, Commenter, make_comment, make_draft, send, shown
from tests.participation.factories import FACTS, marks_in

pytestmark = pytest.mark.django_db


def acting(portal):
    return {"by": make_head(portal), "at": timezone.now()}


# -- The form


@pytest.mark.slow(reason="goes from the page of the draft to the own page")
def test_person_comments_on_a_point_from_the_page_of_the_draft_and_gets_code_and_link(district):
    draft = make_draft(district)
    person = Commenter(draft, district)
    page = shown(person.get(draft.get_url()))
    assert f"{person.form}?phan={POINT}" in page
    form = shown(person.get(f"{person.form}?phan={POINT}"))
    assert ("Trả lời trong năm ngày" in form, f'value="{POINT}" selected' in form) == (True, True)
    token = person.token()
    comment = Comment.objects.get()
    assert (comment.label, comment.version, comment.portal, comment.text) == (
        "điểm đ khoản 1 Điều 12", 1, district, WORDS,
    )  # fmt: skip
    receipt = shown(person.get(f"/gop-y/cua-toi/{token}/da-nhan/"))
    assert (comment.written_code in receipt, f"/gop-y/cua-toi/{token}/" in receipt) == (True, True)
    own = person.get(f"/gop-y/cua-toi/{token}/")
    assert ("Chờ Ban Biên tập" in shown(own), own["Cache-Control"], own["X-Robots-Tag"]) == (
        True, "private, no-store", "noindex",
    )  # fmt: skip


def test_page_of_an_open_draft_leads_to_the_form_above_its_text_with_the_days_that_are_left(district):
    for closes, said in ((3, "Còn 3 ngày"), (0, "Ngày cuối"), (-1, None)):
        draft = make_draft(district, f"Dự thảo {closes}", closes=closes)
        person = Commenter(draft, district)
        head = shown(person.get(draft.get_url())).split("</header>")[0]
        assert (f'href="{person.form}"' in head, said is None or said in head) == (said is not None, True), closes


def test_nobody_has_to_say_who_they_are_and_no_consent_is_asked_of_who_says_nothing(district):
    person = Commenter(make_draft(district), district)
    token = person.token(without=("name", "email", "phone", "agree_answer", "agree_notices"))
    assert (Comment.objects.get().sender, Sender.objects.count(), Consent.objects.count()) == (None, 0, 0)
    assert "Yêu cầu xóa" not in shown(person.get(f"/gop-y/cua-toi/{token}/"))


def test_name_without_consent_is_refused_and_everything_typed_stays(district):
    answer = Commenter(make_draft(district), district).comment(
        without=("agree_answer", "agree_rules"), text="", organisation="Công ty A", email=""
    )
    text = shown(answer)
    assert (answer.status_code, text.count('role="alert"')) == (422, 1)
    for name in ("text", "email", "agree_answer", "agree_rules"):
        assert f'<a href="#id_{name}">' in text, name
    for kept in ("DấuTên", "0901 777 345", "Công ty A", f'value="{POINT}" selected'):
        assert kept in text, kept
    assert not Comment.objects.exists()


def test_form_that_is_sent_twice_is_one_comment_and_programs_are_refused(district):
    person = Commenter(make_draft(district), district)
    form_token = person.form_token()
    assert person.token(form_token=form_token) == person.token(form_token=form_token)
    assert person.comment(website="https://quang-cao.example").status_code == 422
    assert Comment.objects.count() == 1


def test_ticks_of_a_form_that_is_sent_again_count_instead_of_the_first(district):
    person = Commenter(make_draft(district), district)
    form_token = person.form_token()
    token = person.token(form_token=form_token, agree_publish_name="on", without=("agree_notices",))
    comment = Comment.objects.get()
    (name,) = public_names(Comment.objects.filter(pk=comment.pk).select_related("sender")).items()
    publish_comment(comment, shown={name[0]: name[1].wording}, **acting(district))
    assert Comment.objects.get().public_name == FACTS.name
    assert person.token(form_token=form_token) == token
    given = {purpose for purpose, consent in consents_of(comment.sender).items() if consent.given}
    assert given == {ConsentPurpose.ANSWER, ConsentPurpose.RULES, ConsentPurpose.NOTICES}
    assert Comment.objects.get().public_name == initials(FACTS.name)


@pytest.mark.slow(reason="publishes two drafts")
def test_draft_takes_comments_on_its_days_alone_and_what_was_typed_is_not_lost_after(district):
    draft = make_draft(district, closes=-1)
    person = Commenter(draft, district)
    page, form = shown(person.get(draft.get_url())), shown(person.get(person.form))
    assert (person.form in page, "<form" in form) == (False, False)
    form_token = Commenter(make_draft(district, "Dự thảo hai"), district).form_token()
    answer = person.comment(form_token=form_token)
    assert (answer.status_code, WORDS in shown(answer), Comment.objects.count()) == (409, True, 0)


def test_one_network_sends_so_many_in_an_hour(district, settings):
    settings.COMMENTS_PER_ADDRESS_HOUR = 1
    person = Commenter(make_draft(district), district)
    person.token()
    refused = person.comment(text="Thêm một ý nữa.")
    assert (refused.status_code, "Thêm một ý nữa." in shown(refused)) == (429, True)


@pytest.mark.slow(reason="publishes two drafts")
def test_what_was_typed_is_kept_where_the_network_sent_too_much_and_the_draft_is_closed(district, settings):
    settings.QUESTION_FORMS_PER_ADDRESS_HOUR = 1
    person = Commenter(make_draft(district), district)
    form_token = person.form_token()
    person.form = f"/gop-y/{make_draft(district, 'Dự thảo hai', closes=-1).pk}/gui/"
    answers = [person.comment(form_token=form_token) for _time in range(2)]
    assert [(answer.status_code, WORDS in shown(answer)) for answer in answers] == [(409, True), (429, True)]


def test_form_asks_the_browser_for_the_work_that_is_switched_on_and_takes_it(district, settings):
    person = Commenter(make_draft(district), district)
    assert "data-proof" not in person.get(person.form).content.decode()
    settings.QUESTION_PROOF_BITS = 8
    form_token = person.form_token()
    token = read_form_token(form_token, at=timezone.now())
    text = person.get(person.form).content.decode()
    assert ('data-proof-bits="8"' in text, "js/ask" in text) == (True, True)
    refused = person.comment(form_token=form_token)
    assert (refused.status_code, f'data-proof-secret="{token.secret}"' in refused.content.decode()) == (422, True)
    proof = next(str(number) for number in range(100_000) if token.is_proven_by(str(number), bits=8))
    assert person.comment(form_token=form_token, proof=proof).status_code == 303


@pytest.mark.parametrize("part", ["dieu-99", "x" * 5000, "dieu-12\0", "<script>"])
def test_part_that_the_draft_does_not_have_is_asked_for_once_more(district, part):
    person = Commenter(make_draft(district), district)
    answer = person.comment(part=part)
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert "<script>" not in shown(answer)
    assert person.get(f"{person.form}?phan=%00").status_code == 200


def test_draft_of_another_portal_is_not_there(city, district):
    draft = make_draft(city)
    client = Client(headers={"host": district.host})
    token = send(draft)[1]
    for path in (f"/gop-y/{draft.pk}/", f"/gop-y/{draft.pk}/gui/", f"/gop-y/cua-toi/{token}/"):
        assert client.get(path).status_code == 404, path
    assert Client(headers={"host": city.host}).get(f"/gop-y/cua-toi/{token}/").status_code == 200


def hide_home(draft):
    Page.objects.filter(path=draft.path[:HOME_PATH_LENGTH]).update(live=False)


# Pages are hidden by statements and rows, past the board.
@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="publishes a draft and sends its form")
@pytest.mark.parametrize(
    ("hide", "status"),
    [
        pytest.param(lambda draft: Page.objects.filter(pk=draft.pk).update(live=False), 409, id="withdrawn"),
        pytest.param(hide_home, 404, id="home in review"),
        pytest.param(
            lambda draft: PageViewRestriction.objects.create(page=draft.get_parent(), restriction_type="login"),
            404,
            id="for some alone",
        ),
    ],
)
def test_draft_that_not_everybody_reads_any_more_takes_no_comment_and_shows_none(district, hide, status):
    """What was typed for one that was withdrawn meanwhile is shown once more, without its text."""
    draft = make_draft(district)
    person = Commenter(draft, district)
    form_token = person.form_token()
    publish_comment(make_comment(draft), **acting(district))
    hide(draft)
    answers = [person.get(f"/gop-y/{draft.pk}/"), person.get(person.form)]
    assert [(answer.status_code, WORDS in answer.content.decode()) for answer in answers] == [(404, False)] * 2
    sent = person.comment(form_token=form_token)
    assert (sent.status_code, WORDS in shown(sent)) == (status, status == 409)
    assert "Trả lời trong năm ngày làm việc" not in sent.content.decode()
    with pytest.raises(CommentsClosed):
        make_comment(draft)
    assert Comment.objects.count() == 1


def test_draft_that_was_never_public_takes_no_comment(district):
    draft = make_draft(district, published=False)
    person = Commenter(draft, district)
    # The hidden field is that of any form.
    form_token = Commenter(make_draft(district, "Dự thảo mở"), district).form_token()
    assert [person.get(person.form).status_code, person.comment(form_token=form_token).status_code] == [404, 404]
    assert not Comment.objects.exists()


# -- What the public reads


@pytest.mark.both_engines
def test_public_reads_what_the_board_let_by_part_and_how_many_were_not_published_for_which_reason(district, client):
    draft = make_draft(district)
    comments = [make_comment(draft, text, anchor=anchor) for text, anchor in (
        ("Ý kiến về điểm đ", POINT), ("Ý KIẾN về  điểm đ", POINT), ("Ý kiến chung", ""),
        ("Gọi tôi số 0901 777 345", ""), ("Mua hàng tại đây", ""), ("Đang chờ", ""),
    )]  # fmt: skip
    assert publish_comment(comments[0], together=True, **acting(district)) == 2
    publish_comment(comments[2], **acting(district))
    redact_comment(comments[3], public_text="Gọi tôi số [số điện thoại]", **acting(district))
    withhold_comment(comments[4], because=CommentWithheldBecause.ADVERTISING, **acting(district))
    headers = {"host": district.host}
    page = shown(client.get(draft.get_url(), headers=headers))
    assert ("2 góp ý" in page, "Quảng cáo" in page, "đang chờ" in page) == (True, True, False)
    text = shown(client.get(f"/gop-y/{draft.pk}/", headers=headers))
    assert text.index("Ý kiến chung") < text.index("Ý kiến về điểm đ")
    shown_words = ("Công khai một phần", "2 góp ý cùng nội dung", "0901", "Mua hàng", "Đang chờ")
    assert [words in text for words in shown_words] == [True, True, False, False, False]
    of_point = shown(client.get(f"/gop-y/{draft.pk}/?phan={POINT}", headers=headers))
    assert ("Ý kiến chung" in of_point, "Ý kiến về điểm đ" in of_point) == (False, True)


def test_list_costs_the_same_with_many_comments(district, client, django_assert_max_num_queries):
    draft = make_draft(district)
    one = make_comment(draft)
    publish_comment(one, **acting(district))
    row = Comment.objects.filter(pk=one.pk).values().get()
    del row["id"]
    Comment.objects.bulk_create(
        Comment(**row | {"code": f"X{number}", "token_hash": f"x{number}", "public_hash": f"d{number}"})
        for number in range(60)
    )
    headers = {"host": district.host}
    client.get(f"/gop-y/{draft.pk}/", headers=headers)
    with django_assert_max_num_queries(12):
        text = shown(client.get(f"/gop-y/{draft.pk}/?trang=2", headers=headers))
    assert text.count('class="question-list__meta"') == 20


@pytest.mark.breaks_the_rule
def test_responses_are_public_all_at_once_with_the_report(district, client):
    draft = make_draft(district)
    comment, token = send(draft)
    publish_comment(comment, **acting(district))
    answer_comment(
        comment, response=CommentResponse.PARTLY_ACCEPTED, text="Sửa thành bốn ngày.", by=make_member(district),
        at=timezone.now(),
    )  # fmt: skip
    pages = (f"/gop-y/{draft.pk}/", f"/gop-y/cua-toi/{token}/")

    def said():
        return ["bốn ngày" in shown(client.get(page, headers={"host": district.host})) for page in pages]

    assert said() == [False, False]
    type(draft).objects.filter(pk=draft.pk).update(state="taken_up")
    assert said() == [True, True]


# -- What the sender does


@pytest.mark.both_engines
def test_sender_takes_the_comment_back_by_the_link_and_nothing_of_it_stays(district):
    person = Commenter(make_draft(district), district)
    token = person.token()
    comment = Comment.objects.get()
    publish_comment(comment, **acting(district))
    with pytest.raises(NotYourComment):
        withdraw_comment(comment, token="other", at=timezone.now())
    assert "Rút góp ý" in shown(person.get(f"/gop-y/cua-toi/{token}/rut/"))
    for _click in range(2):
        assert person.client.post(f"/gop-y/cua-toi/{token}/rut/").status_code == 303
    comment.refresh_from_db()
    assert comment.state == ModerationState.WITHDRAWN
    assert not any((comment.text, comment.public_text, comment.public_name))
    assert comment.sender.keep_until is not None
    assert WORDS not in shown(person.get(f"/gop-y/{comment.page_id}/"))
    with pytest.raises(CommentMoved):
        publish_comment(comment, **acting(district))


def test_name_is_public_as_the_sender_agreed_until_that_is_withdrawn(district):
    person = Commenter(make_draft(district), district)
    token = person.token(agree_publish_name="on")
    comment = Comment.objects.get()
    publish_comment(comment, shown={comment.pk: comment.sender.name_wording}, **acting(district))
    listed = f"/gop-y/{comment.page_id}/"
    assert FACTS.name in shown(person.get(listed))
    assert person.client.post(f"/gop-y/cua-toi/{token}/du-lieu/", {"viec": "ten"}).status_code == 303
    text = shown(person.get(listed))
    assert (FACTS.name in text, "N.T.D." in text) == (False, True)
    assert person.client.post(f"/gop-y/cua-toi/{token}/du-lieu/", {"viec": "ten"}).status_code == 409


def test_sender_withdraws_the_consent_to_the_use_of_the_data_and_the_comment_with_it(district):
    person = Commenter(make_draft(district), district)
    token = person.token()
    own = f"/gop-y/cua-toi/{token}/"
    assert 'value="dung"' in shown(person.get(own))
    assert [person.client.post(f"{own}du-lieu/", {"viec": "dung"}).status_code for _time in range(2)] == [303, 409]
    comment = Comment.objects.get()
    assert (comment.state, comment.text, comment.content_hash) == (ModerationState.WITHDRAWN, "", "")
    assert not has_consent(comment.sender, ConsentPurpose.ANSWER)
    assert 'value="dung"' not in shown(person.get(own))


@pytest.mark.both_engines
def test_consent_to_the_use_of_the_data_is_withdrawn_on_an_archived_portal_where_the_comment_stays(district):
    person = Commenter(make_draft(district), district)
    token = person.token()
    put_in_state(district, "archived")
    own = f"/gop-y/cua-toi/{token}/"
    assert 'value="dung">Rút lại sự đồng ý sử dụng dữ liệu của tôi</button>' in shown(person.get(own))
    done = person.client.post(f"{own}du-lieu/", {"viec": "dung"})
    comment = Comment.objects.get()
    assert (done.status_code, comment.state, has_consent(comment.sender, ConsentPurpose.ANSWER)) == (
        303, ModerationState.RECEIVED, False,
    )  # fmt: skip
    assert "được rút cùng" not in shown(person.get(done["Location"]))


def test_sender_asks_once_for_the_data_to_be_erased(district):
    person = Commenter(make_draft(district), district)
    token = person.token()
    own = f"/gop-y/cua-toi/{token}/du-lieu/"
    answers = [person.client.post(own, {"viec": "xoa"}).status_code for _time in range(2)]
    assert (answers, Sender.objects.get().data_requests.get().kind) == ([303, 409], "delete")
    assert person.client.post(own, {"viec": "khac"}).status_code == 404


# -- Personal data


def test_no_page_event_or_feed_tells_who_commented(district, client):
    draft = make_draft(district)
    comment, _token = send(draft, sender=FACTS)
    publish_comment(comment, **acting(district))
    headers = {"host": district.host}
    pages = [
        client.get(path, headers=headers).content.decode()
        for path in (draft.get_url(), f"/gop-y/{draft.pk}/", "/rss.xml")
    ]
    events = [f"{event.data} {event.reason}" for event in PortalEvent.objects.all()]
    assert [marks for text in (*pages, *events) if (marks := marks_in(text))] == []
    assert "N.T.D." in pages[1]


def test_no_cookie_is_set_and_the_list_can_be_kept(district, client):
    draft = make_draft(district)
    headers = {"host": district.host}
    for path in (f"/gop-y/{draft.pk}/", f"/gop-y/{draft.pk}/gui/"):
        answer = client.get(path, headers=headers)
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_name_that_is_put_right_is_public_as_initials_until_the_board_approves_it(district):
    person = Commenter(make_draft(district), district)
    person.token(agree_publish_name="on")
    comment = Comment.objects.get()
    publish_comment(comment, **acting(district))
    request = receive_request(comment.sender, DataRequestKind.CORRECT, details="Sai họ tên", by=None, at=timezone.now())
    correct_data(request, corrected={"name": "Lê Văn Bình"}, **acting(district))
    text = shown(person.get(f"/gop-y/{comment.page_id}/"))
    assert (FACTS.name in text, "Lê Văn Bình" in text, "L.V.B." in text) == (False, False, True)


@pytest.mark.breaks_the_rule
@pytest.mark.slow(reason="publishes two versions of a draft")
def test_form_of_a_former_version_asks_to_look_at_the_part_again_and_keeps_what_was_typed(district):
    draft = make_draft(district)
    person = Commenter(draft, district)
    draft.text, draft.correction_note = TEXT.replace("Điều 12", "Điều 13"), "Đánh số lại"
    draft.save_revision()
    publish_approved_page(draft, by=make_head(district))
    answer = person.comment(version="1", part="dieu-11")
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert ("Dự thảo đã được sửa" in shown(answer), WORDS in shown(answer)) == (True, True)
    assert 'name="version" value="2"' in shown(answer)


def test_form_that_is_sent_again_with_more_is_another_comment_and_one_taken_back_gives_none(district):
    person = Commenter(make_draft(district), district)
    form_token = person.form_token()
    token = person.token(form_token=form_token)
    assert person.token(form_token=form_token, organisation="Hội Luật gia") != token
    withdraw_comment(Comment.objects.earliest("pk"), token=token, at=timezone.now())
    answer = person.comment(form_token=form_token)
    assert (answer.status_code, "Đề nghị mở biểu mẫu mới" in shown(answer)) == (422, True)
    assert Comment.objects.count() == 2


def test_draft_of_a_key_that_no_row_has_is_not_found(district):
    assert Client(headers={"host": district.host}).get(f"/gop-y/{2**70}/gui/").status_code == 404
