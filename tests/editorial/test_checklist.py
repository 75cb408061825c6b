"""The board answers the checklist before it approves; the answers and what the checks found stay with the approval."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale

from editorial.enums import ApprovalKind, ProposalKind
from editorial.errors import ChecklistIncomplete, ContentBlocked
from editorial.forms.checklist import ApprovalForm
from editorial.models import Approval, ProposedChange
from editorial.review.checklist import CHECKLIST_ITEMS, answered, check_answers, questions_for
from editorial.review.findings import findings_of
from home.models import PortalBranding
from library.models import PortalImage
from provisioning.portal_states import open_portal
from sites.tree import content_type_of
from tests.admin import browser, told
from tests.each import each_case
from tests.editorial.review_variants import is_live
from tests.factories import AT, DISTRICT, all_answered, make_article, make_head, make_portal

pytestmark = pytest.mark.django_db

LEGACY = "Céng hßa x· héi chñ nghÜa ViÖt Nam"


def in_review(portal, **values):
    article = make_article(portal, "Lịch tiêm chủng", published=False, **values)
    article.get_workflow().start(article, article.owner)
    return article


def address(name, article, action="approve"):
    return reverse(name, args=[article.pk, action, article.current_workflow_task_state.pk])


def act(article, user, **answers):
    task_state = article.current_workflow_task_state
    task_state.task.specific.on_action(task_state, user, "approve", **answers)


def in_editor(client, article, extra, **values):
    """Approve by the page editor, as its script does: the answers come as JSON from the browser."""
    # The fields of a draft stand in its versions alone.
    fields = article.get_latest_revision_as_object().subject_fields.all()
    form = {
        "title": article.title, "slug": article.slug, "lead": article.lead, "source_agency": article.source_agency,
        "subject_fields": [row.pk for row in fields],
        "body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
        "action-workflow-action": "true", "workflow-action-name": "approve", "workflow-action-extra-data": extra,
    }  # fmt: skip
    return client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form | values)


def test_approval_keeps_answers_findings_and_remark(district):
    article = in_review(district, lead="Theo VnExpress.")
    act(article, make_head(district), **all_answered() | {"english": "needed"}, comment="Đăng ngay.")
    approval = Approval.objects.get(object_id=str(article.pk))
    assert approval.checklist == all_answered() | {"english": "needed"}
    assert [finding["code"] for finding in approval.findings] == ["outside_source"]
    assert approval.findings[0]["place"] == "Sapo"
    assert approval.remark == "Đăng ngay."
    assert is_live(article)


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_nothing_is_approved_without_a_real_answer_to_each_question(district):
    article, head = in_review(district), make_head(district)
    for question in CHECKLIST_ITEMS:
        for answer in (None, False, "", "true", "on", 1, [], {}):
            with pytest.raises(ChecklistIncomplete) as refusal:
                act(article, head, **all_answered() | {question.code: answer})
            assert refusal.value.missing == [question.text]
    with pytest.raises(ChecklistIncomplete, match="bí mật nhà nước"):
        act(article, head)
    assert not is_live(article)
    assert not Approval.objects.filter(object_id=str(article.pk)).exists()


def test_what_the_checks_call_blocking_is_neither_offered_for_approval_nor_approved(district):
    article = in_review(district, lead=LEGACY)
    html = browser(make_head(district)).get(address("wagtailadmin_pages:workflow_action", article)).json()["html"]
    assert "TCVN3" in html
    assert "<form" not in html
    with pytest.raises(ContentBlocked, match="TCVN3"):
        act(article, make_head(district), **all_answered())
    assert not is_live(article)


def test_english_pages_and_other_things_are_asked_what_fits(district):
    article = make_article(district, published=False)
    asked = {question.code for question in questions_for(article)}
    article.locale = Locale.objects.get(language_code="en")
    assert asked - {question.code for question in questions_for(article)} == {"english"}
    assert asked - {question.code for question in questions_for(district)} == {"title", "english"}
    assert set(check_answers(district, all_answered() | {"unknown": True})) == asked - {"title", "english"}


@each_case(
    ("model", "values", "asked"),
    [
        (PortalImage, {"description": "Một mảng đỏ"}, {"accurate", "personal_data", "pictures"}),
        (PortalImage, {"credit": "Tổ Đồ họa"}, {"rights"}),
        (PortalImage, {"title": "Mảng", "credit": "Tổ Đồ họa"}, {"accurate", "personal_data", "rights"}),
        (PortalImage, {"focal_point_x": 10}, set()),
        # Nobody may have approved the picture on a page before.
        (PortalBranding, {"logo": 1, "accent": "#112233"}, {"accurate", "no_secret", "personal_data", "rights"}),
        (PortalBranding, {"accent": "#112233"}, set()),
    ],
)
def test_proposals_are_asked_what_their_changed_fields_raise(district, model, values, asked):
    change = ProposedChange(content_type=content_type_of(model), kind=ProposalKind.CHANGE, values=values)
    assert {question.code for question in questions_for(change)} == asked


def test_kept_answers_are_read_in_words_those_to_unknown_questions_too():
    rows = [tuple(map(str, row)) for row in answered({"no_secret": True, "english": "needed", "former": "x"})]
    assert [row[1:] for row in rows] == [("6.6; 13.1.b", "Đã xác nhận"), ("11.2", "Cần có"), ("", "x")]


def test_modal_shows_findings_and_questions(district):
    article = in_review(district, lead="Theo VnExpress.")
    for name in ("wagtailadmin_pages:collect_workflow_action_data", "wagtailadmin_pages:workflow_action"):
        html = browser(make_head(district)).get(address(name, article)).json()["html"]
        assert "VnExpress" in html
        assert 'name="no_secret"' in html
        assert "<form" in html


def test_page_beside_the_checklist_has_no_bar_of_wagtail_over_it_and_its_preview_elsewhere_has(district):
    article, head = in_review(district), browser(make_head(district))
    modal = head.get(address("wagtailadmin_pages:collect_workflow_action_data", article)).json()["html"]
    shown = head.get(BeautifulSoup(modal, "html.parser").find("iframe")["src"]).content.decode()
    assert article.title in shown
    preview = head.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk])).content.decode()
    assert ["wagtail-userbar" in page for page in (shown, preview)] == [False, True]


def test_modal_of_another_portal_is_closed(city, district):
    article = in_review(district, lead="Bí mật của quận")
    for name in ("wagtailadmin_pages:collect_workflow_action_data", "wagtailadmin_pages:workflow_action"):
        answer = browser(make_head(city)).get(address(name, article))
        assert answer.status_code in {302, 403, 404}
        assert "Bí mật của quận" not in answer.content.decode()


def test_unanswered_modal_comes_back_with_what_is_missing_and_is_refused_in_words_without_a_script(district):
    article, head = in_review(district), browser(make_head(district))
    sent = all_answered() | {"comment": "Giữ lại"}
    del sent["rights"]
    for name in ("wagtailadmin_pages:collect_workflow_action_data", "wagtailadmin_pages:workflow_action"):
        answer = head.post(address(name, article), sent, headers={"x-requested-with": "XMLHttpRequest"})
        html = answer.json()["html"]
        assert html.count("error-message") == 1
        assert "Giữ lại" in html
    answer = head.post(address("wagtailadmin_pages:workflow_action", article), follow=True)
    assert "Chưa phê duyệt" in answer.content.decode()
    assert not is_live(article)


def test_answered_modal_of_the_editor_hands_the_answers_to_the_editor(district):
    article = in_review(district)
    where = address("wagtailadmin_pages:collect_workflow_action_data", article)
    answer = browser(make_head(district)).post(where, all_answered(), headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json()["cleaned_data"] == all_answered() | {"comment": ""}
    assert not is_live(article)


def test_editor_approves_with_answers(district):
    article = in_review(district)
    answer = in_editor(browser(make_head(district)), article, json.dumps(all_answered() | {"comment": "Được"}))
    assert answer.status_code == 302
    assert is_live(article)
    assert Approval.objects.get(object_id=str(article.pk)).remark == "Được"


FORGED = [
    "{}", "", "null", "[]", "{", '{"user": 1}', '{"self": 1, "task_state": 2}',
    json.dumps(all_answered() | {"rights": "true"}),
    json.dumps({code: answer for code, answer in all_answered().items() if code != "accurate"}),
]  # fmt: skip


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_forged_answers_of_the_editor_are_refused_in_words(district):
    article, client = in_review(district), browser(make_head(district))
    before = article.revisions.count()
    for extra in FORGED:
        answer = in_editor(client, article, extra)
        assert answer.status_code == 200, extra
        assert "Chưa " in told(answer), extra
    assert not is_live(article)
    assert article.revisions.count() == before
    assert not Approval.objects.filter(object_id=str(article.pk)).exists()


def test_refused_approval_in_the_editor_loses_nothing_typed(district):
    article = in_review(district)
    before = article.revisions.count()
    answer = in_editor(browser(make_head(district)), article, json.dumps(all_answered()), lead="Trưởng ban gõ dở.")
    assert "Trưởng ban gõ dở." in answer.content.decode()
    assert told(answer)
    assert article.revisions.count() == before
    assert not is_live(article)


def test_one_button_approves(district):
    article = in_review(district)
    task = article.current_workflow_task_state.task.specific
    assert [name for name, _label, modal in task.get_actions(article, make_head(district)) if modal] == [
        "reject",
        "approve",
    ]


def test_return_without_a_word_is_asked_for_one_and_refused_in_words_without_a_script(district):
    article = in_review(district)
    client, key = browser(make_head(district)), [article.pk, "reject", article.current_workflow_task_state.pk]
    dialog = reverse("wagtailadmin_pages:collect_workflow_action_data", args=key)
    script = {"headers": {"x-requested-with": "XMLHttpRequest"}}
    assert "Ghi rõ cần sửa gì" in client.post(dialog, {"comment": " "}, **script).json()["html"]
    taken = client.post(dialog, {"comment": "Thiếu nguồn."}, **script).json()
    assert taken["cleaned_data"] == {"comment": "Thiếu nguồn."}
    answer = client.post(reverse("wagtailadmin_pages:workflow_action", args=key), follow=True)
    assert "Ghi rõ cần sửa gì" in answer.content.decode()
    assert article.workflow_in_progress


def test_opening_asks_the_checklist_and_keeps_the_same_answers_with_every_page(city):
    portal = make_portal(DISTRICT, opened=False)
    head = make_head(portal)
    answer = browser(head).post(reverse("portals_admin:open", args=[portal.pk]), {"approved": "on"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {question.code for question in CHECKLIST_ITEMS}
    with pytest.raises(ChecklistIncomplete):
        open_portal(portal, by=head, at=AT, checklist={})
    open_portal(portal, by=head, at=AT, checklist=all_answered())
    kept = Approval.objects.filter(portal=portal, kind=ApprovalKind.OPENING)
    assert kept.exists()
    assert all(approval.checklist == all_answered() for approval in kept)


def test_starter_tree_of_a_portal_has_nothing_that_blocks(city):
    pages = city.container.get_descendants().specific()
    assert [(str(page), found.code) for page in pages for found in findings_of(page) if found.is_blocking] == []


def test_fields_of_the_form_are_the_questions_the_time_and_the_remark():
    assert list(ApprovalForm().fields) == [*(question.code for question in CHECKLIST_ITEMS), "go_live_at", "comment"]
