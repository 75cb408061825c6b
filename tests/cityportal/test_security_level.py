"""What a level of information security asks for: requirements as dated data, state and evidence of each."""

import csv
import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import ANY, patch

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from authentication.list_confirmations import ListDue
from cityportal.conformance.enums import ConformanceState
from cityportal.doctor import disks, services
from cityportal.security_level import judging
from cityportal.security_level import requirements as reading
from cityportal.security_level.judging import JUDGES
from cityportal.security_level.requirements import requirements
from members.enums import Role
from tests.each import each_case
from tests.factories import make_member, make_operator

pytestmark = pytest.mark.django_db

DAY = date(2026, 12, 1)


def run(*arguments):
    out = StringIO()
    try:
        call_command("doctor", *arguments, stdout=out, no_color=True)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def judged(code):
    """State and evidence of one requirement."""
    _name, judge = JUDGES[code]
    return judge(next(one for one in requirements(3, on=DAY) if one.code == code), DAY)


def test_every_requirement_of_the_file_is_judged_and_nothing_else():
    assert {one.code for one in requirements(3, on=DAY)} == JUDGES.keys()


def test_requirement_holds_from_its_first_day_to_its_last(monkeypatch, tmp_path):
    file = tmp_path / "requirements.csv"
    rows = [
        ["level", "code", "amount", "act", "valid_from", "valid_to", "is_verified"],
        ["3", "wrong_tries", "5", "A", "2017-01-01", "2026-12-01", "no"],
        ["3", "wrong_tries", "4", "B", "2026-12-02", "", "yes"],
        ["2", "backup", "", "B", "2026-12-02", "", "yes"],
    ]
    with file.open("w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    monkeypatch.setattr(reading, "_FILE", file)  # the file that ships has rows without an end
    found = {day: [(one.amount, one.act) for one in requirements(3, on=date(2026, 12, day))] for day in (1, 2)}
    assert found == {1: [(5, "A")], 2: [(4, "B")]}


@each_case(
    "code, changed, state",
    [
        ("password_length", {}, "met"),
        ("wrong_tries", {"SIGN_IN_TRIES": 5, "SECOND_FACTOR_TRIES": 5}, "met"),
        ("wrong_tries", {"SIGN_IN_TRIES": 6}, "not_met"),
        ("idle_minutes", {"SESSION_IDLE_MINUTES": 15}, "met"),
        ("idle_minutes_of_administrators", {"SESSION_IDLE_MINUTES_OF_OPERATORS": 6}, "not_met"),
        ("unused_days", {}, "met"),
        ("account_list_months", {}, "met"),
        ("monitoring", {"METRICS_TOKEN": "of-monitoring"}, "unknown"),
        ("monitoring", {"METRICS_TOKEN": ""}, "not_met"),
        ("second_factor", {"SECOND_FACTOR_ROLES": ["operator"]}, "not_met"),
        ("transport", {"PUBLIC_SCHEME": "http"}, "not_met"),
        ("uploads", {"CLAMD_URL": ""}, "not_met"),
        ("backup", {"BACKUP_TARGETS": []}, "not_met"),
        ("restore_drill", {"BACKUP_TARGETS": []}, "not_met"),
        ("errors_without_detail", {"DEBUG": True}, "not_met"),
        ("security_contact", {"SECURITY_CONTACTS": ["mailto:an@example.vn"]}, "met"),
        ("log_months", {}, "unknown"),
    ],
)
def test_setting_decides(settings, code, changed, state):
    for name, value in changed.items():
        setattr(settings, name, value)
    result = judged(code)
    assert result.state == state
    assert result.evidence


def test_account_that_lacks_its_second_factor_is_the_evidence(district, settings):
    settings.SECOND_FACTOR_ROLES = ["operator", "supervisor", "city_editor", "portal_admin", "head", "deputy"]
    person = make_member(district, role=Role.PORTAL_ADMIN)
    result = judged("second_factor")
    assert result.state == ConformanceState.NOT_MET
    assert person.username in result.evidence


def test_account_that_nobody_suspends_and_list_that_nobody_confirms_are_counted(district):
    person = make_member(district)
    long_ago = timezone.now() - timedelta(days=60)
    type(person).objects.filter(pk=person.pk).update(last_login=long_ago, date_joined=long_ago)
    assert judged("unused_days") == (ConformanceState.NOT_MET, ANY)
    with patch.object(judging, "lists_due", return_value={1: ListDue(1, date(2026, 11, 30), date(2026, 11, 16))}):
        assert judged("account_list_months") == (ConformanceState.NOT_MET, ANY)
        assert judged("account_list_months").evidence.endswith("1.")


def test_command_says_what_is_not_met_and_that_nobody_compared_the_act(settings):
    settings.METRICS_TOKEN = ""
    code, out = run("--level", "3")
    assert code == 1
    assert "✗ Giám sát có cảnh báo: " in out
    assert "TCVN 11930:2017" in out
    code, out = run("--level", "3", "--json")
    told = json.loads(out)
    assert (code, told["conforms"]) == (1, False)
    assert {one["code"] for one in told["requirements"]} == JUDGES.keys()


def test_level_of_which_nothing_is_known_is_refused():
    with pytest.raises(CommandError, match="5"):
        run("--level", "5")


@each_case("arguments", [("--level", "3", "--yearly"), ("bennghe", "--level", "0")])
def test_one_thing_is_asked_at_a_time(arguments):
    with pytest.raises(CommandError, match="--yearly"):
        run(*arguments)


def test_nothing_is_judged_where_tables_are_missing(monkeypatch):
    monkeypatch.setattr(services, "probe_migrations", lambda: "behind")
    for arguments in (("--level", "3"), ("--yearly",), ("bennghe",)):
        code, out = run(*arguments)
        assert (code, out.count("✗")) == (1, 1)


def test_full_disk_is_not_met(monkeypatch):
    monkeypatch.setattr(disks, "fullness", lambda: {Path("/"): 100})
    assert judged("disk_warning").state == ConformanceState.NOT_MET


@pytest.mark.slow(reason="examines the installation")
def test_review_of_the_year_counts_what_happened_in_it_and_asks_what_people_decide(district):
    make_operator()
    code, out = run("--yearly")
    assert code == 0
    assert out.startswith("# Rà soát")
    assert out.count("\n## ") == 10
    assert "- [ ] " in out
