"""Every mail says that a machine wrote it, and those that can be stopped have a button for it."""

from django.core import mail

from accounts.mail import one_line, send

TO = "an@example.test"


def sent(**values):
    send(TO, subject="Thông báo", text="Một dòng.", **values)
    return mail.outbox[-1]


def test_mail_is_said_to_be_from_a_machine():
    letter = sent()
    assert letter.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert (letter.to, letter.reply_to, letter.alternatives) == ([TO], [], [])


def test_mail_that_can_be_stopped_has_a_button_for_it():
    headers = sent(stop_url="https://bennghe.example/ngung/1/").extra_headers
    assert headers["List-Unsubscribe"] == "<https://bennghe.example/ngung/1/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_answers_go_to_the_portal_and_text_has_its_html_beside_it():
    letter = sent(reply_to="bennghe@example.test", html="<p>Một dòng.</p>")
    assert letter.reply_to == ["bennghe@example.test"]
    assert [tuple(one) for one in letter.alternatives] == [("<p>Một dòng.</p>", "text/html")]


def test_subject_of_a_template_is_one_line():
    assert one_line("\n Thông báo \n mới\n") == "Thông báo mới"
