"""The checks of conformance: what each is called, which outcomes it has, and what judges it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cityportal.conformance.enums import ConformanceState
from cityportal.conformance.facts import Facts
from cityportal.conformance.judging import (
    Judgement,
    from_network,
    judge_accessibility,
    judge_accounts,
    judge_backup,
    judge_board,
    judge_english,
    judge_host,
    judge_in_time,
    judge_links,
    judge_pages,
    judge_required,
    judge_tls,
)
from members.board.queries import BoardWarning
from sites.directory import PortalRecord

if TYPE_CHECKING:
    from django.utils.functional import Promise

MET, NOT_MET, UNKNOWN = ConformanceState.MET, ConformanceState.NOT_MET, ConformanceState.UNKNOWN


class Outcome(NamedTuple):
    """One thing that a check may find, and what is to be done then; the words take the values of the judgement."""

    state: ConformanceState
    found: Promise
    advice: Promise | str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One standard.

    Attributes:
        source: article of the Regulation; empty: it follows from 18.2 alone.
        outcomes: by their codes, which are stored.
        screen: address of the screen of a portal, by its key, where somebody goes on; None: there is none.
    """

    name: Promise
    source: str
    judge: Callable[[PortalRecord, Facts], Judgement]
    outcomes: Mapping[str, Outcome]
    screen: Callable[[int], str] | None = None


def _screen_of(name: str) -> Callable[[int], str]:
    return lambda portal: reverse(name, args=[portal])


def _list_of(name: str) -> Callable[[int], str]:
    return lambda portal: f"{reverse(name)}?portal={portal}"


NOT_OPEN: Final = Outcome(UNKNOWN, _("Not asked: citizens cannot read the portal now."))
OFFLINE: Final = Outcome(
    UNKNOWN,
    _("Not known: no name server answered the machine that asked."),
    _("Run this where name servers can be reached: %(command)s"),
)
NO_NAME: Final = Outcome(UNKNOWN, _("Not known: no name server knows %(host)s."), _("See the check of the hostname."))
NO_ANSWER: Final = Outcome(UNKNOWN, _("Not known: %(host)s did not answer."), _("See the check of the pages."))


_BOARD_SCREEN: Final = _("Give the seats, or record the decision, under Portals, Editorial board.")

# In the order in which they are read.
CHECKS: Final[dict[str, Check]] = {
    "host": Check(
        _("Hostname"),
        "5.2",
        judge_host,
        {
            "known": Outcome(MET, _("%(host)s follows the rules, and name servers know it.")),
            "by_rules": Outcome(MET, _("%(host)s follows the rules; name servers were not asked or did not answer.")),
            "against_rules": Outcome(
                NOT_MET, _("No rule for hostnames allows %(host)s."), _("Change it in the admin under Portals.")
            ),
            "no_name": Outcome(
                NOT_MET,
                _("No name server knows %(host)s."),
                _("Enter A and AAAA records for this name, or a wildcard for its level."),
            ),
            "none": Outcome(
                NOT_MET, _("The portal has no hostname."), _("Run manage.py provision_portals, which completes it.")
            ),
        },
        _screen_of("portals_admin:detail"),
    ),
    "ipv6": Check(
        _("IPv6"),
        "5.2",
        from_network(lambda _portal, answer: "present" if answer.has_ipv6 else "absent"),
        {
            "present": Outcome(MET, _("%(host)s has an IPv6 address.")),
            "absent": Outcome(
                NOT_MET,
                _("%(host)s has no IPv6 address."),
                _("Enter an AAAA record that leads to the IPv6 address of the web server."),
            ),
            "not_open": NOT_OPEN,
            "offline": OFFLINE,
            "no_name": NO_NAME,
        },
    ),
    "tls": Check(
        _("HTTPS and certificate"),
        "",
        from_network(judge_tls),
        {
            "accepted": Outcome(MET, _("Browsers accept the certificate of %(host)s.")),
            "refused": Outcome(
                NOT_MET,
                _("Browsers would refuse the certificate of %(host)s."),
                _(
                    "A wildcard covers one level only: wards below a district need a name or a wildcard for each "
                    "district."
                ),
            ),
            "ending": Outcome(
                NOT_MET,
                _("The certificate of %(host)s ends on %(ends)s."),
                _("Renew it, and see that what renews it by itself runs; then have the web server read it."),
            ),
            "plain": Outcome(
                NOT_MET, _("The portals are served without HTTPS."), _("Set PUBLIC_SCHEME=https and a certificate.")
            ),
            "not_open": NOT_OPEN,
            "offline": OFFLINE,
            "no_name": NO_NAME,
            "no_answer": NO_ANSWER,
        },
    ),
    "pages": Check(
        _("Home page, site map and feed"),
        "4.4",
        from_network(judge_pages),
        {
            "all": Outcome(MET, _("Home page, site map and feed answer.")),
            "some": Outcome(
                NOT_MET,
                _("These do not answer: %(pages)s."),
                _("Open the address in a browser; the error stream of the application says what broke."),
            ),
            "silence": Outcome(
                NOT_MET,
                _("%(host)s does not answer."),
                _("Look at the web server and its firewall, on IPv4 and IPv6."),
            ),
            "not_open": NOT_OPEN,
            "offline": OFFLINE,
            "no_name": NO_NAME,
            "no_answer": Outcome(UNKNOWN, _("Not known: the certificate was refused."), _("Mend the certificate.")),
        },
    ),
    "structure": Check(
        _("Structure"),
        "5.1",
        lambda portal, facts: ("incomplete" if portal.id in facts.incomplete else "complete", {}),
        {
            "complete": Outcome(MET, _("The portal has all parts that portals are born with.")),
            "incomplete": Outcome(
                NOT_MET,
                _("The portal lacks a part that portals are born with (pages, site, files, board, groups, review)."),
                _("Run manage.py provision_portals, which completes it."),
            ),
        },
    ),
    "accessibility": Check(
        _("Accessibility, as far as a program sees it"),
        "18.2",
        judge_accessibility,
        {
            "unbroken": Outcome(MET, _("Nothing was found on %(pages)d pages.")),
            "broken": Outcome(
                NOT_MET,
                _("On %(pages)d pages, with one address for each: %(broken)s."),
                _("The board corrects the pages; the page editor marks what it is about."),
            ),
            "unread": Outcome(UNKNOWN, _("Not known: no page could be read."), _("See the check of the pages.")),
            "not_open": NOT_OPEN,
        },
    ),
    "english": Check(
        _("English version"),
        "5.2",
        judge_english,
        {
            "current": Outcome(MET, _("The English home is public, and no English page is behind.")),
            "owed": Outcome(
                NOT_MET,
                _("English pages behind the Vietnamese ones: %(behind)d; chosen and not public yet: %(missing)d."),
                _("The board has them translated and reviewed."),
            ),
            "no_home": Outcome(
                NOT_MET, _("The English home is not public."), _("The board reviews the English home and its sections.")
            ),
        },
        _list_of("versions_behind"),
    ),
    "required": Check(
        _("Required information"),
        "10",
        judge_required,
        {
            "complete": Outcome(MET, _("All %(present)d things that are required are there and renewed in time.")),
            "lacking": Outcome(
                NOT_MET,
                _("Missing: %(missing)d; not renewed in time: %(stale)d; present: %(present)d."),
                _("The list says where each is made."),
            ),
            "nothing_asked": Outcome(MET, _("Nothing is required of portals of this kind.")),
        },
        _screen_of("required_of_portal"),
    ),
    "in_time": Check(
        _("Time limits of information"),
        "12",
        judge_in_time,
        {
            "in_time": Outcome(MET, _("Nothing is overdue, and no page waits to be looked at again.")),
            "late": Outcome(
                NOT_MET,
                _("Items overdue: %(overdue)d; pages to look at again: %(stale)d."),
                _("The portal publishes what is overdue, and confirms or renews the pages."),
            ),
        },
        _list_of("timed_items"),
    ),
    "links": Check(
        _("Links"),
        "4.2",
        judge_links,
        {
            "alive": Outcome(MET, _("No link that was followed is dead.")),
            "dead": Outcome(NOT_MET, _("Dead links: %(count)d."), _("The portal corrects them on its pages.")),
            "not_followed": Outcome(
                UNKNOWN, _("Not known: links are not followed."), _("Set CHECK_EXTERNAL_LINKS to have them followed.")
            ),
        },
        _list_of("dead_links"),
    ),
    "board": Check(
        _("Editorial board"),
        "15.1",
        judge_board,
        {
            "acts": Outcome(MET, _("The board has a head; persons who can approve: %(approvers)d.")),
            **{
                warning.value: Outcome(NOT_MET, warning.label, _BOARD_SCREEN)
                for warning in BoardWarning
                if warning != BoardWarning.TERM_ENDING
            },
            "none": Outcome(NOT_MET, _("The portal has no board in office."), _BOARD_SCREEN),
        },
        _screen_of("portals_admin:board"),
    ),
    "accounts": Check(
        _("List of accounts"),
        "8.8",
        judge_accounts,
        {
            "confirmed": Outcome(MET, _("The list of accounts is confirmed; the next time is until %(day)s.")),
            "late": Outcome(
                NOT_MET,
                _("The list of accounts was to be confirmed until %(day)s."),
                _("An administrator of the portal confirms it under Roles; an operator where there is none."),
            ),
            "not_asked": Outcome(UNKNOWN, _("Not asked: the portal is not open.")),
        },
        _list_of("portals_admin:accounts"),
    ),
    "backup": Check(
        pgettext_lazy("conformance", "Backup"),
        "20.3",
        judge_backup,
        {
            "recent": Outcome(MET, _("Backed up with the whole installation at %(time)s.")),
            "old": Outcome(
                NOT_MET,
                _("The last backup of the installation is of %(time)s, older than %(hours)d hours."),
                _("The operator sees that Celery beat and a worker run, then runs manage.py backup."),
            ),
            "never": Outcome(
                NOT_MET,
                _("The installation was never backed up."),
                _("The operator sets BACKUP_TARGETS and BACKUP_RECIPIENTS (.env.example)."),
            ),
        },
    ),
}
