"""Two portals with one thing of every kind each.

What is not public of a portal carries its mark, its people carry another, its papers (reasons, invitations, proposed
facts, the board's file) a third. Whoever works in one portal must never see a mark of the other.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Task, UploadedFile, Workflow
from wagtail_localize.models import OverridableSegment, StringSegment, Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from accounts.models import User
from audit.sealing.seals import hash_of
from authentication.models import AccountSuspension, CityIdentity, SuspensionReport
from authentication.suspension.actions import suspend_account
from deadlines.models import DeadlineRule, InformationCategory, RuleProfile, SpecialDay
from editorial.enums import TakedownReason
from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_change, propose_to_city, propose_unpublishing
from editorial.withdrawal.actions import take_down
from editorial.withdrawal.redirects import keep_addresses
from exchange.models import ItemSource
from home.editing.forms import find_or_make_tags
from home.models import (
    GlossaryTerm,
    NewsArticlePage,
    PageFreshness,
    PageStarter,
    PortalBranding,
    StaleBecause,
    TermKind,
)
from home.translations.queries import read_side_by_side
from information.models import LegalComparison, LegalDifference, LinkReport, PressSubscriber
from information.press.press_packs import month_before
from library.models import PortalDocument, PortalImage
from members.board.delegations import delegate
from members.enums import Role, Seat
from members.invitations.actions import invite
from members.memberships import grant_membership, seat_on_board
from members.models import BoardSeat, Delegation, Invitation, Membership
from members.remits import Remit
from oversight.coverage import assign_coverage
from oversight.enums import IncidentKind, IncidentSource
from oversight.incidents import add_incident_step, record_incident
from oversight.maintenance import announce_maintenance
from oversight.violations import PublicItem, record_violation
from participation.consultation.actions.moderating import redact_comment
from participation.consultation.actions.receiving import CommentData, receive_comment
from participation.contribution.receiving import ContributionData, SentPicture, receive_contribution
from participation.data_requests.actions import receive_request
from participation.dialogue.deciding import publish_live_question
from participation.dialogue.receiving import LiveQuestionData, receive_live_question
from participation.enums.comments import CommentStake
from participation.enums.contributions import ContributionKind, PictureRights
from participation.enums.ratings import Helpfulness
from participation.enums.submissions import ConsentChannel, ConsentPurpose, DataRequestKind
from participation.models import ConsentText, RatingRemark, SenderFacts
from participation.rating.actions import add_feedback
from participation.rating.rated_pages import RatedPage
from participation.senders import receive_sender
from participation.sent_files.checking import SentFile
from qa.core.actions import assign_question, start_answer
from qa.core.receiving import receive_question
from qa.enums import CannedResponseKind, MessageKind
from qa.mail.kinds import MailState, MailTrouble
from qa.models import AnsweringUnit, CannedResponse, CompetentBody, PublicCopy, Question, QuestionTopic, UnitOfficer
from search.models import SearchBestBet, SearchSynonym
from sites.enums import PortalState
from sites.models import Portal
from sites.structures import PortalSpec
from tests.factories import (
    AT,
    CITY,
    DEPARTMENT,
    DISTRICT,
    RULES_ACCEPTED,
    WARD,
    make_article,
    make_head,
    make_portal,
    publish,
    section_of,
)
from tests.fullest import make_document, make_image
from tests.information.factories import make_item, make_report
from tests.isolation.rows import Key, all_rows
from tests.qa.approvals import mark_approved
from tests.qa.attachments import picture
from tests.remembering import built_once


@dataclass
class Side:
    """One portal with its people and its things."""

    portal: Portal
    name: str
    people: dict[str, User] = field(default_factory=dict)
    draft: Page | None = None
    public: Page | None = None
    reviewed: Page | None = None
    english: Page | None = None
    # By kind; one of the kind "change" is about a picture, with a file.
    proposals: dict[str, ProposedChange] = field(default_factory=dict)
    image: PortalImage | None = None
    document: PortalDocument | None = None
    values: dict[Any, Any] = field(default_factory=dict)
    # Every row that came with it.
    rows: set[Key] = field(default_factory=set)

    @property
    def mark(self) -> str:
        return f"Dau{self.name}"

    @property
    def people_mark(self) -> str:
        return f"Nguoi{self.name}"

    @property
    def papers_mark(self) -> str:
        return f"HoSo{self.name}"

    @property
    def token(self) -> str:
        """Of the invitation: whoever has it has read the mail, and is shown the invitation."""
        return f"thu-{self.name.lower()}"

    @property
    def marks(self) -> tuple[str, str, str]:
        return self.mark, self.people_mark, self.papers_mark

    def pairs(self) -> list[tuple[tuple[str, str], Any]]:
        return [(key, value) for key, value in self.values.items() if isinstance(key, tuple)]


# Of an English version, not of any page.
TRANSLATING = (
    "translate_page", "translate_arrangement", "translate_choice", "translate_by_machine", "export_translation",
    "import_translation", "translate_comment",
)  # fmt: skip

# One dot.
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00"
    b"\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)

PORTAL_PEOPLE = {
    "collaborator": Role.COLLABORATOR,
    "reporter": Role.REPORTER,
    "editor": Role.EDITOR,
    "section_editor": Role.SECTION_EDITOR,
    "answering_officer": Role.ANSWERING_OFFICER,
    "portal_admin": Role.PORTAL_ADMIN,
}
BOARD_PEOPLE = {"head": Seat.HEAD, "deputy": Seat.DEPUTY, "member": Seat.MEMBER}
CITY_PEOPLE = {"operator": Role.OPERATOR, "supervisor": Role.SUPERVISOR, "city_editor": Role.CITY_EDITOR}
# At home on neither side: every mark is foreign to them, but for what `expected.MAY_SEE` names.
CITY_ROLES_TRIED = ("city_editor", "city_head")
# Editor of both portals; editor whose role ended yesterday; an account without any.
OTHERS = ("both", "former", "nobody")
# A portal that citizens do not know of yet: its very name is nobody's business.
HIDDEN = replace(WARD, name_vi="Phường DauChuaMo", name_en="DauChuaMo Ward")


@dataclass
class World:
    """Two sides, one that is not open yet, people who belong to no single side, and a superuser."""

    own: Side
    other: Side
    hidden: Side
    people: dict[str, User]
    superuser: User

    def person(self, role: str) -> User:
        return self.superuser if role == "superuser" else self.people.get(role) or self.own.people[role]

    def foreign(self, role: str) -> list[Side]:
        """Sides whose marks a role must not see."""
        if role in {"former", "nobody", *CITY_ROLES_TRIED}:
            return [self.own, self.other, self.hidden]
        if role == "district_supervisor":
            return [self.other]
        return [self.hidden] if role == "both" else [self.other, self.hidden]

    def foreign_marks(self, role: str) -> set[str]:
        """Marks that a role must not see. A city editor works on the pages and files of every portal."""
        marks = {mark for side in self.foreign(role) for mark in side.marks}
        return marks - {side.mark for side in self.foreign(role)} if role == "city_editor" else marks

    def rows_of_others(self, role: str) -> set[Key]:
        """Rows that a role must not change."""
        return set().union(*(side.rows for side in self.foreign(role)))


@built_once
def build_world() -> World:
    """The city, a district (own), a department (other), and a ward in preparation."""
    city = make_portal(CITY)
    own = _side(DISTRICT, "QuanMot")
    other = _side(DEPARTMENT, "SoTuPhap")
    hidden = _side(HIDDEN, "ChuaMo", opened=False)
    people = {}
    for name, role in CITY_PEOPLE.items():
        people[name] = _person(name, "ThanhPho")
        grant_membership(people[name], role=role, portal=None, reason="Phân công", by=None, at=AT)
    for side in (own, other, hidden):
        _violate(side, people["supervisor"])
        _break(side, people["operator"])
    # Of the district, with the ward below it.
    remit = Remit(portal_id=own.portal.pk)
    people["district_supervisor"] = _person("district_supervisor", "GiamSat")
    grant_membership(
        people["district_supervisor"],
        role=Role.SUPERVISOR,
        portal=None,
        remit=remit,
        reason="Phân công",
        by=None,
        at=AT,
    )
    people["city_head"] = make_head(city)
    # Own work of a city editor on one side.
    document = make_document(own.portal, f"Tệp của Thành phố {own.mark}.pdf")
    helped = {"title": f"Tệp sửa {own.mark}.pdf"}
    propose_change(document, helped, by=people["city_editor"], at=AT, reason="Sửa tên tệp")
    people |= {name: _person(name, "HaiNoi") for name in OTHERS}
    for portal in (own.portal, other.portal):
        grant_membership(people["both"], role=Role.EDITOR, portal=portal, reason="Phân công", by=None, at=AT)
    # Given while it still held: the person has the groups of an editor until the next sign-in finds that it ended.
    yesterday = timezone.localdate() - timedelta(days=1)
    grant_membership(
        people["former"], role=Role.EDITOR, portal=own.portal, reason="Tạm", by=None, at=AT, valid_until=yesterday
    )
    superuser = User.objects.create_superuser(
        "root", email="root@example.test", password="pass", first_name="Root", **RULES_ACCEPTED
    )
    return World(own, other, hidden, {name: User.objects.get(pk=user.pk) for name, user in people.items()}, superuser)


def _person(name: str, mark: str) -> User:
    """Named by the mark and a word of their own, for everybody's own name stands in the frame of every screen."""
    role = name.split(".")[0].title().replace("_", "")
    names = {"first_name": f"Lan {mark}{role}", "last_name": "Nguyễn"}
    return User.objects.create_user(name, email=f"{name}@example.test", password="pass", **names, **RULES_ACCEPTED)


def _side(spec: PortalSpec, name: str, *, opened: bool = True) -> Side:
    before = set(all_rows())
    portal = make_portal(spec, opened=opened)
    side = Side(portal=portal, name=name)
    for work, role in PORTAL_PEOPLE.items():
        person = side.people[work] = _person(f"{work}.{side.people_mark.lower()}", side.people_mark)
        section = section_of(portal) if role == Role.SECTION_EDITOR else None
        reason = f"Phân công {side.papers_mark}"
        grant_membership(person, role=role, portal=portal, reason=reason, by=None, at=AT, section=section)
    # By whom the factories publish; the head of the world sits beside.
    make_head(portal)
    for work, seat in BOARD_PEOPLE.items():
        side.people[work] = _person(f"{work}.{side.people_mark.lower()}", side.people_mark)
        given = seat_on_board(
            portal.board, side.people[work], seat=Seat.MEMBER if seat == Seat.HEAD else seat, by=None, at=AT
        )
        BoardSeat.objects.filter(pk=given.pk).update(seat=seat)
    side.people = {name: User.objects.get(pk=user.pk) for name, user in side.people.items()}
    portal.board.founding_file.save(f"{portal.code}.pdf", ContentFile(f"%PDF-1.7 {side.papers_mark}".encode()))
    _things(side)
    side.rows = set(all_rows()) - before
    return side


def _things(side: Side) -> None:
    portal, mark, author = side.portal, side.mark, side.people["editor"]
    side.image = make_image(portal, f"Ảnh {mark}")
    # Made when they are first looked at.
    side.image.get_file_size()
    PortalBranding.for_site(portal.site)
    side.document = make_document(portal, f"Tệp {mark}.pdf")
    tags = find_or_make_tags(portal, [f"Thẻ {mark}"])
    values = {"owner": author, "lead": f"Tóm tắt {mark}", "image": side.image}
    side.draft = _saved(make_article(portal, f"Nháp {mark}", published=False, **values), author, tags)
    public = make_article(portal, f"Tin công khai của {portal.name_vi}", published=False, owner=author)
    side.public = publish(_saved(public, author, []), by=side.people["head"], author=author)
    # What is public of it has no mark; the change that waits has.
    side.public.title = f"Sửa {mark}"
    side.public.save_revision(user=author)
    side.reviewed = _saved(make_article(portal, f"Chờ duyệt {mark}", published=False, **values), author, tags)
    side.reviewed.get_workflow().start(side.reviewed, author)
    # What was public of it has no mark; who withdrew it has that of the people.
    withdrawn = make_article(portal, f"Tin đã gỡ của {portal.name_vi}", published=False, owner=author)
    withdrawn = publish(_saved(withdrawn, author, []), by=side.people["head"], author=author)
    reason = f"Lý do {side.papers_mark}"
    take_down(withdrawn, by=side.people["head"], at=AT, reason_class=TakedownReason.ERROR, reason=reason)
    locale = Locale.objects.get(language_code="en")
    TranslationCreator(user=author, target_locales=[locale]).create_translations(
        side.draft, include_related_objects=False
    )
    side.english = side.draft.get_translation(locale)
    GlossaryTerm.objects.create(portal=portal, kind=TermKind.UNIT, vietnamese=f"Tên {mark}", english=f"Name {mark}")
    suspended = _person(f"suspended.{side.people_mark.lower()}", side.people_mark)
    grant_membership(suspended, role=Role.COLLABORATOR, portal=portal, reason="Phân công", by=None, at=AT)
    suspend_account(suspended, by=None, at=AT, reason=reason)
    # Closed by a command, as before there were suspensions; with a second factor, which nobody walks past.
    closed = _person(f"closed.{side.people_mark.lower()}", side.people_mark)
    User.objects.filter(pk=closed.pk).update(is_active=False, second_factor_since=AT)
    CityIdentity.objects.create(user=closed, issuer="https://city.example.test", subject=closed.username, linked_at=AT)
    # Somebody must look at it again.
    PageFreshness.objects.create(
        page=side.public,
        portal=portal,
        because=StaleBecause.REVIEW_DATE,
        confirmed_on=AT.date(),
        stale_from=AT.date(),
    )
    # A draft whose time runs.
    make_report(portal, f"Báo cáo {mark}", owner=author, decision=f"Quyết định {mark}")
    # What its public page offers cannot be opened.
    LinkReport.objects.create(
        page=side.public,
        portal=portal,
        address=f"https://hong.example/{mark}",
        problem="không có máy này",
        first_seen=AT,
        checked_at=AT,
    )
    # What an official source has, and it does not.
    comparison = LegalComparison.objects.first() or LegalComparison.objects.create(
        source="national",
        file_name="van-ban.csv",
        file_hash="0" * 64,
        compared_at=AT,
        compared_by=author,
        **dict.fromkeys(
            ("official_count", "own_count", "unnamed_count", "absent_count", "missing_count", "different_count"), 1
        ),
    )
    LegalDifference.objects.create(
        comparison=comparison, portal=portal, kind="missing", number="05/2024/QĐ-UBND", title=f"Quyết định {mark}"
    )
    # Whom it sends its packs.
    subscriber = PressSubscriber.objects.create(
        portal=portal,
        agency=f"Báo {side.papers_mark}",
        email=f"bao.{side.papers_mark.lower()}@example.test",
        added_by=author,
        added_at=AT,
    )
    # Who asked it something, and wants to know what it keeps of that.
    sender = receive_sender(
        portal,
        SenderFacts(name=f"Bà {side.people_mark}", email=f"{side.people_mark.lower()}@example.test"),
        agreed=ConsentText.objects.filter(purpose=ConsentPurpose.ANSWER, language="vi"),
        channel=ConsentChannel.FORM,
        by=None,
        at=AT,
    )
    asked = receive_request(sender, DataRequestKind.VIEW, details=f"Xin xem {side.papers_mark}", by=None, at=AT)
    wrong = receive_request(sender, DataRequestKind.CORRECT, details=f"Sai: {side.papers_mark}", by=None, at=AT)
    # What readers lacked on it.
    feedback = add_feedback(
        portal.pk, RatedPage("/tin/", f"Trang {mark}"), {Helpfulness.LACKING: 1}, day=timezone.localdate()
    )
    for on in (feedback, None):
        RatingRemark.objects.create(
            portal=portal, feedback=on, words=f"Góp ý {side.papers_mark}", day=AT.date(), keep_until=AT.date()
        )
    # What its board lets news begin with.
    starter = PageStarter.objects.create(
        portal=portal, section=section_of(portal), page_type="home.newsarticlepage", title=f"Mẫu bài {mark}"
    )
    # Of the month that is offered first.
    year, month = month_before(timezone.localdate())
    pack = make_item(portal, "pack", f"Bản tin {mark}", owner=author, year=year, month=month)
    _propose(side)
    _delegate(side)
    assignment_id = _send(side)
    _invite(side)
    side.values = (
        _arguments(side)
        | _ask(side)
        | _comment(side)
        | _live_questions(side)
        | _contribute(side)
        | {
            "subscriber_id": subscriber.pk,
            "starter_id": starter.pk,
            "assignment_id": assignment_id,
            "request_id": asked.pk,
            "correction_id": wrong.pk,
            "feedback_id": feedback.pk,
            # Of the whole city.
            "import_id": 1,
            "ending": "csv",
            ("comments:report_file", "ending"): "docx",
            "guide": "bien-tap",
            "part": "gui-duyet",
            "audience": "writer",
            # Of nobody.
            "filter_id": 999_999,
            ("portals_admin:export_list", "name"): "wagtailadmin_reports:workflow",
            ("prepare_press_pack", "parent_page_id"): pack.get_parent().pk,
            ("send_press_pack", "page_id"): pack.pk,
        }
    )


def _propose(side: Side) -> None:
    """One proposal of each kind, all waiting; an item for the city portal where the portal is open."""
    author, reason = side.people["editor"], f"Lý do {side.papers_mark}"
    fact = {"spokesperson": side.papers_mark}
    words = {"title": f"Ảnh {side.papers_mark}", "file": f"{side.papers_mark}.gif"}
    file = ContentFile(GIF + side.papers_mark.encode())
    side.proposals = {
        "fact": propose_change(side.portal, fact, by=side.people["portal_admin"], at=AT, reason=reason),
        "file": propose_change(side.image, words, by=author, at=AT, file=file, reason=reason),
        "unpublish": propose_unpublishing(side.public, by=author, at=AT, reason=reason),
    }
    if side.portal.state == PortalState.LIVE:
        side.proposals["city_item"] = propose_to_city(side.public, by=author, at=AT, reason=reason)


def _ask(side: Side) -> dict[str, int]:
    """A question with a unit that answers, an officer, a canned response and a mail that was not sent; of a
    portal that takes no questions yet, the unit and the text."""
    portal, mark = side.portal, side.mark
    unit = AnsweringUnit.objects.create(portal=portal, name_vi=f"Phòng {mark}", name_en=f"Office {mark}")
    officer = UnitOfficer.objects.create(unit=unit, user=side.people["answering_officer"], valid_from=AT.date())
    empty = AnsweringUnit.objects.create(portal=portal, name_vi=f"Tổ {mark}", name_en=f"Team {mark}", position=1)
    mark_approved([unit, empty], portal=portal, by=make_head(portal))
    ready = CannedResponse.objects.create(
        portal=portal, kind=CannedResponseKind.ANSWER, title=f"Mẫu {mark}", text="Kính gửi"
    )
    found = {"unit_id": unit.pk, "empty_unit_id": empty.pk, "officer_id": officer.pk, "text_id": ready.pk}
    found["bet_id"] = _best_bet(side).pk
    found["source_id"] = ItemSource.objects.create(
        portal=side.portal,
        name=f"Nguồn {side.mark}",
        url=f"https://ngoai.example.gov.vn/{side.mark}",
        section=section_of(side.portal).page_ptr,
        set_by=side.people["head"],
    ).pk
    keep_addresses(side.portal, {f"/{side.mark}-cu/": (side.public or side.draft).pk}, at=AT)
    found["redirect_id"] = Redirect.objects.get(site=side.portal.site_id).pk
    found |= dict.fromkeys(("question_id", "mail_id", "message_id", "attachment_id", "chosen"), 999_999)
    if portal.state != PortalState.LIVE:
        return found
    texts = ConsentText.objects.exclude(purpose=ConsentPurpose.PUBLISH_NAME).filter(language="vi")
    address = f"hoi.{side.people_mark.lower()}@example.test"
    facts = SenderFacts(name=f"Ông {side.people_mark}", email=address, phone="0903123456")
    words = {"title": f"Hỏi {mark}", "text": f"Nội dung {mark}", "language": "vi"}
    # A picture that can be seen, and says whose it is.
    file = SentFile(f"{side.people_mark}.png", "png", picture() + f"Tệp {mark}".encode())
    question, _token = receive_question(portal, **words, sender=facts, agreed=texts, at=AT, files=[file])
    said = {"text": f"Nói thêm {mark}", "sent_at": AT}
    message = question.messages.create(kind=MessageKind.CLARIFICATION, **said)
    mail = question.mails.get()
    mail.state, mail.trouble = MailState.FAILED, MailTrouble.SERVER
    mail.save()
    head, person = side.people["head"], side.people["answering_officer"]
    assign_question(question, unit=unit, by=head, at=AT)
    start_answer(question, by=person, at=AT)
    return found | {
        "question_id": question.pk,
        "mail_id": mail.pk,
        "message_id": message.pk,
        **_chosen(question, by=head, content=file.content),
    }


def _comment(side: Side) -> dict[Any, Any]:
    """Comments on a public draft: one that waits for the board, one that is public without what marks it. A portal that
    is not open takes none."""
    if side.portal.state != PortalState.LIVE:
        return dict.fromkeys(("draft_id", "comment_id", "comment_file_id"), 999_999)
    now = timezone.now()
    days = {"trigger_date": now.date() - timedelta(days=5), "closes_on": now.date() + timedelta(days=60)}
    draft = make_item(side.portal, "draft", f"Dự thảo của {side.portal.name_vi}", published=True, **days)
    answer = ConsentText.objects.filter(purpose=ConsentPurpose.ANSWER, language="vi")
    facts = SenderFacts(name=f"Ông {side.people_mark}", email=f"gopy.{side.people_mark.lower()}@example.test")
    said = CommentData(
        f"Góp ý {side.mark}", "vi", CommentStake.ORGANISATION, organisation=f"Hội {side.mark}", sender=facts,
        agreed=list(answer),
        files=[SentFile(f"{side.people_mark}.png", "png", picture())],
    )  # fmt: skip
    waiting, _token = receive_comment(draft, said, at=now)
    other, _token = receive_comment(draft, CommentData(f"Đoạn {side.mark}", "vi", CommentStake.CITIZEN), at=now)
    redact_comment(other, public_text="Đoạn được công khai", by=make_head(side.portal), at=now)
    return {
        "draft_id": draft.pk,
        "comment_id": waiting.pk,
        "comment_file_id": waiting.files.get().pk,
        ("comments:answer", "comment_id"): other.pk,
    }


def _live_questions(side: Side) -> dict[Any, Any]:
    """Questions of an event: one that waits for the board, one that is public. A portal that is not open takes none."""
    if side.portal.state != PortalState.LIVE:
        return dict.fromkeys(("event_id", "live_question_id"), 999_999)
    now = timezone.now()
    times = {"starts_at": now - timedelta(minutes=5), "ends_at": now + timedelta(days=60)}
    title = f"Đối thoại của {side.portal.name_vi}"
    event = make_item(side.portal, "live", title, published=True, takes_questions=True, **times)
    texts = ConsentText.objects.filter(purpose=ConsentPurpose.ANSWER, language="vi")
    facts = SenderFacts(name=f"Ông {side.people_mark}", email=f"doithoai.{side.people_mark.lower()}@example.test")
    asked = LiveQuestionData(f"Hỏi trực tiếp {side.mark}", "vi", sender=facts, agreed=list(texts))
    waiting, _token = receive_live_question(event, asked, at=now)
    other, _token = receive_live_question(event, LiveQuestionData(f"Câu {side.mark}", "vi"), at=now)
    publish_live_question(other, by=make_head(side.portal), at=now)
    public = {(f"live_questions_desk:{name}", "live_question_id"): other.pk for name in ("answer", "mark")}
    return {"event_id": event.pk, "live_question_id": waiting.pk} | public


def _contribute(side: Side) -> dict[Any, Any]:
    """An article with a picture that waits for the board. A portal that is not open takes none."""
    if side.portal.state != PortalState.LIVE:
        return dict.fromkeys(("contribution_id", "file_id"), 999_999)
    facts = SenderFacts(name=f"Bà {side.people_mark}", email=f"guibai.{side.people_mark.lower()}@example.test")
    sent = SentPicture(
        SentFile(f"{side.people_mark}.png", "png", picture()), f"Ảnh {side.mark}", f"Người chụp {side.mark}",
        PictureRights.OWN,
    )  # fmt: skip
    said = ContributionData(
        ContributionKind.ARTICLE,
        f"Bài {side.mark}",
        f"Tác giả {side.mark}",
        "vi",
        facts,
        list(ConsentText.objects.filter(purpose=ConsentPurpose.ANSWER, language="vi")),
        text=f"Nội dung {side.mark}",
        pictures=[sent],
    )
    contribution, _token = receive_contribution(side.portal.pk, said, at=timezone.now())
    return {"contribution_id": contribution.pk, "file_id": contribution.files.get().pk}


def _best_bet(side: Side) -> SearchBestBet:
    """What the board puts first in the search of its portal."""
    return SearchBestBet.objects.create(
        portal=side.portal,
        language="vi",
        phrases=f"tìm {side.mark}",
        title=f"Ưu tiên {side.mark}",
        address="https://ngoai.example.gov.vn/",
        valid_from=AT.date(),
        valid_until=AT.date() + timedelta(days=30),
    )


def _chosen(question: Question, *, by: User, content: bytes) -> dict[str, Any]:
    """Its file, of which somebody chose a copy, and where that lies."""
    attachment = question.attachments.get()
    copy = PublicCopy(attachment=attachment, draft_by=by)
    copy.draft.save("chosen.png", ContentFile(content), save=False)
    copy.save()
    return {"attachment_id": attachment.pk, "chosen": copy.draft.name}


def _violate(side: Side, supervisor: User) -> None:
    """Found by the city in what is public, waiting for the board."""
    before = set(all_rows())
    title = f"Tin công khai của {side.portal.name_vi}"
    item = PublicItem(side.portal.pk, side.public.pk, title, f"/{side.papers_mark}/", "vi")
    words = {"finding": f"Phát hiện {side.papers_mark}", "document": f"Biên bản {side.papers_mark}"}
    violation = record_violation(item, kind=TakedownReason.ERROR, by=supervisor, at=AT, **words)
    side.values["violation_id"] = violation.pk
    side.rows |= set(all_rows()) - before


def _break(side: Side, operator: User) -> None:
    """What the operator keeps of it: an incident with a step, and maintenance ahead."""
    before, now = set(all_rows()), timezone.now()
    incident = record_incident(
        side.portal,
        kind=IncidentKind.CONNECTION,
        title=f"Mất kết nối {side.papers_mark}",
        description=f"Không nhận tin {side.papers_mark}",
        began_at=AT,
        found_by=IncidentSource.PORTAL,
        responsible_unit="Trung tâm Chuyển đổi số",
        by=operator,
        at=now,
    )
    add_incident_step(incident, text=f"Đã gọi đường truyền {side.papers_mark}", by=operator, at=now)
    begins = now + timedelta(days=30)
    window = announce_maintenance(
        [side.portal],
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        # Every reader of the portal is told the reason, and nobody why it cannot wait.
        reason="Nâng cấp máy chủ",
        why_urgent=f"Lỗ hổng {side.papers_mark}",
        by=operator,
        at=now,
    )
    side.values |= {"incident_id": incident.pk, "window_id": window.pk}
    side.rows |= set(all_rows()) - before


def _delegate(side: Side) -> None:
    """From tomorrow on, so that a member without a delegation is tried too."""
    seats = {
        seat.seat: seat for seat in BoardSeat.objects.filter(board=side.portal.board, user__in=side.people.values())
    }
    tomorrow = timezone.localdate() + timedelta(days=1)
    delegate(
        seats[Seat.HEAD],
        seats[Seat.MEMBER],
        valid_from=tomorrow,
        valid_until=tomorrow,
        reason=f"Đi công tác {side.papers_mark}",
        by=side.people["head"],
        at=timezone.now(),
    )


def _send(side: Side) -> int:
    """The editor covers an event tomorrow; key of the assignment."""
    now = timezone.now()
    assignment = assign_coverage(
        side.portal,
        side.people["editor"],
        event=f"Hội nghị {side.papers_mark}",
        place="Hội trường",
        starts_at=now + timedelta(days=1),
        due_at=now + timedelta(days=2),
        by=side.people["head"],
        at=now,
    )
    return assignment.pk


def _invite(side: Side) -> None:
    """Somebody who has not answered yet."""
    invitation = invite(
        email=f"moi.{side.people_mark.lower()}@example.test",
        full_name=f"Mai {side.papers_mark}",
        role=Role.EDITOR,
        portal=side.portal,
        reason=f"Phân công {side.papers_mark}",
        by=side.people["portal_admin"],
        at=timezone.now(),
    )
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=hash_of(side.token))


def _saved(page: Page, author: User, tags: list[Any]) -> Page:
    page.tags = tags
    page.save_revision(user=author, log_action=True)
    return NewsArticlePage.objects.get(pk=page.pk)


def _arguments(side: Side) -> dict[Any, Any]:
    """What stands for each argument of an address, by its name, or by the name of the view and its own."""
    portal, page = side.portal, side.draft
    source = TranslationSource.objects.get(object_id=side.draft.translation_key)
    translation = Translation.objects.get(source=source)
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(PortalImage),
        file=f"{side.mark}.png",
        uploaded_by_user=side.people["editor"],
    )
    review = side.reviewed.current_workflow_state
    return {
        "page_id": page.pk,
        "parent_page_id": section_of(portal).pk,
        "page_to_move_id": page.pk,
        "destination_id": section_of(portal).pk,
        "revision_id": page.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_id": Task.objects.get().pk,
        "workflow_pk": Workflow.objects.get().pk,
        "page_pk": portal.container_id,
        "content_type_app_name": "home",
        "content_type_model_name": "newsarticlepage",
        "image_id": side.image.pk,
        "document_id": side.document.pk,
        "doc_id": side.document.pk,
        "collection_id": portal.collection_id,
        "uploaded_file_id": upload.pk,
        "filter_spec": "max-100x100",
        "portal_id": portal.pk,
        "seat_id": BoardSeat.objects.filter(board=portal.board, user=side.people["member"]).get().pk,
        "membership_id": Membership.objects.get(user=side.people["editor"]).pk,
        "delegation_id": Delegation.objects.get(from_seat__board=portal.board).pk,
        "suspension_id": AccountSuspension.objects.get(user__username__endswith=side.people_mark.lower()).pk,
        "account_id": side.people["editor"].pk,
        "report_id": SuspensionReport.objects.get(portal=portal).pk,
        "proposal_id": side.proposals["file"].pk,
        "session_id": 1,
        "translation_source_id": source.pk,
        "translation_id": translation.pk,
        "string_segment_id": StringSegment.objects.filter(source=source).first().pk,
        "overridable_segment_id": OverridableSegment.objects.filter(source=source).first().pk,
        "workflow_state_id": review.pk,
        "task_state_id": review.current_task_state.pk,
        "action_name": "approve",
        "object_id": page.pk,
        "uidb64": "MQ",
        "token": "set-password",
        "invitation_id": Invitation.objects.get(portal=portal).pk,
        "mode": "default",
        # Common to all portals, and the operator's.
        "day_id": SpecialDay.objects.earliest("date").pk,
        "body_id": CompetentBody.objects.get_or_create(name_vi="Tòa án", name_en="Court", address="Đường A")[0].pk,
        "topic_id": QuestionTopic.objects.get(code="ho-tich").pk,
        "synonym_id": SearchSynonym.objects.get(phrase="xe bus").pk,
        "year": 2027,
        "rule_id": DeadlineRule.objects.get(category__code="thong-ke").pk,
        "category_id": InformationCategory.objects.get(code="thong-ke").pk,
        "profile_id": RuleProfile.objects.get(code="regulation").pk,
        "category": "thong-ke",
        "trigger": "decision",
    } | {
        ("wagtailadmin_pages:collect_workflow_action_data", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:workflow_action", "page_id"): side.reviewed.pk,
        ("review_action", "page_id"): side.reviewed.pk,
        ("questions_admin:chosen_page", "page"): 1,
        ("review_data", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:workflow_history", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:workflow_history_detail", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:confirm_workflow_cancellation", "page_id"): side.reviewed.pk,
        ("wagtailadmin_pages:workflow_preview", "page_id"): side.reviewed.pk,
        ("portals_admin:proposal_picture", "form"): "max-480x480",
        ("portals_admin:decide_proposal", "task_state_id"): side.proposals["file"].current_workflow_task_state.pk,
        ("portals_admin:ask_unpublish", "page_id"): side.public.pk,
        ("compare_version", "page_id"): side.english.pk,
        # Where there is no English version yet.
        ("page_version", "page_id"): side.public.pk,
        **{(name, "page_id"): side.english.pk for name in TRANSLATING},
        ("translate_choice", "key"): read_side_by_side(side.english.specific).choices[0].key,
        ("export_translation", "kind"): "po",
        "term_id": GlossaryTerm.objects.get(portal=portal).pk,
        ("confirm_page", "page_id"): side.public.pk,
        ("portals_admin:propose_to_city", "page_id"): side.public.pk,
        ("wagtailadmin_pages:unpublish", "page_id"): side.public.pk,
        ("take_down", "page_id"): side.public.pk,
        ("wagtailadmin_pages:set_page_position", "page_to_move_id"): page.pk,
        ("wagtailadmin_pages:revisions_compare", "pk"): side.public.pk,
        ("wagtailadmin_explore", "parent_page_id"): section_of(portal).pk,
        ("import_procedures", "parent_page_id"): section_of(portal, "thu-tuc-dich-vu-cong").pk,
        ("wagtailadmin_explore_results", "parent_page_id"): section_of(portal).pk,
        ("wagtailadmin_choose_page_child", "parent_page_id"): section_of(portal).pk,
        ("wagtailadmin_api:pages:detail", "pk"): page.pk,
        ("wagtailadmin_api:pages:action", "pk"): page.pk,
        ("no_actions_by_api", "pk"): page.pk,
        ("no_actions_by_api", "action_name"): "copy",
        ("no_redirects", "rest"): "add/",
        ("wagtailadmin_api:pages:action", "action_name"): "copy",
        ("wagtailadmin_api:images:detail", "pk"): side.image.pk,
        ("wagtailadmin_api:documents:detail", "pk"): side.document.pk,
        ("wagtailimages_chooser:chosen", "pk"): side.image.pk,
        ("wagtaildocs_chooser:chosen", "pk"): side.document.pk,
        ("wagtailadmin_collections:edit", "pk"): portal.collection_id,
        ("wagtailadmin_collections:delete", "pk"): portal.collection_id,
        ("wagtailsettings:edit", "app_name"): "home",
        ("wagtailsettings:edit", "model_name"): PortalBranding._meta.model_name,
        ("wagtailsettings:edit", "pk"): portal.site_id,
        ("branding_edit", "pk"): portal.site_id,
        ("wagtailsettings:preview_on_edit", "app_name"): "home",
        ("wagtailsettings:preview_on_edit", "model_name"): PortalBranding._meta.model_name,
        ("wagtailsettings:preview_on_edit", "pk"): portal.site_id,
        ("wagtail_bulk_action", "app_label"): "wagtailcore",
        ("wagtail_bulk_action", "model_name"): "page",
        ("wagtail_bulk_action", "action"): "delete",
        ("wagtailadmin_pages:choose_parent", "app_label"): "home",
        ("wagtailadmin_pages:choose_parent", "model_name"): "newsarticlepage",
        ("wagtailadmin_editing_sessions:ping", "app_label"): "home",
        ("wagtailadmin_editing_sessions:ping", "model_name"): "newsarticlepage",
        ("editing_session", "app_label"): "home",
        ("editing_session", "model_name"): "newsarticlepage",
        ("wagtailadmin_tag_model_autocomplete", "app_name"): "taggit",
        ("wagtailadmin_tag_model_autocomplete", "model_name"): "tag",
        ("wagtailadmin_workflows:add_task", "app_label"): "portals",
        ("wagtailadmin_workflows:add_task", "model_name"): "boardapprovaltask",
        ("wagtail_localize:submit_snippet_translation", "app_label"): "library",
        ("wagtail_localize:submit_snippet_translation", "model_name"): "tag",
        ("wagtail_localize:submit_snippet_translation", "pk"): 1,
        ("wagtail_localize:snippets_api_listing", "app_label"): "library",
        ("wagtail_localize:snippets_api_listing", "model_name"): "tag",
        ("wagtail_localize:snippets_api_detail", "app_label"): "library",
        ("wagtail_localize:snippets_api_detail", "model_name"): "tag",
        ("wagtail_localize:snippets_api_detail", "pk"): 1,
        ("content_report", "?portal"): portal.pk,
        ("wagtail_bulk_action", "?id"): page.pk,
        ("wagtailadmin_choose_page_chosen_multiple", "?id"): page.pk,
        ("wagtailimages_chooser:chosen_multiple", "?id"): side.image.pk,
        ("wagtaildocs_chooser:chosen_multiple", "?id"): side.document.pk,
        ("wagtailadmin_pages:search", "?q"): "Nháp",
        ("wagtailadmin_choose_page_search", "?q"): "Nháp",
        ("wagtailimages_chooser:choose_results", "?q"): "Ảnh",
        ("wagtailimages:index_results", "?q"): "Ảnh",
        ("wagtaildocs_chooser:choose_results", "?q"): "Tệp",
        ("document_index_results", "?q"): "Tệp",
        ("wagtailadmin_explore_results", "?q"): "Nháp",
        ("wagtailadmin_pages:search_results", "?q"): "Nháp",
        ("wagtailusers_users:index_results", "?q"): "Lan",
        **_each("wagtailusers_users", side.people["editor"].pk),
        **_each("wagtaillocales", Locale.objects.get(language_code="en").pk),
        **{
            (f"wagtailadmin_workflows:{name}", "pk"): Workflow.objects.get().pk
            for name in ("enable", "disable", "edit", "usage", "usage_results")
        },
        **{
            (f"wagtailadmin_workflows:{name}", "pk"): Task.objects.get().pk
            for name in ("edit_task", "disable_task", "enable_task")
        },
    }


def _each(namespace: str, key: int) -> dict[tuple[str, str], int]:
    return {
        (f"{namespace}:{name}", "pk"): key for name in ("edit", "delete", "history", "history_results", "usage", "copy")
    }
