"""The people of the demo: one account for each role on each portal, and three for the whole city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from adminviews.filters import begins
from cityportal.demo.content import PortalContent
from editorial.review.checklist import CHECKLIST_ITEMS, Answers
from members.contribution_rules import accept_rules, rules_in_force
from members.enums import Engagement, Role, Seat
from members.memberships import grant_membership, seat_on_board
from members.models import Board, BoardSeat, Membership
from members.sections import sections_of
from sites.models import Portal

# Of every demo account; printed at the end. Long enough for the validators, and known to everybody.
PASSWORD: Final = "xem-thu-cong-2026"  # noqa: S105 -- the command refuses outside development


@dataclass(frozen=True, slots=True)
class DemoPost:
    """What an account name stands for: a role or a seat, and what its holder may do."""

    does: Promise
    role: Role | None = None
    seat: Seat | None = None
    # Slug of the section that a section editor answers for.
    section: str = ""
    # Those who lead a board mostly do it beside another office (Decision 05/2024, Art. 15.2).
    engagement: Engagement = Engagement.CONCURRENT


POSTS: Final = {
    "congtacvien": DemoPost(_("collaborator: writes own drafts and submits them"), role=Role.COLLABORATOR),
    "phongvien": DemoPost(
        _("reporter: writes own news and submits it"), role=Role.REPORTER, engagement=Engagement.FULL_TIME
    ),
    "bientapmuc": DemoPost(
        _("section editor: edits, and checks what is new in the news section where the board asks for it"),
        role=Role.SECTION_EDITOR,
        section="tin-tuc",
    ),
    "bientap": DemoPost(
        _("editor: writes and edits everything, submits it to the board"),
        role=Role.EDITOR,
        engagement=Engagement.FULL_TIME,
    ),
    "truongban": DemoPost(_("head of the editorial board: approves and returns"), seat=Seat.HEAD),
    "phoban": DemoPost(_("deputy head of the editorial board: approves and returns"), seat=Seat.DEPUTY),
    "thanhvien": DemoPost(_("member of the editorial board: approves while this is delegated"), seat=Seat.MEMBER),
    "traloi": DemoPost(
        _("answering officer: answers the questions that the board forwards to the unit"), role=Role.ANSWERING_OFFICER
    ),
    "quantri": DemoPost(_("portal administrator: editor, and the look of the portal"), role=Role.PORTAL_ADMIN),
}

CITY_POSTS: Final = {
    "bientap.toanthanhpho": DemoPost(_("city editor: edits on every portal, approves nowhere"), role=Role.CITY_EDITOR),
    "vanhanh": DemoPost(_("operator: creates, suspends and archives portals"), role=Role.OPERATOR),
    "giamsat": DemoPost(_("city supervisor: reads the registries of the whole city"), role=Role.SUPERVISOR),
}
_CITY_NAMES: Final = {
    "bientap.toanthanhpho": ("Ngụy Thanh", "Thảo"),
    "vanhanh": ("Phùng Gia", "Khiêm"),
    "giamsat": ("Hứa Ngọc", "Lam"),
}

REASON: Final = "Phân công theo quyết định thành lập Ban Biên tập"
CITY_REASON: Final = "Phân công của Văn phòng Ủy ban nhân dân Thành phố (bản trình diễn)"


def ensure_city_accounts(*, at: datetime) -> User:
    """Create the accounts of the city where they are missing; return the operator, who gives the other roles."""
    users: dict[str, User] = {}
    for name in sorted(CITY_POSTS, key=lambda name: name != "vanhanh"):
        post = CITY_POSTS[name]
        last_name, first_name = _CITY_NAMES[name]
        users[name] = ensure_user(name, last_name=last_name, first_name=first_name, mailbox="tphcm.example", at=at)
        _ensure_role(users[name], post, None, by=users["vanhanh"] if name != "vanhanh" else None, at=at)
    return users["vanhanh"]


def ensure_accounts(content: PortalContent, portal: Portal, *, by: User, at: datetime) -> dict[str, User]:
    """Create the accounts of a portal with their roles and seats; those that exist are left as they are."""
    mailbox = content.contacts["email"].partition("@")[2]
    users = {}
    for name, post in POSTS.items():
        users[name] = user = ensure_user(f"{name}.{content.code}", **content.accounts[name], mailbox=mailbox, at=at)
        _ensure_role(user, post, portal, by=by, at=at)
        _ensure_seat(user, post, portal, by=by, at=at)
    return users


def ensure_user(username: str, *, last_name: str, first_name: str, mailbox: str, at: datetime) -> User:
    """The account of this name, made with the demo password where it is missing."""
    user, created = User.objects.get_or_create(
        username=username,
        defaults={
            "last_name": last_name,
            "first_name": first_name,
            "email": f"{username}@{mailbox}",
            "password": _hashed(PASSWORD),
            "date_joined": at,
        },
    )
    if created:
        rules = rules_in_force(on=timezone.localdate(), language=settings.LANGUAGE_CODE)
        # Accounts of before are asked when the rules come.
        accept_rules(user, rules=rules, at=max(at, begins(rules.valid_from)))
    return user


def _ensure_role(user: User, post: DemoPost, portal: Portal | None, *, by: User | None, at: datetime) -> None:
    """Give a role that the person never had. One that was withdrawn stays withdrawn."""
    if post.role is None or Membership.objects.filter(user=user, portal=portal, role=post.role).exists():
        return
    section = sections_of(portal).filter(slug=post.section).first() if portal and post.section else None
    grant_membership(
        user,
        role=post.role,
        portal=portal,
        section=section,
        reason=REASON if portal else CITY_REASON,
        decision_ref=_decision(portal.board) if portal else "",
        engagement=post.engagement,
        by=by,
        at=at,
    )
    _follow(user)


def _decision(board: Board) -> str:
    """The founding decision as it is quoted; empty where none is recorded."""
    if not board.founding_number or board.founding_date is None:
        return ""
    return f"{board.founding_number} ngày {board.founding_date:%d/%m/%Y}"


def _ensure_seat(user: User, post: DemoPost, portal: Portal, *, by: User, at: datetime) -> None:
    """Give a seat that the person never had, since the decision that founded the board."""
    if post.seat is None or BoardSeat.objects.filter(user=user, board__portal=portal).exists():
        return
    board = portal.board
    seat_on_board(board, user, seat=post.seat, by=by, at=at, valid_from=board.founding_date, engagement=post.engagement)
    _follow(user)


def _follow(user: User) -> None:
    """Read what the verbs changed of a person: the groups, and whether this is an operator."""
    user.refresh_from_db()


@cache
def _hashed(password: str) -> str:
    """One salted hash for all demo accounts: hashing is slow by design, and there are forty of them."""
    return make_password(password)


def all_answered() -> Answers:
    """How the boards of the demo answer the checklist: every question, as a board does that has looked at everything.

    Those that do not fit an item are left out by the verb.
    """
    return {question.code: question.choices[-1][0] if question.choices else True for question in CHECKLIST_ITEMS}
