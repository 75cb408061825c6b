"""How one portal meets the common standards: named checks, for people, programs and the screen of supervisors."""

import json
from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from audit.events import record_event
from cityportal.backups.enums import BackupEventKind
from cityportal.conformance import facts
from cityportal.conformance.accessibility import Problems, problems_of, problems_on
from cityportal.conformance.checks import CHECKS
from cityportal.conformance.enums import ConformanceState
from cityportal.conformance.facts import read_facts
from cityportal.conformance.results import examine_portals, in_state, results_of
from cityportal.doctor.outside import Answer
from cityportal.models import PortalConformance
from home.models import PortalHomePage
from information.models import LinkReport
from members.enums import Role
from sites.directory import forget_directory, get_directory
from sites.enums import PortalState
from sites.models import Portal
from tests.admin import browser, is_shut
from tests.each import each_case
from tests.factories import (
    AT,
    CITY,
    DEPARTMENT,
    DISTRICT,
    WARD,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
    publish_approved_page,
)

pytestmark = pytest.mark.django_db

LIST = reverse("conformance")


@pytest.fixture
def district(district, settings):
    settings.PUBLIC_SCHEME, settings.CHECK_EXTERNAL_LINKS = "https", True
    return district


@pytest.fixture
def answers(monkeypatch):
    """Every host answers, and nothing is wrong with what it says, nor with its pages."""
    monkeypatch.setattr(facts, "problems_on", lambda portal: Problems(pages=1))
    good = {"has_ipv6": True, "error": "", "refused": ()}
    monkeypatch.setattr(facts, "ask_all", lambda hosts, question: [Answer(host, **good) for host in hosts])


def examined(*portals):
    """What is found on portals, by their codes and those of the checks."""
    rows = examine_portals([get_directory().by_id[portal.pk] for portal in portals], at=AT)
    codes = {portal.pk: portal.code for portal in portals}
    return {codes[row.portal_id]: {result.code: result for result in results_of(row)} for row in rows}


def outcomes(portal):
    examined(portal)
    return {code: outcome for code, (outcome, _values) in PortalConformance.objects.get(portal=portal).outcomes.items()}


def run(*arguments):
    out = StringIO()
    try:
        call_command("doctor", *arguments, stdout=out, no_color=True)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


@pytest.mark.slow(reason="imports and builds what all tests of this file use")
def test_every_outcome_has_words_for_the_values_it_is_given(district, answers):
    results = examined(district)[district.code]
    assert results.keys() == CHECKS.keys()
    for result in results.values():
        assert result.found
        assert bool(result.advice) == (result.state != ConformanceState.MET)


def test_what_the_network_answers_decides_on_name_ipv6_certificate_and_pages(district, answers):
    network = ("host", "ipv6", "tls", "pages")
    record = get_directory().by_id[district.pk]
    known = read_facts([record], at=AT)
    for answer, expected in (
        ({}, ("known", "present", "accepted", "all")),
        ({"has_ipv6": False, "refused": ("/rss.xml (404)",)}, ("known", "absent", "accepted", "some")),
        ({"certificate_ends": timezone.now()}, ("known", "present", "ending", "all")),
        ({"error": "certificate"}, ("known", "present", "refused", "no_answer")),
        ({"error": "silence"}, ("known", "present", "no_answer", "silence")),
        ({"error": "name"}, ("no_name", "no_name", "no_name", "no_name")),
        ({"error": "resolver"}, ("by_rules", "offline", "offline", "offline")),
    ):
        told = Answer(DISTRICT.host, **{"has_ipv6": True, "error": "", "refused": ()} | answer)
        now = replace(known, answers={district.pk: told})
        assert tuple(CHECKS[code].judge(record, now)[0] for code in network) == expected


def test_portal_that_citizens_cannot_read_is_not_asked(city, answers):
    found = outcomes(make_portal(DISTRICT, opened=False))
    assert [found[code] for code in ("ipv6", "tls", "pages")] == ["not_open"] * 3


@pytest.mark.slow(reason="publishes on a second portal, and examines two")
def test_what_another_portal_lacks_is_not_said_of_this_one(district, answers):
    other = make_portal(DEPARTMENT)
    page = make_article(other)
    LinkReport.objects.create(page=page, portal=other, address="https://x.test/", first_seen=AT, checked_at=AT)
    home = PortalHomePage.objects.get(path__startswith=other.container.path, slug="en")
    home.save_revision(user=make_member(other))
    publish_approved_page(home, by=make_head(other))
    found = examined(district, other)
    assert [found[portal.code]["links"].state for portal in (district, other)] == ["met", "not_met"]
    assert [found[portal.code]["english"].state for portal in (district, other)] == ["not_met", "met"]
    assert found[other.code]["links"].url == f"{reverse('dead_links')}?portal={other.pk}"


GOOD = """<html lang="vi"><head><title>T</title></head><body><h1>T</h1><h2>A</h2><h3>B</h3>
<a href="/"><img src="a" alt="Home"></a><img src="b" alt=""><label for="q">Q</label><input id="q">
<label>R <input></label><input type="hidden"><table><tr><th>A</th></tr></table><iframe title="M"></iframe>
</body></html>"""


@each_case(
    "former, replaced, code",
    [
        (' lang="vi"', "", "language"),
        ("<title>T</title>", "<title></title>", "title"),
        ("<h2>A</h2>", "<h1>A</h1><h2>A</h2>", "heading"),
        ("<h2>A</h2>", "", "order"),
        (' alt=""', "", "picture"),
        ('alt="Home"', 'alt=""', "link"),
        ('for="q"', "", "field"),
        (' title="M"', "", "frame"),
        ("<th>A</th>", "<td>A</td>", "table"),
        ("<h1>T", '<h1 id="q">T', "id"),
    ],
)
def test_page_that_breaks_a_rule_of_accessibility_is_known(former, replaced, code):
    assert problems_of(GOOD) == set()
    assert problems_of(GOOD.replace(former, replaced)) == {code}


@pytest.mark.slow(reason="renders all sections of a portal")
def test_pages_of_the_portal_itself_are_read_for_accessibility(district):
    make_portal(WARD)
    article = make_article(district)
    publish_approved_page(article, by=make_head(district))
    found = problems_on(get_directory().by_id[district.pk])
    assert (found.pages >= 10, found.broken) == (True, Counter())


def test_rules_that_pages_of_a_portal_break_are_named_with_the_number_of_pages(district, answers, monkeypatch):
    found = Problems(9, Counter(picture=2, removed_since=1), {"picture": "/tin-tuc/", "removed_since": "/"})
    monkeypatch.setattr(facts, "problems_on", lambda portal: found)
    with translation.override("vi"):
        result = examined(district)[district.code]["accessibility"]
    assert result.state == ConformanceState.NOT_MET
    assert result.found == "Trên 9 trang, mỗi lỗi một địa chỉ: ảnh thiếu văn bản thay thế (2: /tin-tuc/)."
    monkeypatch.setattr(facts, "problems_on", lambda portal: Problems())
    assert outcomes(district)["accessibility"] == "unread"


def test_backup_of_the_installation_is_met_while_it_is_recent(district, answers):
    assert examined(district)[district.code]["backup"].state == ConformanceState.NOT_MET
    record_event(BackupEventKind.BACKED_UP, portal=None, at=AT, by=None, bytes=3)
    assert examined(district)[district.code]["backup"].state == ConformanceState.MET


def test_command_says_in_words_what_is_not_met_and_ends_with_one(district, answers):
    code, text = run(DISTRICT.host)
    assert code == 1
    assert "✗ Bản tiếng Anh" in text
    assert "✓ Khả năng tiếp cận" in text


@pytest.mark.both_engines
def test_command_answers_programs_and_keeps_what_it_found(district, answers):
    code, text = run(district.code, "--json")
    told = json.loads(text)
    assert (code, told["portal"], told["host"], told["conforms"]) == (1, district.code, DISTRICT.host, False)
    assert [check["code"] for check in told["checks"]] == list(CHECKS)
    assert PortalConformance.objects.get().portal == district


def test_command_asks_nothing_of_a_portal_that_is_archived_or_has_no_name(district, answers):
    for name, said in (("", "Không cổng nào"), (district.code, "lưu trữ")):
        Portal.objects.filter(pk=district.pk).update(state=PortalState.ARCHIVED)
        forget_directory()
        with pytest.raises(CommandError, match=said):
            run(name)
    assert not PortalConformance.objects.exists()


def test_command_ends_with_zero_where_everything_known_is_met(district, answers, monkeypatch):
    check = CHECKS["host"]
    monkeypatch.setattr("cityportal.conformance.results.CHECKS", {"host": check})
    code, text = run(district.code, "--json")
    assert (code, json.loads(text)["conforms"]) == (0, True)


def test_command_refuses_a_portal_that_is_not_there_and_json_of_everything(district, answers):
    for arguments in (["khongco"], ["--json"]):
        with pytest.raises(CommandError):
            run(*arguments)


def test_all_open_portals_are_examined_for_the_screen(district, answers):
    make_portal(DEPARTMENT, opened=False)
    out = StringIO()
    call_command("check_conformance", stdout=out, no_color=True)
    assert {row.portal.code for row in PortalConformance.objects.all()} == {CITY.code, DISTRICT.code}
    assert "2 cổng" in out.getvalue()


@pytest.mark.slow(reason="examines one portal, then three")
def test_examination_costs_the_same_for_more_portals(district, answers):
    examined(district)
    with CaptureQueriesContext(connection) as one:
        examined(district)
    portals = [district, make_portal(DEPARTMENT), make_portal(WARD)]
    examined(*portals)
    with CaptureQueriesContext(connection) as three:
        examined(*portals)
    assert len(three) <= len(one) <= 40


@pytest.mark.slow(reason="two screens of the admin")
def test_supervisor_reads_what_was_found_in_the_own_language_without_asking_the_network(
    district, answers, django_assert_max_num_queries
):
    examined(district)
    client = browser(make_supervisor())
    client.get(LIST)
    with django_assert_max_num_queries(15):
        page = BeautifulSoup(client.get(LIST).content, "html.parser")
    row = page.find("a", href=reverse("conformance_of_portal", args=[district.pk])).find_parent("tr")
    assert "Bản tiếng Anh" in row.get_text()
    one = client.get(reverse("conformance_of_portal", args=[district.pk]))
    assert "Trang chủ tiếng Anh chưa công khai" in one.content.decode()
    with translation.override("en"):
        (english,) = (result for result in results_of(PortalConformance.objects.get()) if result.code == "english")
        assert english.found == "The English home is not public."


def test_portal_that_was_never_examined_says_so(district, answers):
    page = browser(make_operator()).get(reverse("conformance_of_portal", args=[district.pk]))
    assert f"manage.py doctor {district.code}" in page.content.decode()


def test_nobody_but_supervisors_and_operators_reads_conformance(district, answers):
    examined(district)
    for person in (make_member(district, Role.PORTAL_ADMIN), make_head(district)):
        other = browser(person)
        assert is_shut(other.get(LIST))
        assert is_shut(other.get(reverse("conformance_of_portal", args=[district.pk])))


def test_outcome_that_this_release_does_not_know_is_left_out(district, answers):
    examined(district)
    row = PortalConformance.objects.get()
    row.outcomes |= {"gone": ["x", {}], "host": ["gone", {}]}
    assert not {"gone", "host"} & {result.code for result in in_state(results_of(row), ConformanceState.MET)}
