"""Pages of the categories of information: one valid object of each kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from deadlines.queries import working_calendar
from home.models import InformationPage
from information.models import (
    AccessPage,
    BudgetPage,
    ChannelsPage,
    DataSetPage,
    DirectionPage,
    DisclosurePage,
    DocumentPage,
    DraftPage,
    EventPage,
    GazettePage,
    LegalGuidancePage,
    LiveEventPage,
    OutagePage,
    PlanPage,
    PressConferencePage,
    PressPackPage,
    PressReleasePage,
    ProcedurePage,
    ProjectPage,
    PublicAlertPage,
    RecordingPage,
    SciencePage,
    SpecialTopicPage,
    StatisticsReportPage,
    WorkSchedulePage,
)
from sites.models import Portal
from tests.factories import a_field, make_head, make_member, publish_approved_page, section_of
from tests.fullest import make_document
from tests.remembering import remembered

DECIDED = date(2026, 10, 15)
# A Monday; the Tuesday after it is off, by the calendar that is shipped.
MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Kind:
    """A page type, the section it belongs to, the values of one page; some depend on the portal's files."""

    model: type[Any]
    section: str
    values: dict[str, Any] = field(default_factory=dict)
    files: Callable[[Portal], dict[str, Any]] = lambda portal: {}


def files_of(portal: Portal) -> list[dict[str, Any]]:
    return [{"type": "file", "value": {"document": make_document(portal).pk, "title": "Toàn văn"}}]


def engagement(day: str, time: str, content: str, **values: Any) -> dict[str, Any]:
    entry = {"day": day, "time": time, "until": None, "content": content, "chair": "Chủ tịch", "participants": "",
             "place": "Phòng họp số 1", "unit": "", "is_internal": False}  # fmt: skip
    return {"type": "engagement", "value": entry | values}


def recording_of(portal: Portal, url: str = "https://kenh.example/phien-hop") -> list[dict[str, Any]]:
    video = {"title": "Phiên họp", "file": None, "poster": None, "url": url,
             "captions": None, "transcript": "<p>Lời phát biểu.</p>"}  # fmt: skip
    return [{"type": "video", "value": video}]


APPROVED = {"approved_by": "Chủ tịch Ủy ban nhân dân", "decision": "812/QĐ-UBND", "first_year": 2026, "last_year": 2030}
KINDS = {
    "report": Kind(
        StatisticsReportPage,
        "thong-ke-bao-cao",
        {"kind": "statistics", "period": "quarter", "number": 3, "year": 2026, "decision": "12/QĐ-CTK"},
    ),
    "direction": Kind(
        DirectionPage,
        "chi-dao-dieu-hanh",
        {"kind": "conclusion", "issued_by": "Chủ tịch Ủy ban nhân dân", "reference": "45/TB-UBND"},
    ),
    "guidance": Kind(
        LegalGuidancePage,
        "pho-bien-phap-luat",
        {
            "act": "Luật 64/2025/QH15 Ban hành văn bản quy phạm pháp luật",
            "act_issuer": "Quốc hội",
            "effective_on": date(2026, 12, 1),
            "audience": "cơ quan soạn thảo văn bản",
        },
    ),
    "document": Kind(
        DocumentPage,
        "van-ban",
        {"kind": "quyet-dinh", "number": "4567/QĐ-UBND", "issuer": "Ủy ban nhân dân", "signatory": "Chủ tịch"},
        lambda portal: {"files": files_of(portal)},
    ),
    "draft": Kind(
        DraftPage,
        "gop-y-du-thao",
        {
            "kind": "normative",
            "drafter": "Sở Tài chính",
            "closes_on": date(2026, 11, 30),
            "comments_to": "Sở Tài chính, gopy@so.example",
        },
        lambda portal: {"files": files_of(portal)},
    ),
    "gazette": Kind(
        GazettePage, "van-ban", {"number": "45 + 46", "issued_on": DECIDED}, lambda portal: {"files": files_of(portal)}
    ),
    "plan": Kind(PlanPage, "chien-luoc-quy-hoach", {"kind": "development", **APPROVED}),
    "project": Kind(
        ProjectPage,
        "dau-tu-mua-sam",
        {
            "kind": "project",
            "state": "running",
            "objective": "Cải tạo kênh",
            "investor": "Ban Quản lý dự án",
            "contractor": "Công ty A",
            "amount": 1_250_000_000,
            "funding": "Ngân sách Thành phố",
            "location": "Quận 1",
            **APPROVED,
        },
    ),
    "budget": Kind(
        BudgetPage,
        "ngan-sach",
        {"kind": "execution", "period": "quarter", "number": 3, "year": 2026, "decision": "9/QĐ"},
    ),
    "science": Kind(
        SciencePage,
        "khoa-hoc-cong-nghe",
        {
            "kind": "topic",
            "stage": "accepted",
            "host": "Viện Nghiên cứu",
            "head": "Nguyễn Văn An",
            "amount": 900_000_000,
            "first_year": 2024,
            "last_year": 2026,
            "decision": "7/QĐ-SKHCN",
            "result": "Quy trình mới",
        },
    ),
    "procedure": Kind(
        ProcedurePage,
        "thu-tuc-dich-vu-cong",
        {
            "code": "1.004873",
            "area": "Hộ tịch",
            "level": "commune",
            "online": "full",
            "agency": "Bộ phận tiếp nhận và trả kết quả",
            "duration": "Trong ngày làm việc",
            "fee": "Không thu",
            "outcome": "Giấy khai sinh",
            "decision": "528/QĐ-BTP",
            "service_url": "https://dichvucong.example/1.004873",
        },
    ),
    "disclosure": Kind(
        DisclosurePage,
        "cong-khai",
        {
            "subject": "dat-dai",
            "reference": "12/TB-UBND",
            "issuer": "Ủy ban nhân dân",
            "shown_until": date(2026, 12, 31),
        },
    ),
    "alert": Kind(
        PublicAlertPage,
        "canh-bao",
        {"kind": "disaster", "affected": "Người dân ven sông", "until": date(2026, 12, 1), "hotline": "1022"},
    ),
    "outage": Kind(
        OutagePage,
        "canh-bao",
        {
            "services": "Nộp hồ sơ trực tuyến",
            "back_at": datetime(2026, 12, 20, 1, 0, tzinfo=UTC),
            "reason": "Bảo trì",
            "meanwhile": "Nộp tại quầy",
            "trigger_date": date(2026, 12, 19),
        },
    ),
    "access": Kind(
        AccessPage,
        "tiep-can-thong-tin",
        {"contact_name": "Văn phòng", "contact_phone": "(028) 3000 0000", "contact_email": "tiepcan@phuong.example"},
        lambda portal: {
            "forms": files_of(portal),
            "entries": [
                {
                    "type": "entry",
                    "value": {
                        "name": "Quy hoạch phường",
                        "number": "812/QĐ-UBND",
                        "day": "2026-10-15",
                        "form": "Đăng trên Cổng",
                        "disclosed": "2026-10-20",
                        "period": "Thường xuyên",
                        "page": section_of(portal).pk,
                        "url": "",
                    },
                }
            ],
        },
    ),
    "schedule": Kind(
        WorkSchedulePage,
        "lich-cong-tac",
        {
            "week": MONDAY,
            "engagements": [
                engagement("2", "08:00:00", "Khai mạc Ngày hội Văn hóa", until="09:30:00"),
                engagement(
                    "1", "14:00:00", "Họp về tiến độ cải tạo kênh", participants="Sở Xây dựng", unit="Văn phòng"
                ),
                engagement("1", "08:00:00", "Giao ban Ủy ban nhân dân"),
                engagement("3", "08:00:00", "Họp kín về nhân sự", is_internal=True),
            ],
        },
    ),
    "data_set": Kind(
        DataSetPage,
        "du-lieu-mo",
        {
            "formats": "CSV, JSON",
            "conditions": "Tự do sử dụng, ghi rõ nguồn",
            "cycle": "monthly",
            "renewed_on": DECIDED,
            "contact": "Văn phòng",
            "data_url": "https://dulieu.example/ho-so",
        },
        lambda portal: {"files": files_of(portal)},
    ),
    "press": Kind(
        PressReleasePage,
        "bao-chi",
        {
            "kind": "statement",
            "number": "3/TCBC",
            "spokesperson": "Bà Lê Thu Hạnh, Phó Chánh Văn phòng",
            "spokesperson_phone": "0900 000 000",
            "spokesperson_email": "baochi@phuong.example",
        },
    ),
    "conference": Kind(
        PressConferencePage,
        "bao-chi",
        {
            "starts_at": datetime(2026, 11, 26, 8, 0, tzinfo=UTC),
            "ends_at": datetime(2026, 11, 26, 9, 30, tzinfo=UTC),
            "place": "Phòng họp báo",
            "chair": "Phó Chánh Văn phòng",
            "topics": "Kinh tế – xã hội quý IV",
            "registration": "baochi@phuong.example",
        },
    ),
    "pack": Kind(
        PressPackPage,
        "bao-chi",
        {"year": 2026, "month": 10},
        lambda portal: {"chosen": [{"type": "page", "value": section_of(portal).pk}]},
    ),
    "event": Kind(
        EventPage,
        "tin-tuc",
        {
            "starts_at": datetime(2026, 12, 5, 1, 0, tzinfo=UTC),
            "ends_at": datetime(2026, 12, 5, 4, 0, tzinfo=UTC),
            "place": "Nhà văn hoá phường, 5 Mạc Đĩnh Chi",
            "organiser": "Ủy ban nhân dân phường",
            "audience": "Người dân trong phường",
            "registration": "Không cần đăng ký",
        },
    ),
    "live": Kind(
        LiveEventPage,
        "tin-tuc",
        {
            "kind": "dialogue",
            "starts_at": datetime(2026, 11, 26, 1, 30, tzinfo=UTC),
            "ends_at": datetime(2026, 11, 26, 4, 0, tzinfo=UTC),
            "place": "Hội trường A",
            "guests": "Lãnh đạo các sở",
            "stream_url": "https://kenh.example/truc-tiep",
            "questions_to": "doithoai@phuong.example",
            "programme": [
                {"type": "item", "value": {"time": "08:30:00", "content": "Khai mạc", "speaker": "Chủ tịch"}}
            ],
            "transcript": [{"type": "paragraph", "value": "<p>Hỏi và đáp.</p>"}],
        },
        lambda portal: {"recording": recording_of(portal)},
    ),
    "recording": Kind(
        RecordingPage,
        "thu-vien",
        {"recorded_on": DECIDED, "length": "12 phút"},
        lambda portal: {"media": recording_of(portal)},
    ),
    "channels": Kind(
        ChannelsPage,
        "bao-chi",
        {
            "channels": [
                {
                    "type": "channel",
                    "value": {"kind": kind, "name": name, "url": url, "contact": contact, "decision": "5/QĐ"},
                }
                for kind, name, url, contact in (
                    ("social", "Trang mạng xã hội", "https://mang.example/phuong", ""),
                    ("hotline", "Tổng đài", "", "1022"),
                )
            ]
        },
    ),
    "topic": Kind(
        SpecialTopicPage,
        "tin-tuc",
        files=lambda portal: {"chosen": [{"type": "page", "value": section_of(portal).pk}]},
    ),
}


@remembered
def make_item(
    portal: Portal, kind: str, /, title: str = "", *, published: bool = False, section: str = "", **values: Any
) -> Any:
    """A page of one kind in its section: a draft of the portal's editor, or published by its board."""
    one, author = KINDS[kind], make_member(portal)
    names = {column.name for column in one.model._meta.get_fields()}
    common = {"source_agency": portal.governing_body, "trigger_date": DECIDED}
    page = one.model(
        **{"title": title or f"Trang {kind}", "lead": "Tóm tắt.", "live": False, "owner": author}
        | {name: value for name, value in common.items() if name in names}
        | one.values
        | one.files(portal)
        | values
    )
    if getattr(page, "needs_field", False):
        page.subject_fields = [a_field()]
    return _below(section_of(portal, section or one.section), page, portal, published=published)


@remembered
def make_plain(
    portal: Portal, parent: Page, title: str = "Quyết định", *, published: bool = True, **values: Any
) -> InformationPage:
    """A page of no kind of information: published by the portal's board, or a draft of its editor."""
    given = {"lead": "Tóm tắt.", "source_agency": portal.governing_body, "live": False, "owner": make_member(portal)}
    return _below(parent, InformationPage(title=title, **given | values), portal, published=published)


def _below(parent: Page, page: Any, portal: Portal, *, published: bool) -> Any:
    parent.add_child(instance=page)
    page.save_revision(user=page.owner)
    return publish_approved_page(page, by=make_head(portal)) if published else page


def make_report(portal: Portal, title: str = "Thống kê quý III", *, published: bool = False, **values: Any) -> Any:
    """A statistical report whose publication was decided on 15 October 2026: due on the 29th."""
    return make_item(portal, "report", title, published=published, **values)


def make_report_due_soon(portal: Portal, title: str = "Sắp đến hạn") -> Any:
    """A report whose last day is the next working day, on whatever day the test runs."""
    today, calendar = timezone.localdate(), working_calendar()
    last = calendar.after(today, 1)
    days = (today - timedelta(days=back) for back in range(60))
    return make_report(portal, title, trigger_date=next(day for day in days if calendar.after(day, 10) <= last))
