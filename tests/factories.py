"""One valid object each, nothing random. Portals are made by provisioning, pages published by the verbs."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from editorial.enums import ApprovalKind
from editorial.integrity.approvals import approve_row
from editorial.review.checklist import CHECKLIST_ITEMS, Answers, check_answers
from editorial.review.publication import publish_approved
from editorial.review.reviewable import portal_of
from home.models import NewsArticlePage, SectionPage, SubjectField
from members.access.authority import approving_authority
from members.enums import Role, Seat
from members.memberships import grant_membership, seat_on_board
from members.models import Board
from provisioning.installation import ensure_installation
from provisioning.portal_states import open_portal
from provisioning.provisioning import provision_portal
from sites.directory import forget_directory
from sites.models import Portal
from sites.structures import PortalSpec
from tests.remembering import remembered

AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)

CITY = PortalSpec(
    code="thanhpho",
    kind="city",
    name_vi="Thành phố Hồ Chí Minh",
    name_en="Ho Chi Minh City",
    host="hochiminhcity.localhost",
    governing_body="Ủy ban nhân dân Thành phố Hồ Chí Minh",
    managing_agency="Văn phòng Ủy ban nhân dân Thành phố",
    operating_unit="Trung tâm Tin học",
    responsible_person="Ông Trần Hoàng Minh, Trưởng Ban Biên tập",
    address="Số 86 Lê Thánh Tôn",
    phone="(028) 3829 0001",
    email="thanhpho@example.test",
)
DISTRICT = PortalSpec(
    code="quan1",
    kind="district",
    parent_code="thanhpho",
    name_vi="Quận 1",
    name_en="District 1",
    host="quan1.hochiminhcity.localhost",
    governing_body="Ủy ban nhân dân Quận 1",
    managing_agency="Văn phòng Ủy ban nhân dân Quận 1",
    operating_unit="Văn phòng Ủy ban nhân dân Quận 1",
    responsible_person="Ông Trần Hoàng Minh, Trưởng Ban Biên tập",
    address="Số 45–47 Lê Duẩn",
    phone="(028) 3829 0002",
    email="quan1@example.test",
)
WARD = PortalSpec(
    code="bennghe",
    kind="commune",
    parent_code="quan1",
    name_vi="Phường Bến Nghé",
    name_en="Ben Nghe Ward",
    host="bennghe.quan1.hochiminhcity.localhost",
    governing_body="Ủy ban nhân dân Phường Bến Nghé",
    managing_agency="Văn phòng Ủy ban nhân dân Phường Bến Nghé",
    operating_unit="Văn phòng Ủy ban nhân dân Phường Bến Nghé",
    responsible_person="Ông Trần Hoàng Minh, Trưởng Ban Biên tập",
    address="Số 29 Nguyễn Trung Ngạn",
    phone="(028) 3829 0003",
    email="bennghe@example.test",
)
DEPARTMENT = PortalSpec(
    code="sotuphap",
    kind="department",
    parent_code="thanhpho",
    name_vi="Sở Tư pháp",
    name_en="Department of Justice",
    host="sotuphap.hochiminhcity.localhost",
    governing_body="Sở Tư pháp",
    managing_agency="Văn phòng Sở Tư pháp",
    operating_unit="Văn phòng Sở Tư pháp",
    responsible_person="Ông Trần Hoàng Minh, Trưởng Ban Biên tập",
    address="Số 141–143 Pasteur",
    phone="(028) 3829 0004",
    email="sotuphap@example.test",
)


@remembered
def make_portal(spec: PortalSpec = CITY, *, opened: bool = True) -> Portal:
    """A portal with all it is born with; opened by a head of its board unless told otherwise."""
    ensure_installation()
    portal = provision_portal(spec, at=AT)
    found_board(portal)
    if opened:
        open_portal(portal, by=make_head(portal), at=AT, checklist=all_answered())
        portal.refresh_from_db()
    return portal


def found_board(portal: Portal) -> None:
    """Record the decision that founded the board of a portal, where there is none."""
    decision = {"founding_number": "12/QĐ-UBND", "founding_date": date(2026, 1, 5)}
    Board.objects.filter(portal=portal, founding_number="").update(**decision)


def make_city() -> dict[str, Portal]:
    """The city, a department, a district and its ward, all open."""
    return {spec.code: make_portal(spec) for spec in (CITY, DEPARTMENT, DISTRICT, WARD)}


# Of an account whose person has accepted the rules of contribution: to others one screen alone opens.
RULES_ACCEPTED: dict[str, Any] = {"rules_accepted_at": AT, "rules_version": 1}


@remembered
def make_user(username: str, *, first_name: str = "Lan", last_name: str = "Nguyễn Thị") -> User:
    """A person who can sign in and do nothing yet. The password is "pass"."""
    names = {"first_name": first_name, "last_name": last_name}
    return User.objects.filter(username=username).first() or User.objects.create_user(
        username, email=f"{username}@example.test", password="pass", **names, **RULES_ACCEPTED
    )


@remembered
def make_member(portal: Portal, role: Role = Role.EDITOR) -> User:
    """A person with a role on a portal."""
    user = make_user(f"{role.value}.{portal.code}")
    if not user.memberships.filter(portal=portal, role=role, withdrawn_at=None).exists():
        grant_membership(user, role=role, portal=portal, reason="Phân công", by=None, at=AT)
    return user


@remembered
def make_head(portal: Portal, *, seat: Seat = Seat.HEAD) -> User:
    """A person who approves on a portal's board."""
    user = make_user(f"{seat.value}.{portal.code}", first_name="Minh", last_name="Trần Hoàng")
    if not portal.board.seats.filter(user=user, valid_until=None).exists():
        seat_on_board(portal.board, user, seat=seat, by=None, at=AT)
    return user


@remembered
def make_operator() -> User:
    """A person who runs the installation."""
    user = make_user("operator")
    if not user.memberships.filter(role=Role.OPERATOR, withdrawn_at=None).exists():
        grant_membership(user, role=Role.OPERATOR, portal=None, reason="Vận hành", by=None, at=AT)
    user.refresh_from_db()
    return user


@remembered
def make_supervisor() -> User:
    """A person who reads the registry and the record of all portals."""
    user = make_user("supervisor")
    if not user.memberships.filter(role=Role.SUPERVISOR, withdrawn_at=None).exists():
        grant_membership(user, role=Role.SUPERVISOR, portal=None, reason="Giám sát", by=None, at=AT)
    return user


@remembered
def make_city_editor() -> User:
    """A person who works on the content of all portals."""
    user = make_user("city-editor")
    if not user.memberships.filter(role=Role.CITY_EDITOR, withdrawn_at=None).exists():
        grant_membership(user, role=Role.CITY_EDITOR, portal=None, reason="Phân công", by=None, at=AT)
    return user


def section_of(portal: Portal, slug: str = "tin-tuc", language: str = "vi") -> SectionPage:
    """A section a portal was born with."""
    return SectionPage.objects.get(path__startswith=portal.container.path, slug=slug, locale__language_code=language)


@remembered
def make_article(
    portal: Portal, title: str = "Tin mới", *, published: bool = True, reviewed: bool = False, **values: Any
) -> NewsArticlePage:
    """A news article: a draft of the portal's editor, or published by the head of the board after a review.

    Args:
        reviewed: submitted and approved in a review; else published with the approval alone, in half the time.
    """
    author = make_member(portal)
    parent = section_of(portal)
    page = NewsArticlePage(
        **{"title": title, "lead": "Tóm tắt.", "source_agency": portal.governing_body, "live": False, "owner": author}
        | values
    )
    page.subject_fields = [a_field()]
    parent.add_child(instance=page)
    page.save_revision(user=author)
    if not published:
        return page
    head = make_head(portal)
    return publish(page, by=head, author=author) if reviewed else publish_approved_page(page, by=head)


def a_field() -> SubjectField:
    """The field that items of tests stand under where nothing else is said."""
    return SubjectField.objects.get(slug="xa-hoi")


def put_in_state(portal: Portal, state: str) -> None:
    """As if a verb had done it, for every process."""
    Portal.objects.filter(pk=portal.pk).update(state=state)
    forget_directory()


def all_answered() -> Answers:
    """Every question of the checklist answered; those that do not fit an item are left out by the verb."""
    return {question.code: question.choices[-1][0] if question.choices else True for question in CHECKLIST_ITEMS}


@remembered
def publish(page: Page, *, by: User, author: User) -> Any:
    """Submit the latest version and let a member of the board approve it."""
    task_state = page.get_workflow().start(page, author).current_task_state
    task_state.task.specific.on_action(task_state, by, "approve", **all_answered())
    return type(page).objects.get(pk=page.pk)


@remembered
def publish_approved_page(page: Page, *, by: User) -> Any:
    """Publish the latest version with the approval of the head of the board, without submission and steps of a review.

    For tests of public pages; a test of a review calls `publish`. `tests/house/test_factories.py` compares both.
    """
    revision, now = page.get_latest_revision(), timezone.now()
    portal = portal_of(page)
    approve_row(
        revision.as_object(),
        portal=portal,
        authority=approving_authority(by, portal, on=timezone.localdate(now)),
        kind=ApprovalKind.REVIEW,
        revision=revision,
        by=by,
        at=now,
        seat=Seat.HEAD,
        checklist=check_answers(page, all_answered()),
    )
    publish_approved(revision, by=by, at=now)
    return type(page).objects.get(pk=page.pk)
