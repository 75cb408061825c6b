"""Who worked on a portal without a role there is named to its people nowhere: not in reports, histories, locks, editing
sessions or comments (Isolation 1, decision 0089)."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.models import Comment, PageSubscription
from wagtail.users.models import UserProfile

from accounts.models import User
from members.enums import Role
from members.memberships import grant_membership
from tests.admin import browser
from tests.adminsite.private_lists import comment_on
from tests.factories import (
    AT,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    publish_approved_page,
)

pytestmark = pytest.mark.django_db

MARK, OWN = "TenRieng", "NguoiNha"
REPORTS = ("locked_pages", "workflow", "site_history", "aging_pages")


def renamed(person, name):
    User.objects.filter(pk=person.pk).update(first_name=name)
    return User.objects.get(pk=person.pk)


@pytest.fixture(params=["operator", "city_editor"])
def helper(request, district):
    """Somebody who helps on every portal, with a telling name and picture."""
    person = renamed(make_operator() if request.param == "operator" else make_city_editor(), MARK)
    UserProfile.objects.create(user=person, avatar=f"{MARK}.png")
    return person


@pytest.fixture
def pages(district, helper):
    """One that the helper changed, submitted and comments on; one that the helper locked; one that is public."""
    colleague = renamed(make_member(district), OWN)
    changed, locked = (make_article(district, title, published=False) for title in ("Sửa", "Khóa"))
    publish_approved_page(public := make_article(district, "Công khai", published=False), by=make_head(district))
    changed.save_revision(user=colleague, log_action=True)
    changed.title = "Sửa lần nữa"
    changed.save_revision(user=helper, log_action=True)
    changed.get_workflow().start(changed, helper)
    Comment.objects.create(page=changed, user=helper, text="Xem lại", contentpath="title")
    EditingSession.objects.create(content_object=changed, user=helper, last_seen_at=timezone.now(), is_editing=True)
    locked.locked, locked.locked_by, locked.locked_at = True, helper, AT
    locked.save()
    return changed, locked, public


def screens(person, pages, *names):
    """What a person reads of the pages, by the name of the screen: on all of them, or on some and in the session."""
    client, (changed, locked, _public) = browser(person), pages
    state, version = changed.current_workflow_state, changed.get_latest_revision()
    asked = {name: reverse(f"wagtailadmin_reports:{name}") for name in REPORTS} | {
        "history": reverse("wagtailadmin_pages:history", args=[changed.pk]),
        "reviews": reverse("wagtailadmin_pages:workflow_history", args=[changed.pk]),
        "review": reverse("wagtailadmin_pages:workflow_history_detail", args=[changed.pk, state.pk]),
        "editor": reverse("wagtailadmin_pages:edit", args=[changed.pk]),
        "locked": reverse("wagtailadmin_pages:edit", args=[locked.pk]),
        "version": reverse("wagtailadmin_pages:revisions_revert", args=[changed.pk, version.pk]),
        "work": reverse("portals_admin:my_work"),
    }
    read = {name: client.get(address) for name, address in asked.items() if name in (names or asked)}
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["home", "newsarticlepage", changed.pk, 0])
    read["session"] = client.post(ping, {"revision_id": changed.revisions.earliest("pk").pk})
    assert {name: answer.status_code for name, answer in read.items() if answer.status_code != 200} == {}
    # What stands in JSON is escaped.
    return {name: answer.content.decode() for name, answer in read.items()} | {"session": str(read["session"].json())}


@pytest.mark.slow(reason="asks fourteen screens of the admin")
def test_head_of_the_portal_is_told_of_the_body_and_of_colleagues_by_name(district, helper, pages):
    head = make_head(district)
    read = screens(head, pages)
    assert [name for name, text in read.items() if MARK in text] == []
    assert {name for name, text in read.items() if OWN in text} >= {"history", "site_history"}
    told = {name for name, text in read.items() if "đơn vị vận hành" in text.lower()}
    assert told >= {"locked_pages", "workflow", "site_history", "history", "reviews", "editor", "locked", "session"}
    # An operator reads every name, and the head that of who has a role there.
    of_operator = screens(make_operator(), pages, "history")["history"]
    assert MARK in of_operator and OWN in of_operator
    grant_membership(helper, role=Role.EDITOR, portal=district, reason="x", by=None, at=AT)
    read = screens(head, pages, "history", "site_history", "locked")
    assert [name for name, text in read.items() if MARK not in text] == []


def test_history_offers_nobody_who_is_not_named(district, helper, pages):
    page = browser(make_head(district)).get(reverse("wagtailadmin_pages:history", args=[pages[0].pk]))
    offered = set(page.context["filters"].filters["user"].extra["queryset"])
    assert helper not in offered
    assert make_member(district) in offered


def test_mail_about_comments_names_the_body(district, helper):
    page, head = make_article(district, published=False), make_head(district)
    PageSubscription.objects.create(page=page, user=head, comment_notifications=True)
    comment, view = comment_on(page, by=helper)
    changes = {"new_comments": [comment], "resolved_comments": [], "deleted_comments": [], "new_replies": []}
    view.send_commenting_notifications(changes)
    (sent,) = mail.outbox
    assert MARK not in sent.subject + sent.body
    assert sent.subject.startswith("đơn vị vận hành"), repr(sent.subject)


def test_nobody_is_hidden_outside_of_the_admin(district, helper):
    assert str(helper) == helper.get_full_name() == helper.name
    assert make_supervisor().name == str(make_supervisor())
