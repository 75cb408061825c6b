"""Accounts that are saved while somebody else closes them, changes their rights or their password."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from accounts.errors import SavedWhole
from accounts.models import User
from audit.models import TryCount
from authentication import session_time
from authentication.suspension.actions import suspend_account
from authentication.views import account, holding
from members.enums import Role
from members.memberships import grant_membership, withdraw_membership
from members.models import Membership
from notifications.models import NoticePreference
from tests.admin import browser, is_refused, told
from tests.authentication.accounts_meanwhile import OWN
from tests.factories import make_member, make_operator, make_user
from tests.meanwhile import after, at_once, pausing_after

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
ENDED = "Quyền truy cập của bạn vừa thay đổi"


def post_own(client):
    return client.post(reverse("wagtailadmin_account"), OWN)


def edit(client, person, **values):
    sent = {"username": person.username, "email": person.email, "first_name": "Mới", "last_name": "Lê"}
    return client.post(reverse("wagtailusers_users:edit", args=[person.pk]), sent | values)


def suspend(person):
    suspend_account(User.objects.get(pk=person.pk), by=make_operator(), at=timezone.now(), reason="Lộ mật khẩu")


def stored(person):
    return User.objects.get(pk=person.pk)


@pytest.fixture
def editor(portal):
    return make_member(portal)


@pytest.fixture
def client(editor):
    return browser(editor)


@pytest.fixture
def once_the_request_read_its_account(monkeypatch):
    return lambda deed: monkeypatch.setattr(session_time, "note_step", lambda *args, **kwargs: deed())


def test_own_account_page_does_not_undo_a_suspension(editor, client, once_the_request_read_its_account):
    once_the_request_read_its_account(lambda: suspend(editor))
    assert ENDED in told(post_own(client))
    assert (stored(editor).is_active, stored(editor).first_name) == (False, editor.first_name)


def test_own_account_page_does_not_undo_a_new_password(editor, client, once_the_request_read_its_account):

    def change():
        owner = stored(editor)
        owner.set_password("mot-mat-khau-khac-2026")
        owner.save(update_fields=["password"])

    once_the_request_read_its_account(change)
    assert ENDED in told(post_own(client))
    assert stored(editor).check_password("mot-mat-khau-khac-2026")


def test_try_of_the_old_password_is_counted_though_nothing_is_saved(editor, client, once_the_request_read_its_account):
    once_the_request_read_its_account(lambda: suspend(editor))
    sent = dict.fromkeys(("password-new_password1", "password-new_password2"), "mot-mat-khau-khac-2026")
    client.post(reverse("wagtailadmin_account"), OWN | sent | {"password-old_password": "sai"})
    assert TryCount.objects.get().number == 1


def test_own_account_page_does_not_bring_back_the_rights_of_an_operator(portal, once_the_request_read_its_account):
    person, _other = make_user("truoc.van.hanh"), make_operator()
    role = grant_membership(person, role=Role.OPERATOR, portal=None, reason="Vận hành", by=None, at=timezone.now())
    client = browser(stored(person))
    once_the_request_read_its_account(
        lambda: withdraw_membership(role, by=None, at=timezone.now(), reason="Hết nhiệm vụ")
    )
    post_own(client)
    assert not stored(person).is_superuser


def test_form_of_operators_does_not_undo_a_suspension(editor):
    client = browser(make_operator())
    with hooks.register_temporarily("before_edit_user", lambda request, user: suspend(user)):
        assert edit(client, editor).status_code == 302
    assert (stored(editor).is_active, stored(editor).first_name) == (False, "Mới")


def test_who_is_no_operator_any_more_edits_no_account(editor, once_the_request_read_its_account):
    operator = make_operator()
    client = browser(operator)
    grant_membership(make_user("khac"), role=Role.OPERATOR, portal=None, reason="x", by=None, at=timezone.now())
    role = Membership.objects.get(user=operator)
    once_the_request_read_its_account(
        lambda: withdraw_membership(role, by=None, at=timezone.now(), reason="Hết nhiệm vụ")
    )
    assert is_refused(edit(client, editor))
    assert stored(editor).first_name == editor.first_name


def test_account_is_saved_by_naming_what_is_saved(portal):
    before = make_user("lan")
    suspend(before)
    with pytest.raises(SavedWhole):
        before.save()
    # As Django's own commands do.
    before.set_password("mot-mat-khau-khac-2026")
    before.save()
    assert (stored(before).is_active, stored(before).check_password("mot-mat-khau-khac-2026")) == (False, True)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_suspends_waits_for_a_page_that_is_being_saved(editor, client, monkeypatch):
    make_operator()
    held = pausing_after(monkeypatch, holding, "lock_actor")
    assert at_once(lambda: post_own(client), after(held, lambda: suspend(editor))) == [None, None]
    assert (stored(editor).is_active, stored(editor).first_name) == (False, "Mới")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_first_choice_of_mail_is_saved_by_two_pages_at_once(editor, monkeypatch):
    clients = browser(editor), browser(editor)
    asked = pausing_after(monkeypatch, account.DigestPanel, "get_form")
    answers = []
    at_once(
        lambda: answers.append(post_own(clients[0]).status_code),
        after(asked, lambda: answers.append(post_own(clients[1]).status_code)),
    )
    assert (answers, NoticePreference.objects.filter(user=editor).count()) == ([302, 302], 1)
