"""Public forms take 2,000 hostile inputs: each is received or refused in words, and none is shown unescaped, neither at
once nor later, where the board, the sender and the public read it."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.models import NewsArticlePage
from participation.consultation.actions.moderating import publish_comment
from participation.consultation.actions.responding import answer_comment
from participation.contribution.accepting import accept, open_files
from participation.contribution.deciding import ask_back
from participation.contribution.sender_requests import reply
from participation.dialogue.answering import answer_live_question
from participation.dialogue.deciding import publish_live_question
from participation.enums.comments import CommentResponse
from participation.enums.submissions import ConsentPurpose
from participation.models import PageFeedback
from tests.admin import browser
from tests.factories import a_field, make_article, make_head, make_member, publish, section_of
from tests.isolation.rows import undone
from tests.participation.comments import FILLED as COMMENT
from tests.participation.comments import make_draft
from tests.participation.comments import send as send_comment
from tests.participation.contributions import FILLED as CONTRIBUTION
from tests.participation.contributions import a_picture
from tests.participation.contributions import send as contribute
from tests.participation.dialogues import FILLED as LIVE
from tests.participation.dialogues import WITH_SENDER, ask, make_event
from tests.participation.factories import FACTS
from tests.participation.polls import make_poll_page

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('thu')</script>"
HOSTILE = (
    "",
    " ",
    "\u200b\u2060\ufeff",
    "a\x00b",
    "\x00",
    "\x1b[31m\x07",
    "\u202egnp.exe\u202c",
    "😀" * 200,
    b"\xff\xfe\xed\xa0\x80",
    "a" * 100_000,
    "ệ" * 9_000,
    "e\u0323\u0302" * 3_000,
    "\r\n" * 2_000,
    "\n\r\x85\u2028\u2029",
    "%00%ff%c0%ae",
    SCRIPT,
    f"\"'>{SCRIPT}",
    "{{ 7*7 }}{% debug %}",
    "${jndi:ldap://127.0.0.1/a}",
    "javascript:alert(1)",
    "=cmd|' /C calc'!A0",
    "' OR 1=1; DROP TABLE participation_comment; --",
    "\\u0000\\x00",
    '*:* AND (a OR) NOT "',
    "../../../../etc/passwd",
    "-1",
    "0",
    "99999999999999999999999999",
    "1e309",
    "NaN",
    "true",
    "None",
    "[]",
    '{"$gt": ""}',
    "0001-01-01",
    "9999-12-31",
    "a@b",
    "a@b.vn\nBcc: c@d.vn",
    "0901 234 567; 0901",
    "\u0661\u0662\u0663",
    "../%2e%2e/",
    "on",
    "constructor",
    "__proto__",
)

# Further pictures are as the first, and boxes to tick are as the first of a form.
LIKE_THE_FIRST = (*(f"anh{number}-" for number in range(2, 20)), "agree_")
# Ends what it may stand in, and runs where it is shown unescaped.
MARKUP = "Thử \"'></textarea></title></script><img src=x onerror=alert(1)>{{ 7*7 }}"


class PublicFormOf:
    """A public form as it stands on its page."""

    def __init__(self, client: Client, page: HttpResponse, filled: dict[str, str], *, name: str) -> None:
        self.client, self.filled = client, filled
        forms = BeautifulSoup(page.content, "html.parser").select("form[method=post]")
        form = next(one for one in forms if one.find(attrs={"name": name}))
        self.address = form.get("action") or page.request["PATH_INFO"]
        self.fields = {
            one["name"]: one.get("value") or ""
            for one in form.select("input[name], textarea[name], select[name], button[name]")
        }

    def inputs(self) -> Iterator[tuple[str, HttpResponse]]:
        """Each field with each value, the other fields as a person fills them in."""
        ticks = [field for field in self.fields if field.startswith("agree_")][:1]
        for field in (*ticks, *(field for field in self.fields if not field.startswith(LIKE_THE_FIRST))):
            for value in (*HOSTILE, [SCRIPT, SCRIPT], SimpleUploadedFile("a\u202e.svg", SCRIPT.encode())):
                sent = {name: self.filled.get(name, kept) for name, kept in self.fields.items()} | {field: value}
                with undone():
                    yield field, self.client.post(self.address, sent)


def reader(portal):
    return Client(headers={"host": portal.host}, raise_request_exception=False)


def asked_back(portal):
    """A contribution whose sender is to answer, and the secret of its link."""
    contribution, token = contribute(portal, pictures=[a_picture()])
    ask_back(contribution, words="Ngày hội ở đâu?", by=make_head(portal), at=timezone.now())
    return contribution, token


def forms_of(portal):
    """Every public form: those that anybody opens, and those behind the secret links."""
    client, draft, event = reader(portal), make_draft(portal), make_event(portal)
    poll = urlsplit(make_poll_page(portal).get_url()).path
    lacking = client.post("/danh-gia/trang/", {"trang": poll, "giup": "lacking"})
    comment, contribution, question = own_addresses(portal, draft, event)
    for page, filled, name in (
        (client.get(f"/gop-y/{draft.pk}/gui/"), COMMENT, "stake"),
        (client.get(reverse("follow_draft", args=[draft.pk])), {"email": FACTS.email}, "email"),
        (client.get("/danh-gia/"), {"content": "4", "words": "Cần mẫu đơn."}, "content"),
        (client.get(poll), {"giup": "lacking"}, "giup"),
        (lacking, {"words": "Cần mẫu đơn."}, "cau_tra_loi"),
        (client.get("/gui-bai/"), CONTRIBUTION, "kind"),
        (client.get(f"/doi-thoai/{event.pk}/"), LIVE | WITH_SENDER, "pass_on"),
        (client.get(poll), {}, "chon"),
        (client.get(contribution), {"words": "Ở nhà văn hóa."}, "words"),
        *((client.get(address), {}, "viec") for address in (comment, contribution, question)),
    ):
        yield PublicFormOf(client, page, filled, name=name)


def own_addresses(portal, draft, event):
    """Secret addresses of a comment, a contribution that the board asked about, and a live question."""
    agreed = (ConsentPurpose.ANSWER, ConsentPurpose.NOTICES, ConsentPurpose.RULES)
    return (
        f"/gop-y/cua-toi/{send_comment(draft, sender=FACTS, agreed=agreed)[1]}/",
        f"/gui-bai/cua-toi/{asked_back(portal)[1]}/",
        f"/doi-thoai/cua-toi/{ask(event, sender=FACTS, pass_on=True)[1]}/",
    )


@pytest.mark.slow(reason="sends 2,000 forms")
def test_public_forms_take_hostile_input(district):
    count, fallen, shown, untouched = 0, [], [], []
    for form in forms_of(district):
        statuses = set()
        for field, answer in form.inputs():
            count += 1
            statuses.add(answer.status_code)
            if answer.status_code >= 500:
                fallen.append((form.address, field, answer.status_code))
            elif SCRIPT in answer.content.decode(errors="replace"):
                shown.append((form.address, field))
        # Beside the hostile value the rest is right: something is received by each whole form.
        if len(form.fields) > 2 and not {303, 200} & statuses:
            untouched.append(form.address)
    assert (fallen, shown, untouched) == ([], [], [])
    assert count >= 2_000


@pytest.mark.slow(reason="opens secret links 300 times")
def test_forms_behind_secret_links_are_not_found_by_a_hostile_secret(district):
    client, found = reader(district), []
    for address in (
        "/gop-y/cua-toi/{}/rut/",
        "/gop-y/cua-toi/{}/du-lieu/",
        "/gop-y/ngung-nhan-tin/{}/",
        "/gui-bai/cua-toi/{}/",
        "/gui-bai/cua-toi/{}/rut/",
        "/gui-bai/cua-toi/{}/du-lieu/",
        "/gui-bai/ngung-nhan-tin/{}/",
        "/doi-thoai/cua-toi/{}/viec/",
    ):
        for secret in filter(None, HOSTILE):
            answer = client.post(address.format(quote(secret[:2_000], safe="")), {"viec": "xoa", "words": "Có"})
            if answer.status_code != 404 or SCRIPT in answer.content.decode():
                found.append((address, secret[:20], answer.status_code))
    assert not found


# -- What was received is read later


def unescaped_on(client, addresses, *, contact=""):
    """Pages on which stored markup is no text, and those that do not show it at all.

    Args:
        contact: the screen that shows who sent it, once somebody confirms to read that.
    """
    answers = [client.get(address, follow=True) for address in addresses]
    answers += [client.post(address, {}) for address in filter(None, [contact])]
    return [(one.request["PATH_INFO"], one.status_code) for one in answers if not shows_as_text(one)]


def shows_as_text(answer):
    content = answer.content.decode()
    return "{{ 7*7 }}" in content and not BeautifulSoup(content, "html.parser").select("[onerror]")


@pytest.mark.slow(reason="publishes a draft, and opens the comment at every place")
def test_markup_of_a_comment_is_text_on_the_desk_on_the_own_page_and_in_public(district):
    draft, facts, head = make_draft(district), replace(FACTS, name=MARKUP), make_head(district)
    agreed = (ConsentPurpose.ANSWER, ConsentPurpose.PUBLISH_NAME, ConsentPurpose.RULES)
    comment, token = send_comment(draft, MARKUP, sender=facts, agreed=agreed, organisation=MARKUP)
    acting = {"by": head, "at": timezone.now()}
    publish_comment(comment, **acting)
    answer_comment(comment, response=CommentResponse.NOTED, text=MARKUP, **acting)
    desk, one = "/admin/comments-on-drafts/", f"{comment.pk}/"
    screens = [f"drafts/{draft.pk}/", f"drafts/{draft.pk}/report/"]
    screens += [f"{one}{verb}" for verb in ("", "redact/", "withhold/", "answer/")]
    assert unescaped_on(browser(head), [f"{desk}{path}" for path in screens], contact=f"{desk}{one}contact/") == []
    assert unescaped_on(reader(district), [f"/gop-y/{draft.pk}/", f"/gop-y/cua-toi/{token}/"]) == []


@pytest.mark.slow(reason="publishes an article")
def test_markup_of_a_contribution_is_text_on_the_desk_on_the_own_page_and_on_the_page_made_of_it(district):
    texts = dict.fromkeys(("title", "lead", "text", "author", "organisation"), MARKUP)
    pictures = [a_picture(caption=MARKUP, author=MARKUP, people=MARKUP, people_agree=True)]
    contribution, token = contribute(district, pictures=pictures, sender=replace(FACTS, name=MARKUP), **texts)
    head, editor = make_head(district), make_member(district)
    ask_back(contribution, words=MARKUP, by=head, at=timezone.now())
    reply(contribution, words=MARKUP, token=token, at=timezone.now())
    desk, own = f"/admin/contributions/{contribution.pk}/", f"/gui-bai/cua-toi/{token}/"
    screens = [f"{desk}{path}" for path in ("", "accept/", "ask/", "decline/")]
    assert unescaped_on(browser(head), ["/admin/contributions/", *screens], contact=f"{desk}contact/") == []
    assert unescaped_on(reader(district), [own]) == []
    acting = {"by": editor, "at": timezone.now()}
    opened = open_files(contribution, **acting)
    made = accept(contribution, opened, section=section_of(district), title="", **acting)
    page = NewsArticlePage.objects.get(pk=made.pk)
    page.subject_fields = [a_field()]
    page.save_revision(user=editor)
    publish(page, by=head, author=editor)
    page.refresh_from_db()
    assert unescaped_on(browser(editor), [reverse("wagtailadmin_pages:edit", args=[page.pk])]) == []
    assert unescaped_on(reader(district), [urlsplit(page.full_url).path, own]) == []


@pytest.mark.slow(reason="publishes an event, and opens the question at every place")
def test_markup_of_a_live_question_is_text_on_the_desk_on_the_own_page_and_in_public(district):
    event, head = make_event(district), make_head(district)
    question, token = ask(event, MARKUP, sender=replace(FACTS, name=MARKUP))
    acting = {"by": head, "at": timezone.now()}
    publish_live_question(question, **acting)
    answer_live_question(question, text=MARKUP, **acting)
    desk, one = "/admin/live-questions/", f"{question.pk}/"
    screens = [f"events/{event.pk}/", *(f"{one}{verb}" for verb in ("", "redact/", "withhold/", "answer/"))]
    assert unescaped_on(browser(head), [f"{desk}{path}" for path in screens], contact=f"{desk}{one}contact/") == []
    places = [urlsplit(event.full_url).path, f"/doi-thoai/{event.pk}/cau-hoi/", f"/doi-thoai/cua-toi/{token}/"]
    assert unescaped_on(reader(district), places) == []


@pytest.mark.slow(reason="publishes an article")
def test_markup_of_what_readers_lacked_is_text_on_the_desk(district):
    client, path = reader(district), urlsplit(make_article(district, MARKUP).full_url).path
    lacking = client.post("/danh-gia/trang/", {"trang": path, "giup": "lacking"})
    form = PublicFormOf(client, lacking, {}, name="cau_tra_loi")
    assert client.post(form.address, form.fields | {"words": MARKUP}).status_code == 200
    assert client.post("/danh-gia/", {"content": "2", "words": MARKUP}).status_code == 200
    desk = "/admin/ratings/"
    screens = [desk, f"{desk}words/", f"{desk}{PageFeedback.objects.get().pk}/"]
    assert unescaped_on(browser(make_head(district)), screens) == []
