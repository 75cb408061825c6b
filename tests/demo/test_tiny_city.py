"""Loading a small city: every type of page, every state of review, both languages.

What the demo shows beside pages that were written and approved.

Citizens of the demo ask, and offices answer: every file goes its way by the real verbs.
"""

import html
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.password_validation import validate_password
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, TaskState, WorkflowState

from accounts.models import User
from audit.models import PortalEvent
from authentication.models import SuspensionReport
from cityportal.demo.accounts import CITY_POSTS, PASSWORD, POSTS
from cityportal.doctor.portals import check_review_variants
from editorial.enums import ProposalKind, ProposalState, ReviewEventKind, TakedownReason
from editorial.integrity.invariants import public_that_differs, public_without_approval
from editorial.models import Approval, ProposedChange, Takedown
from home.models import (
    ContactPage,
    GalleryPage,
    LinkedItemPage,
    NewsArticlePage,
    OrganisationUnitPage,
    PageFreshness,
    PersonPage,
    PortalBranding,
    PublicationDeadline,
    SectionPage,
)
from library.models import PortalImage
from members.enums import ReviewVariant, Role, Seat
from members.models import BoardSeat, Delegation, Invitation, Membership
from members.register import REGISTER_KINDS, persons_of
from oversight.enums import CoverageState, ViolationState
from oversight.models import Violation
from qa.core.verification import faults
from qa.enums import QuestionState, Visibility
from qa.models import Question
from search.models import SearchEntry
from search.oversight.statistics import clicks_by_position, without_results
from sites.enums import PortalState
from sites.models import Portal
from tests.demo.conftest import NOW, load_tiny, pass_the_editor
from tests.isolation.addresses import public_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_tiny_city")]

# Without a test that says it needs the database, pytest-django makes none: the module could not run alone.

# Paths on the own host, without what is asked there: choices of lists lead to one another without end.
LINK = re.compile(r'[=:] ?"(/(?!/|media/|static/)[^"#?<]*)')
# Answered where they name what is searched.
FOLLOWED = {"feed_search", "follow_search"}
# Nothing in this city leads there: files of questions, documents behind a password, an address that ours stands before,
# what a script calls, procedures by their code, which the one here has not, and what operators switch on.
# The tiny city has no draft, from which the pages of comments are reached, no poll, and no event that takes questions.
NOT_LINKED = {
    "ask_live", "comment_on_draft", "draft_comments", "follow_draft", "live_questions", "metrics", "poll",
    "security_txt", "procedure_by_code", "procedure_places", "question_file", "search_click",
    "wagtaildocs_authenticate_with_password", "wagtaildocs_serve",
}  # fmt: skip


@pytest.fixture
def city():
    return Portal.objects.get(code="thanhpho")


def page(slug: str, language: str = "vi") -> Page:
    """A page of the city, or one that somebody wrote for the department."""
    return Page.objects.get(
        slug=slug, url_path__contains=f"/{language}/", url_path__regex="thanhpho|tin-cua-so"
    ).specific


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in the city, seven hours before UTC, in the month of the tests."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=7)


@pytest.mark.both_engines
def test_both_portals_are_open(city):
    assert list(Portal.objects.values_list("code", "state").order_by("code")) == [
        ("sotuphap", PortalState.LIVE),
        ("thanhpho", PortalState.LIVE),
    ]
    assert (city.host, city.address) == ("hochiminhcity.localhost", "86 Lê Thánh Tôn")


def test_operator_sees_what_was_searched_for_in_vain_and_opened_in_the_last_week(city):
    monday = timezone.localdate(NOW) - timedelta(days=timezone.localdate(NOW).weekday() + 7)
    week = (monday, monday + timedelta(days=6))
    assert "điểm thi lớp 10" in [one.text for one in without_results(*week)]
    opened = [times for _place, times in clicks_by_position(*week, portal=city)]
    assert (len(opened), sorted(opened, reverse=True)) == (10, opened)


@pytest.mark.both_engines
def test_every_public_page_has_its_approval():
    assert list(public_without_approval()) == []
    assert [str(difference) for difference in public_that_differs()] == []
    assert not Approval.objects.filter(content_hash="").exists()


def test_nobody_approved_own_work():
    for approval in Approval.objects.exclude(revision=None).select_related("revision"):
        assert approval.approved_by_id != approval.revision.user_id


def test_head_and_deputy_take_turns():
    assert set(Approval.objects.values_list("seat", flat=True)) == {Seat.HEAD, Seat.DEPUTY}


def test_states_are_those_of_the_file():
    states = {
        slug: (page(slug).live, page(slug).workflow_states.order_by("pk").last())
        for slug in ("bai-nhap", "bai-cho-duyet", "bai-tra-lai", "van-ban-dang-sua", "bai-co-ban-tieng-anh")
    }
    assert {slug: (live, state and state.status) for slug, (live, state) in states.items()} == {
        "bai-nhap": (False, None),
        "bai-cho-duyet": (False, WorkflowState.STATUS_IN_PROGRESS),
        "bai-tra-lai": (False, WorkflowState.STATUS_NEEDS_CHANGES),
        "van-ban-dang-sua": (True, WorkflowState.STATUS_IN_PROGRESS),
        "bai-co-ban-tieng-anh": (True, WorkflowState.STATUS_APPROVED),
    }


def test_returned_page_has_its_remark():
    assert TaskState.objects.get(status=TaskState.STATUS_REJECTED).comment == "Ghi rõ nguồn."


def test_update_waits_while_the_old_text_is_public():
    shown = page("van-ban-dang-sua")
    assert (shown.lead, shown.get_latest_revision_as_object().lead) == ("Câu cũ.", "Câu mới.")


@pytest.mark.both_engines
def test_history_agrees_with_itself():
    article = page("bai-co-ban-tieng-anh")
    first, corrected = article.revisions.order_by("pk")
    approvals = Approval.objects.filter(object_id=str(article.pk)).order_by("pk")
    published = PortalEvent.objects.filter(kind=ReviewEventKind.ITEM_PUBLISHED, data__page=article.pk).order_by("pk")
    times = [moment(22, 7, 30), moment(22, 10, 30)]
    assert [article.first_published_at, article.last_published_at] == times
    assert [approval.approved_at for approval in approvals] == times
    assert [event.at for event in published] == times
    assert first.created_at < times[0] < corrected.created_at < times[1]
    assert article.correction_note == "Giờ đúng là 7 giờ 30."


def test_what_would_be_later_today_was_yesterday():
    assert page("bai-cho-duyet").workflow_states.get().created_at == moment(23, 23, 59)


def test_article_has_all_that_its_file_says():
    article = page("bai-co-ban-tieng-anh")
    assert isinstance(article, NewsArticlePage)
    assert (article.source_agency, article.author_name) == ("Văn phòng", "Minh Châu")
    assert [tag.name for tag in article.tags.all()] == ["Chuyển đổi số"]
    assert [field.slug for field in article.subject_fields.all()] == ["xa-hoi"]
    assert [block.block_type for block in article.body] == [
        "paragraph", "heading", "figure", "table", "documents", "quote", "notice", "accordion", "links", "gallery",
    ]  # fmt: skip


def test_every_page_would_pass_the_editor():
    for one in Page.objects.filter(depth__gte=3).specific():
        pass_the_editor(one)


def test_pictures_lie_in_the_portal_that_uses_them_and_say_what_is_seen(city):
    pictures = PortalImage.objects.all()
    elsewhere = [picture.title for picture in pictures if picture.collection_id != city.collection_id]
    assert elsewhere == ["Biểu trưng Cổng Sở Tư pháp"]
    assert [picture.title for picture in pictures if not (picture.description and picture.rights_note)] == []


def test_each_type_has_its_facts(city):
    office, person, contact = page("van-phong"), page("tran-thi-dung"), page("lien-he")
    assert isinstance(office, OrganisationUnitPage)
    assert (office.working_hours, person.get_parent().pk) == ("Giờ hành chính", office.pk)
    assert isinstance(person, PersonPage)
    assert (person.position, person.portrait.collection_id) == ("Phó Chánh Văn phòng", city.collection_id)
    assert isinstance(contact, ContactPage)
    assert (contact.title, contact.email, contact.short_title) == ("Liên hệ Ủy ban", "bbt@tp.example", "Liên hệ")
    gallery = page("thu-vien-song")
    assert isinstance(gallery, GalleryPage)
    assert [figure.value["caption"] for figure in gallery.pictures] == ["Một.", "Hai."]


def test_facts_and_days_are_those_of_the_file():
    document, procedure, report = page("quyet-dinh-so-1"), page("khai-sinh"), page("so-lieu-quy")
    assert (document.trigger_date, document.effective_on) == (date(2026, 11, 14), date(2026, 12, 6))
    assert [block.value["document"].title for block in document.files] == ["Quyết định"]
    assert (procedure.area, page("birth-registration", "en").area) == ("Hộ tịch", "Civil status")
    assert (report.period, report.number, report.year) == ("quarter", 3, 2026)


def test_schedule_is_of_the_week_of_today_and_leaves_holidays_free():
    """Tuesday 24 November is one."""
    schedule = page("lich-tuan-nay")
    assert (schedule.week, schedule.title) == (date(2026, 11, 23), "Lịch từ 23/11 đến 29/11/2026")
    assert [value["content"] for value in schedule.public_engagements()] == ["Họp về kênh"]


def test_event_has_its_times_and_streams():
    event = page("doi-thoai")
    assert (event.starts_at, event.ends_at) == tuple(datetime(2026, 12, 2, hour, tzinfo=UTC) for hour in (7, 9))
    (video,) = event.recording
    assert video.value["poster"].title == page("bai-co-ban-tieng-anh").body[2].value["picture"].title
    assert [item.value["speaker"] for item in event.programme] == [""]
    assert [block.block_type for block in event.transcript] == ["paragraph"]


def test_one_item_is_late_and_the_others_are_in_time():
    clocks = PublicationDeadline.objects.filter(portal__code="thanhpho")
    assert set(clocks.late().values_list("page__slug", flat=True)) == {"khai-sinh"}
    assert set(clocks.in_time().values_list("page__slug", flat=True)) == {"quyet-dinh-so-1", "so-lieu-quy"}


def test_linked_item_names_its_origin():
    linked, origin = page("tin-lien-ket"), page("tin-cua-so")
    assert isinstance(linked, LinkedItemPage)
    assert (linked.target_id, linked.origin_published_at) == (origin.pk, origin.first_published_at)


def test_home_has_lead_and_tasks(city):
    home = city.vietnamese_home.specific
    assert home.lead == "Việc của thành phố."
    assert [(task.value["title"], task.value["page"] and task.value["page"].slug) for task in home.tasks] == [
        ("Làm thủ tục", "thu-tuc-dich-vu-cong"),
        ("Báo sự cố", None),
    ]
    assert home.first_published_at < moment(1, 0)


def test_english_versions_stand_in_english_sections(city):
    version = page("an-article-in-english", "en")
    assert version.url_path == "/thanhpho/en/news/an-article-in-english/"
    assert version.translation_key == page("bai-co-ban-tieng-anh").translation_key
    assert version.locale.language_code == "en"
    assert (version.source_agency, version.image_caption, list(version.tags.all())) == ("Office", "", [])
    section = version.get_parent().specific
    assert isinstance(section, SectionPage)
    assert (section.title, section.lead) == (
        "News and events",
        "News, events and activities of Ho Chi Minh City.",
    )
    assert section.live
    assert page("office", "en").working_hours == "Office hours"


def test_english_home_is_public_and_leads_to_english_pages(city):
    home = Page.objects.get(url_path="/thanhpho/en/").specific
    assert (home.live, home.title) == (True, "City E-Portal")
    assert [task.value["page"].url_path for task in home.tasks] == ["/thanhpho/en/contact/"]


def test_only_needed_sections_are_made_in_english(city):
    sections = SectionPage.objects.filter(url_path__startswith="/thanhpho/en/")
    assert set(sections.values_list("slug", flat=True)) == {"news", "organisation", "public-services"}


def test_accounts_hold_their_roles_and_seats(city):
    roles = Membership.objects.filter(portal=city).values_list("user__username", "role")
    seats = BoardSeat.objects.filter(board__portal=city).values_list("user__username", "seat")
    assert set(roles) == {
        ("congtacvien.thanhpho", Role.COLLABORATOR),
        ("phongvien.thanhpho", Role.REPORTER),
        ("bientapmuc.thanhpho", Role.SECTION_EDITOR),
        ("bientap.thanhpho", Role.EDITOR),
        ("traloi.thanhpho", Role.ANSWERING_OFFICER),
        ("quantri.thanhpho", Role.PORTAL_ADMIN),
    }
    assert set(seats) == {
        ("truongban.thanhpho", Seat.HEAD),
        ("phoban.thanhpho", Seat.DEPUTY),
        ("thanhvien.thanhpho", Seat.MEMBER),
    }
    assert Membership.objects.get(user__username="bientapmuc.thanhpho").section.url_path == "/thanhpho/vi/tin-tuc/"
    assert set(Membership.objects.filter(portal=None).values_list("user__username", "role")) == {
        ("vanhanh", Role.OPERATOR),
        ("giamsat", Role.SUPERVISOR),
        ("bientap.toanthanhpho", Role.CITY_EDITOR),
    }


def test_password_fits_every_account():
    users = User.objects.all()
    assert users.count() == len(CITY_POSTS) + 2 * len(POSTS)
    for user in users:
        assert user.check_password(PASSWORD)
        validate_password(PASSWORD, user)


def test_only_the_operator_is_a_superuser():
    assert [user.username for user in User.objects.filter(is_superuser=True)] == ["vanhanh"]


def test_look_and_board_are_those_of_the_file(city):
    branding = PortalBranding.objects.get(site=city.site)
    assert (branding.accent, branding.drawing) == ("#a31d24", "city")
    assert branding.logo.title == "Biểu trưng Cổng Thành phố"
    assert branding.logo.collection == city.collection
    assert (city.board.founding_number, city.board.signatory) == ("2/QĐ", "Ninh Hoàng Triệu")


def test_everybody_serves_in_a_way_since_a_day_by_a_decision_in_a_term_that_runs(city):
    assert city.board.term_from == city.board.founding_date == date(2024, 2, 26)
    assert city.board.term_until > NOW.date() + timedelta(days=365)
    rows = persons_of(city, on=NOW.date())
    assert {row.kind for row in rows} == set(REGISTER_KINDS)
    assert [row for row in rows if not row.engagement or not row.decision] == []
    assert {row.since for row in rows if isinstance(row.kind, Seat)} == {date(2024, 2, 26)}


@pytest.mark.both_engines
def test_indexes_are_complete(city):
    public = Page.objects.live().filter(depth__gte=3)
    assert set(SearchEntry.objects.exclude(page=None).values_list("page_id", flat=True)) == {page.pk for page in public}
    article = page("bai-co-ban-tieng-anh")
    assert ReferenceIndex.get_references_to(PortalImage.objects.get(title="Sông Sài Gòn")).filter(
        object_id=str(article.pk)
    )
    assert [found.pk for found in Page.objects.live().search("tiếng Anh", fields=["title"])][:1] == [article.pk]


@pytest.mark.slow(reason="loads a demo city", in_each_run=True)
@pytest.mark.both_engines
def test_every_public_address_is_answered(client, city):
    """What has a name and needs no argument on the portal of the city, and all that links lead to from there and from
    the home of the department, but for what only mails and senders of questions have the link of."""
    addresses = [address for address in public_addresses() if "token" not in address.arguments]
    named = {address.name for address in addresses if not address.arguments} - {"wagtail_serve", *NOT_LINKED}
    followed = [f"{reverse(name)}?q=tin" for name in FOLLOWED]
    begun = ["/", reverse("api_item", args=[page("bai-co-ban-tieng-anh").pk]), *map(reverse, sorted(named - FOLLOWED))]
    waiting = [(city.host, path) for path in [*begun, *followed]] + [(Portal.objects.get(code="sotuphap").host, "/")]
    unsaid = {(host, reverse(name)) for host, _path in waiting for name in FOLLOWED}
    opened, names, failed = set(waiting) | unsaid, set(), []
    while waiting:
        host, path = waiting.pop()
        response = client.get(path, headers={"host": host})
        if response.status_code not in {200, 302, 405, 410}:
            failed.append((host, path, response.status_code))
            continue
        # The client resolves paths again, in whatever language is active.
        names.add(response.wsgi_request.resolver_match.view_name)
        text = re.sub(f"https?://{host}(:[0-9]+)?", "", b"".join(response).decode(errors="replace"))
        found = {(host, html.unescape(link)) for link in LINK.findall(text)} - opened
        waiting += found
        opened |= found
    assert (failed, {address.name for address in addresses} - names - NOT_LINKED) == ([], set())


@pytest.mark.both_engines
def test_second_run_makes_nothing():
    pages, revisions = Page.objects.count(), list(Page.objects.values_list("pk", "latest_revision_id"))
    events, users = PortalEvent.objects.count(), User.objects.count()
    assert load_tiny(NOW + timedelta(days=5)) == 0
    assert (Page.objects.count(), PortalEvent.objects.count(), User.objects.count()) == (pages, events, users)
    assert list(Page.objects.values_list("pk", "latest_revision_id")) == revisions


# Without a test that says it needs the database, pytest-django makes none: the module could not run alone.


@pytest.fixture
def department():
    return Portal.objects.get(code="sotuphap")


def test_board_has_its_decision_and_two_persons_approve(department):
    assert department.board.founding_file.name.endswith(".pdf")
    assert department.board.review_variant == ReviewVariant.TWO_APPROVALS


def test_pages_are_reviewed_as_the_boards_chose():
    assert list(check_review_variants()) == []


def test_two_persons_approve_all_that_was_submitted_since_the_board_wanted_it(department):
    pages = Page.objects.filter(path__startswith=department.container.path)
    reviews = WorkflowState.objects.filter(object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)])
    assert {review.workflow.workflow_tasks.count() for review in reviews} == {2}
    news = pages.get(slug="tin-cua-so")
    approvals = Approval.objects.filter(object_id=str(news.pk), content_type__model="page")
    assert news.live
    assert len(set(approvals.values_list("approved_by", flat=True))) == 2


def test_one_of_two_approvals_is_given():
    page = Page.objects.get(slug="tin-hai-nguoi-duyet")
    assert not page.live
    assert Approval.objects.get(object_id=str(page.pk)).approved_by.username == "phoban.sotuphap"
    assert page.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_one_event_is_covered_late_and_one_is_to_come(department):
    rows = department.coverage.filter(state=CoverageState.ASSIGNED)
    assert {row.event: row.is_late(at=NOW) for row in rows} == {"Họp báo": True, "Lễ ký": False}


def test_head_has_delegated_to_the_member(department):
    delegation = Delegation.objects.in_force(on=NOW.date()).get()
    assert delegation.to_seat.user.username == "thanhvien.sotuphap"
    assert delegation.to_seat in department.board.seats.approving(on=NOW.date())


def test_takedown_of_a_page_has_its_reason():
    takedown = Takedown.objects.get()
    assert (takedown.page.slug, takedown.reason_class) == ("tin-bi-go", TakedownReason.ERROR)
    assert not Page.objects.get(slug="tin-bi-go").live


def test_violations_wait_for_an_answer_or_have_one():
    found = Violation.objects.order_by("recorded_at").values_list("page__slug", "state", "answered_by__username")
    assert list(found) == [
        ("tin-cua-so", ViolationState.OPEN, None),
        ("tin-bi-go", ViolationState.ANSWERED, "truongban.sotuphap"),
    ]


def test_proposals_of_each_kind_wait_for_their_boards():
    proposed = ProposedChange.objects.exclude(content_type__app_label="qa")
    assert set(proposed.values_list("kind", "state", "portal__code")) == {
        (ProposalKind.UNPUBLISH, ProposalState.WAITING, "sotuphap"),
        (ProposalKind.CITY_ITEM, ProposalState.WAITING, "thanhpho"),
        (ProposalKind.CHANGE, ProposalState.WAITING, "sotuphap"),
    }


def test_invitations_to_a_role_and_to_the_board_are_open():
    found = Invitation.objects.open(at=NOW).order_by("email").values_list("email", "seat")
    assert list(found) == [("ly@so.example", Seat.MEMBER), ("mai@so.example", "")]


def test_suspended_account_cannot_sign_in_and_is_reported():
    assert not User.objects.get(username="phongvien.sotuphap").is_active
    assert SuspensionReport.objects.get().account == User.objects.get(username="phongvien.sotuphap")


def test_contacts_were_looked_at_but_those_that_were_left():
    rows = PageFreshness.objects.filter(portal__code="thanhpho", page__locale__language_code="vi")
    looked_at = dict(rows.values_list("page__slug", "confirmed_by__username"))
    assert looked_at == {"lien-he": "bientap.thanhpho", "van-phong": "bientap.thanhpho", "tran-thi-dung": None}


def test_questions_stand_where_their_files_leave_them():
    assert dict(Question.objects.values_list("title", "state")) == {
        "Chuyển đến sở": QuestionState.ANSWERED,
        "Out of scope": QuestionState.OUT_OF_SCOPE,
        "Hỏi thêm": QuestionState.IN_BOARD_REVIEW,
        "Quảng cáo": QuestionState.REFUSED,
        "Hỏi lại": QuestionState.MERGED_DUPLICATE,
        "Thôi không hỏi nữa": QuestionState.WITHDRAWN,
        "Hàng xóm": QuestionState.ANSWERED,
    }
    withheld = Question.objects.get(title="Hàng xóm")
    assert (withheld.visibility, withheld.answers.published().count()) == (Visibility.SENDER_ONLY, 2)
    assert Question.objects.get(title="Chuyển đến sở").received_portal.code == "thanhpho"


def test_histories_hold_and_what_is_public_was_approved():
    assert list(faults()) == []
    assert [str(difference) for difference in public_that_differs()] == []


def test_telephone_number_of_a_citizen_is_not_public():
    assert Question.objects.get(title="Chuyển đến sở").public_text == "Gọi số [đã ẩn số điện thoại]."


def test_nothing_happens_twice():
    before = Question.objects.count()
    load_tiny()
    assert (Question.objects.count(), before > 0) == (before, True)
