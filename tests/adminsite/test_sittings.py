"""What one person saves in one sitting is one line of a page's history, and never what was decided on."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from adminsite.sittings import SAVE, LogEntry, sittings_of
from editorial.permissions import is_author_of
from editorial.queries import decided_versions
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_article, make_head, make_member

AT = datetime(2026, 11, 23, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
AN, BINH = 1, 2


def entries(*told):
    """Entries by user, minutes after eight, version and, where it is not a save, what was done."""
    return [
        LogEntry(number, rest[0] if rest else SAVE, user, AT + timedelta(minutes=minutes), version, window=None)
        for number, (user, minutes, version, *rest) in enumerate(told, 1)
    ]


@each_case(
    ("told", "found"),
    [
        ([(AN, 0, 1), (AN, 20, 2), (AN, 45, 3)], [[1, 2, 3]]),
        ([(AN, 0, 1), (AN, 31, 2)], [[1], [2]]),
        ([(AN, 0, 1), (BINH, 1, 2), (AN, 2, 3)], [[1], [2], [3]]),
        ([(AN, 0, 1), (AN, 1, 1, "wagtail.workflow.start"), (AN, 2, 2)], [[1], [3]]),
        ([(AN, 0, 9), (AN, 1, 2), (AN, 2, 3)], [[1], [2, 3]]),
        ([(None, 0, 1), (None, 1, 2)], [[1], [2]]),
    ],
    ids=["one sitting", "after a pause", "somebody between", "submitted between", "decided on", "nobody"],
)
def test_sitting_is_of_one_person_without_a_pause_and_ends_with_what_is_decided_on(told, found):
    sittings = sittings_of(entries(*told), decided={9})
    assert [[entry.key for entry in sitting.entries] for sitting in sittings] == found


def test_window_that_saves_over_its_own_version_is_one_sitting_however_long():
    saves = [LogEntry(key, SAVE, AN, AT + timedelta(hours=key), 1, window="a") for key in (1, 2, 3)]
    (sitting,) = sittings_of(saves, decided=())
    assert (sitting.first.key, sitting.last.key, sitting.earlier) == (1, 3, set())


def save(page, user, lead, at):
    """Save a version as the editor does; with its key."""
    page = page.specific_class.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.lead = lead
    revision = page.save_revision(user=user, log_action=True)
    PageLogEntry.objects.filter(revision=revision).update(timestamp=at)
    return revision


@pytest.mark.slow(reason="draws the history of a page")
@pytest.mark.django_db
def test_history_has_a_line_for_a_sitting_compared_with_what_was_before_it(district):
    page, editor, head = make_article(district, published=False), make_member(district), make_head(district)
    before = page.get_latest_revision()
    drafts = [save(page, editor, f"Bản {number}", AT + timedelta(minutes=number)) for number in range(3)]
    by_head = save(page, head, "Bản của trưởng ban", AT + timedelta(minutes=5))
    answer = browser(head).get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    saved = [row for row in answer.context["object_list"] if row.action == SAVE and row.revision_id >= drafts[0].pk]
    assert [(row.revision_id, row.user_id) for row in saved] == [(by_head.pk, head.pk), (drafts[-1].pk, editor.pk)]
    html = answer.content.decode()
    assert "08:00, 23/11/2026" in html
    for older, newer in ((before, drafts[-1]), (drafts[-1], by_head)):
        assert reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, older.pk, newer.pk]) in html
    # Every version is kept: who wrote part of what stands in the last does not approve it.
    assert page.revisions.filter(pk__in=[draft.pk for draft in drafts]).count() == len(drafts)
    assert is_author_of(editor, page, by_head)


@pytest.mark.django_db
def test_what_was_submitted_keeps_its_line(district):
    page, editor = make_article(district, published=False), make_member(district)
    submitted = save(page, editor, "Bản trình", AT)
    page.get_workflow().start(page.specific_class.objects.get(pk=page.pk), editor)
    PageLogEntry.objects.filter(page=page, action="wagtail.workflow.start").delete()
    last = save(page, editor, "Sửa thêm", AT + timedelta(minutes=1))
    assert decided_versions(page) == {submitted.pk}
    answer = browser(editor).get(reverse("wagtailadmin_pages:history", args=[page.pk]))
    shown = [row.revision_id for row in answer.context["object_list"] if row.action == SAVE]
    assert shown[:2] == [last.pk, submitted.pk]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["page", "another"])
def test_who_has_a_page_open_is_led_to_what_somebody_else_saved(city, district, kind):
    page, editor, head = make_article(district, published=False), make_member(district), make_head(district)
    opened = page.get_latest_revision()
    saved = save(page, editor, "Bản mới", AT)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["home", "newsarticlepage", page.pk, 0])
    sent = {"revision_id": opened.pk} if kind == "page" else {"revision_id": saved.pk}
    html = browser(head).post(ping, sent).json()["html"]
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, opened.pk, saved.pk])
    assert (address in html, str(editor) in html) == (kind == "page", kind == "page")
