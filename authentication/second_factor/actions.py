"""Verbs of the second factor at sign-in: a code from an app beside the password (Regulation 20.1).

The account is locked first in each of them: two who use one code at the same moment come one after the other, and the
second finds it used. Events stand in the record of the whole city: an account is nobody's alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from audit.client_address import current_address
from audit.errors import ReasonMissing, TooManyTries
from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.throttling import Limit, hit, hit_within, reset, reset_within
from authentication.enums import AccountEventKind
from authentication.errors import CodeWrong, OwnSecondFactor, SecondFactorOff, SecondFactorOn
from authentication.models import SecondFactor
from authentication.throttled_actions import SECOND_FACTOR, TELLING_LOCKED
from authentication.totp import as_digits, consume_backup_code, matching_step, new_backup_codes
from members.access.actor import lock_actor
from members.errors import AccessEnded


@contextmanager
def code_tried(account: User, *, at: datetime) -> Iterator[None]:
    """Count a try of a code before it is made: for the account whatever the address, who tries has the password
    already; and for the address, so that who has many passwords tries no more codes than that.

    One that fails is recorded as a sign-in that failed, the last one as a lock besides; one that succeeds forgets the
    others of the account. Stands outside the transaction of the try.

    Raises:
        TooManyTries: there were too many already.
    """
    name, address = str(account.pk), current_address()
    last = hit(SECOND_FACTOR, name, address=address, at=at)
    try:
        yield
    except CodeWrong:
        record_event(
            AccountEventKind.SIGN_IN_FAILED,
            portal=None,
            at=at,
            by=None,
            user=account.get_username(),
            tried=SECOND_FACTOR.code,
        )
        if last is not None:
            _record_lock(account, of=last, at=at)
        raise
    reset(SECOND_FACTOR, name, address=address)


@transaction.atomic
def accept_code(account: User, typed: str, *, at: datetime) -> tuple[User, int | None]:
    """Use a code of an account up. Returns the account as it is now, and of a backup code how many are left.

    Raises:
        CodeWrong: it is none, or was used, or its time is over, or the account has no second factor: one answer to all.
        SecondFactorUnreadable: the key of the account cannot be read.
        AccessEnded: the account was closed, or got another password, since it was read.
    """
    stored = _held(account)
    return stored, _use(stored, typed, at=at)


@transaction.atomic
def switch_on(account: User, *, key: str, typed: str, at: datetime) -> list[str]:
    """Give the own account a second factor. Ends its other sessions, and tells the person by mail.

    Returns the backup codes, shown this once.

    Raises:
        CodeWrong: the code is not one of the key's: the app has another, or another time.
        SecondFactorOn: it has one.
        AccessEnded: as above.
    """
    stored = _held(account)
    if stored.second_factor_since is not None:
        raise SecondFactorOn
    step = matching_step(key, as_digits(typed), at=at, after=0)
    if step is None:
        raise CodeWrong
    codes = new_backup_codes()
    # One without its date is a remnant: `second_factor_since` decides.
    SecondFactor.objects.filter(user=stored).delete()
    factor = SecondFactor(user=stored, last_step=step)
    factor.put_codes(key, codes)
    factor.save()
    stored.second_factor_since = at
    stored.session_epoch += 1
    stored.save(update_fields=["second_factor_since", "session_epoch"])
    _record(AccountEventKind.SECOND_FACTOR_ON, stored, by=stored, at=at)
    account.second_factor_since, account.session_epoch = stored.second_factor_since, stored.session_epoch
    return codes


@transaction.atomic
def renew_backup_codes(account: User, *, typed: str, at: datetime) -> list[str]:
    """Put new backup codes in the place of the former ones, and tell the person by mail. Returns them, shown this once.

    Raises:
        CodeWrong, SecondFactorUnreadable, AccessEnded: as `accept_code` says.
    """
    stored = _held(account)
    _use(stored, typed, at=at)
    factor = SecondFactor.objects.get(user=stored)
    codes = new_backup_codes()
    factor.put_codes(factor.opened()[0], codes)
    factor.save(update_fields=SecondFactor.SEALED_FIELDS)
    _record(AccountEventKind.BACKUP_CODES_RENEWED, stored, by=stored, at=at)
    return codes


@transaction.atomic
def switch_off(account: User, *, typed: str, at: datetime) -> None:
    """Take the second factor off the own account, and tell the person by mail.

    Raises:
        CodeWrong, SecondFactorUnreadable, AccessEnded: as `accept_code` says.
    """
    stored = _held(account)
    _use(stored, typed, at=at)
    _drop(stored)
    _record(AccountEventKind.SECOND_FACTOR_OFF, stored, by=stored, at=at)


@transaction.atomic
def take_off(account: User, *, by: User | None, at: datetime, reason: str) -> None:
    """Take the second factor off the account of a person who lost it. Ends its sessions, and tells the person by mail.

    An account that is closed stays closed.

    Raises:
        ReasonMissing: no reason given.
        OwnSecondFactor: the own one is switched off, with a code.
        SecondFactorOff: there is none.
        AccessEnded: whoever takes it off lost the access just now.
    """
    if not reason.strip():
        raise ReasonMissing
    if by is not None and by.pk == account.pk:
        raise OwnSecondFactor
    stored = lock_actor(by, also=account).get(account.pk)
    if stored is None or stored.second_factor_since is None:
        raise SecondFactorOff
    stored.session_epoch += 1
    stored.save(update_fields=["session_epoch"])
    _drop(stored)
    reset_within(SECOND_FACTOR, str(stored.pk))
    _record(AccountEventKind.SECOND_FACTOR_TAKEN_OFF, stored, by=by, at=at, reason=reason)


def _record_lock(account: User, *, of: Limit, at: datetime) -> None:
    """Record that codes are refused for a while. The person is told by mail that somebody has the password, once a day:
    whoever goes on fills no mailbox. Where the network is locked no account is named, as with passwords."""
    is_own = of == Limit.OF_ACCOUNT
    named = {"user": account.get_username()} if is_own else {}
    event = record_event(
        AccountEventKind.SIGN_IN_LOCKED, portal=None, at=at, by=None, tried=SECOND_FACTOR.code, locked=of, **named
    )
    with suppress(TooManyTries):
        if is_own:
            hit_within(TELLING_LOCKED, str(account.pk), limit=1, period=timedelta(days=1), at=at)
            enqueue_on_commit("authentication.tasks.tell_of_sign_in_change", event.pk)


def _held(account: User) -> User:
    stored = lock_actor(account).get(account.pk)
    if stored is None:
        raise AccessEnded
    return stored


def _use(stored: User, typed: str, *, at: datetime) -> int | None:
    """Use a code up; the account is locked. Returns of a backup code how many are left, and records that it was one."""
    factor = SecondFactor.objects.filter(user=stored).first()
    code = as_digits(typed)
    if factor is None or stored.second_factor_since is None or not code:
        raise CodeWrong
    key, digests = factor.opened()
    step = matching_step(key, code, at=at, after=factor.last_step)
    if step is not None:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        return None
    left = consume_backup_code(key, digests, code)
    if left is None:
        raise CodeWrong
    factor.put(key, digests=left)
    factor.save(update_fields=SecondFactor.SEALED_FIELDS)
    # Paper is copied unseen: whose codes come from it stands in the record.
    record_event(AccountEventKind.BACKUP_CODE_USED, portal=None, at=at, by=stored, user=stored.get_username())
    return len(left)


def _drop(stored: User) -> None:
    SecondFactor.objects.filter(user=stored).delete()
    stored.second_factor_since = None
    stored.save(update_fields=["second_factor_since"])


def _record(kind: str, account: User, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Write the event, and tell the person by mail."""
    event = record_event(kind, portal=None, at=at, by=by, reason=reason, user=account.get_username())
    enqueue_on_commit("authentication.tasks.tell_of_sign_in_change", event.pk)
