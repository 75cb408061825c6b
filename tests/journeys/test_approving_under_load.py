"""A server that is slow to answer: what the editor saves by itself comes in beside a decision, and leaves no draft."""

import re

from playwright.sync_api import Route, expect

from tests.factories import make_article, make_head, make_member

EDITOR = re.compile(r"/edit/$")
# Says when Wagtail begins to look for changes, some seconds after the form is there.
WATCHED = "addEventListener('w-unsaved:watch-edits', () => { document.documentElement.dataset.watched = ''; })"
SEND = "async ([address, sent]) => (await fetch(address, sent)).json()"


def test_approval_beside_an_autosave_that_is_late_leaves_no_draft(portal, desk_of):
    article = make_article(portal, "Lịch thu gom rác", published=False)
    article.get_workflow().start(article, make_member(portal))
    submitted, approver = article.latest_revision_id, make_head(portal)
    head, held = desk_of(approver), []
    sent: list[str] = []

    def hold_autosaves(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        if "json" in route.request.headers["accept"]:
            held.append(route)
        else:
            sent.append(route.request.url)
            route.continue_()

    head.page.add_init_script(WATCHED)
    head.open("wagtailadmin_pages:edit", article.pk)
    expect(head.page.locator("html[data-watched]")).to_be_attached()
    head.page.route(EDITOR, hold_autosaves)
    # A blank that no version holds: what is sent says what was submitted.
    with head.page.expect_request(EDITOR):
        head.title.press("End")
        head.title.press("Space")
    head.answer_checklist().click(no_wait_after=True)
    expect(head.page.locator("input[name='action-workflow-action']")).to_be_attached()
    assert len(held) == 1
    assert sent == [], "the decision waits for the autosave"

    autosave = held[0].request
    held[0].continue_()
    expect(head.page.locator(".messages .success")).to_be_visible()
    assert len(sent) == 1
    # The same once more, which the server took up only after the decision.
    head.page.unroute(EDITOR)
    kept = {name: autosave.headers[name] for name in ("accept", "content-type", "x-csrftoken")}
    late = head.page.evaluate(SEND, [autosave.url, {"method": "POST", "headers": kept, "body": autosave.post_data}])
    assert late == {"success": True, "pk": article.pk}

    article.refresh_from_db()
    assert article.live
    assert not article.has_unpublished_changes
    assert article.latest_revision_id == article.live_revision_id == submitted
    assert article.latest_revision.user != approver
