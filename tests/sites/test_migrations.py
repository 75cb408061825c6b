"""What migrations write: frozen rows as an installation has them today, periods set right."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from sites.models import BoardSeat, Membership
from sites.reference import hostname_rules, portal_kinds
from tests.factories import CITY, make_head, make_member, make_portal


@pytest.mark.both_engines
def test_frozen_rows_are_those_that_an_installation_has_today(db):
    """Until the data change: then this test goes, and `ensure_installation` alone lays down what is new."""
    frozen = import_module("sites.migrations.0002_kinds_and_hostname_rules")
    assert {row[0] for row in frozen.KINDS} == {kind.code for kind in portal_kinds()}
    assert {row[:3] for row in frozen.RULES} == {(rule.kind, rule.profile, rule.pattern) for rule in hostname_rules()}


@pytest.mark.sqlite
@pytest.mark.django_db
def test_periods_that_run_backwards_are_closed():
    portal = make_portal(CITY, opened=False)
    role = Membership.objects.get(user=make_member(portal))
    seat = BoardSeat.objects.get(user=make_head(portal))
    with connection.cursor() as cursor:
        # Rows from before the constraint.
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        Membership.objects.update(valid_until=date(2026, 11, 1))
        BoardSeat.objects.update(valid_until=date(2026, 11, 1))
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
    import_module("sites.migrations.0005_close_periods_that_run_backwards").close(apps, None)
    role.refresh_from_db()
    seat.refresh_from_db()
    assert (role.valid_until, role.withdrawn_at) == (date(2026, 11, 2), role.granted_at)
    assert (seat.valid_until, timezone.localtime(seat.ended_at).date()) == (date(2026, 11, 2), date(2026, 11, 2))
    assert not BoardSeat.objects.in_force(on=date(2026, 11, 2)).exists()
