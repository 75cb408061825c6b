"""Every mail says that a machine wrote it, and those that can be stopped have a button for it."""

from django.core import mail

from accounts.mail import one_line, send

TO = "an@example.test"


def sent(**values):
    send(TO, subject="Thông báo", text="Một dòng.", **values)
    return mail.outbox[-1]


def test_mail_is_said_to_be_from_a_machine_and_has_no_more_than_it_is_given():
    letter = sent()
    assert letter.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert (letter.to, letter.reply_to, letter.alternatives) == ([TO], [], [])


def test_mail_has_a_button_that_stops_it_an_address_for_answers_and_html_beside_its_text():
    stop, html = "https://bennghe.example/ngung/1/", "<p>Một dòng.</p>"
    letter = sent(stop_url=stop, reply_to="bennghe@example.test", html=html)
    assert letter.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.reply_to == ["bennghe@example.test"]
    assert [tuple(one) for one in letter.alternatives] == [(html, "text/html")]


def test_subject_of_a_template_is_one_line():
    assert one_line("\n Thông báo \n mới\n") == "Thông báo mới"
