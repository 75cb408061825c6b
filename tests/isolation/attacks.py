"""Posts by hand, with own and foreign ids mixed: what each is, where it goes, what it sends."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from accounts.models import User
from editorial.enums import TakedownReason
from editorial.models import ProposedChange
from home.menu import menu_rows
from information.procedures.procedure_file import read_procedure_file
from information.procedures.procedure_import import plan_import
from information.views.procedures import keep
from members.enums import Role, Seat
from members.forms.people import SEAT_PREFIX
from members.models import BoardSeat, Membership
from tests.factories import all_answered, section_of
from tests.information.catalogue import BIRTH, file_of
from tests.isolation.world import GIF, Side, World
from tests.qa.attachments import picture
from tests.qa.reply_forms import reply_form

Attack = tuple[str, str, dict[str, Any]]

# Fields that many forms take, so that what is not refused would go through.
ANYTHING = {
    "title": "Chiếm đoạt", "slug": "chiem-doat", "name": "Chiếm đoạt", "comment": "x", "reason": "Chiếm đoạt",
    "confirm": "on", "approved": "on", "locales": "1", "next": "/admin/", "description": "Chiếm đoạt",
    "username": "chiem-doat", "email": "chiem@example.test", "first_name": "A", "last_name": "B",
    "password1": "mat-khau-rat-dai-2026", "password2": "mat-khau-rat-dai-2026", "is_superuser": "on",
    "accent": "#000000", "hairline": "#000000", "restriction_type": "login", "new_title": "Chiếm", "new_slug": "chiem",
    "external-link-chooser-url": "https://example.test/", "body-count": "0",
    "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
}  # fmt: skip

STARTER = {"title": "Chiếm đoạt", "page_type": "home.newsarticlepage", "lead": "", "body-count": "0"}


def image_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.gif", GIF, "image/gif")


def hand_written(world: World) -> list[Attack]:
    return [
        *on_content(world),
        *on_procedures(world),
        *on_press(world),
        *on_questions(world),
        *on_proposals(world),
        *on_rights(world),
        *on_boards(world),
        *on_coverage(world),
        *on_records(world),
        *on_law(world),
        *on_search(world),
    ]


def on_content(world: World) -> list[Attack]:
    """Screens of Wagtail and wagtail-localize, and the first of ours: what stock Wagtail lets pass is among them."""
    own, other = world.own, world.other
    section = section_of(other.portal)
    english = Locale.objects.get(language_code="en").pk
    group = other.people["editor"].groups.first()
    return [
        ("copy a foreign page here", reverse("wagtailadmin_pages:copy", args=[other.draft.pk]),
         {"new_title": "a", "new_slug": "a", "new_parent_page": section_of(own.portal).pk}),
        ("copy an own page there", reverse("wagtailadmin_pages:copy", args=[own.draft.pk]),
         {"new_title": "a", "new_slug": "a", "new_parent_page": section.pk}),
        ("move an own page there", reverse("wagtailadmin_pages:move_confirm", args=[own.draft.pk, section.pk]), {}),
        ("choose a foreign place to move to", reverse("wagtailadmin_pages:move", args=[own.draft.pk]),
         {"new_parent_page": section.pk}),
        ("add below a foreign section", reverse("wagtailadmin_pages:add", args=["home", "newsarticlepage", section.pk]),
         {"title": "a", "slug": "a", "lead": "", "source_agency": "a", "body-count": "0"}),
        *[
            (f"bulk {action} of foreign pages",
             reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
             + f"?id={other.draft.pk if action == 'submit' else other.public.pk}",
             {"chooser": section_of(own.portal).pk})
            for action in ("delete", "move", "publish", "submit", "unpublish")
        ],
        ("bulk move of own pages there",
         reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"]) + f"?id={own.draft.pk}",
         {"chooser": section.pk}),
        ("own and foreign pages at once",
         reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
         + f"?id={own.draft.pk}&id={other.draft.pk}", {}),
        ("all below a foreign section",
         reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id=all&childOf={section.pk}", {}),
        *[
            (f"bulk {action} of foreign {files}",
             reverse("wagtail_bulk_action", args=["library", model, action]) + f"?id={row.pk}",
             {"collection": own.portal.collection_id, "tags": "a"})
            for files, model, row in (
                ("pictures", "portalimage", other.image), ("documents", "portaldocument", other.document)
            )
            for action in ("delete", "add_to_collection", "add_tags")
        ],
        *[
            (f"bulk {action} of accounts",
             reverse("wagtail_bulk_action", args=["accounts", "user", action]) + f"?id={world.superuser.pk}",
             {"role": group.pk, "mark_as_active": ""})
            for action in ("delete", "assign_role", "set_active_state")
        ],
        ("make a superuser", reverse("wagtailusers_users:add"), ANYTHING),
        ("take over a superuser", reverse("wagtailusers_users:edit", args=[world.superuser.pk]), ANYTHING),
        ("a foreign group on the own page", reverse("wagtailadmin_pages:set_privacy", args=[own.draft.pk]),
         {"restriction_type": "groups", "groups": group.pk}),
        ("close the review", reverse("wagtailadmin_workflows:disable", args=[own.values["task_id"]]), {}),
        ("a task of one's own", reverse("wagtailadmin_workflows:task_chooser_create"), ANYTHING),
        ("a review of one's own for a foreign section",
         reverse("wagtailadmin_workflows:edit", args=[own.values["wagtailadmin_workflows:edit", "pk"]]),
         {"name": "Chiếm đoạt", "workflow_tasks-TOTAL_FORMS": "0", "workflow_tasks-INITIAL_FORMS": "0",
          "pages-TOTAL_FORMS": "1", "pages-INITIAL_FORMS": "0", "pages-0-page": section.pk}),
        ("take part in the foreign review",
         reverse("wagtailadmin_pages:workflow_action",
                 args=[own.reviewed.pk, "approve", other.values["task_state_id"]]), all_answered()),
        ("write a picture into the foreign library", reverse("wagtailimages:add"),
         {"title": "a", "description": "Một chấm", "collection": other.portal.collection_id, "file": image_file()}),
        ("a version of a foreign page", f"/admin/localize/submit/page/{other.public.pk}/", {"locales": english}),
        ("a version of a whole portal", f"/admin/localize/submit/page/{other.portal.container_id}/",
         {"locales": english, "include_subtree": "on"}),
        ("a version of the own portal", f"/admin/localize/submit/page/{own.portal.container_id}/",
         {"locales": english, "include_subtree": "on"}),
        ("renew foreign versions", f"/admin/localize/update/{other.values['translation_source_id']}/",
         {"publish_translations": "on"}),
        ("a role on the foreign portal", reverse("portals_admin:roles", args=[other.portal.pk]),
         {"person": own.people["editor"].username, "role": Role.PORTAL_ADMIN, "reason": "a",
          "valid_from": "2026-11-02"}),
        ("a seat on the foreign board", reverse("portals_admin:seat", args=[other.portal.pk]),
         {"person": own.people["editor"].username, "seat": "deputy", "valid_from": "2026-11-02"}),
        ("suspend the foreign portal", reverse("portals_admin:suspend", args=[other.portal.pk]), {"reason": "a"}),
        ("the order of the foreign menu", reverse("menu_order", args=[other.portal.pk]),
         {"sections": [row.translation_key for row in reversed(menu_rows(other.portal))]}),
        ("begin a page in a foreign section", reverse("start_page", args=[section.pk]),
         {"starter": f"own-{other.values['starter_id']}"}),
        ("begin a page here with a foreign starter", reverse("start_page", args=[section_of(own.portal).pk]),
         {"starter": f"own-{other.values['starter_id']}"}),
        ("keep a starter there", reverse("page_starter_add", args=[section.pk]), STARTER),
        ("change a foreign starter", reverse("page_starter", args=[other.values["starter_id"]]), STARTER),
        ("delete a foreign starter", reverse("page_starter_delete", args=[other.values["starter_id"]]), {}),
        ("the look of the foreign portal",
         reverse("wagtailsettings:edit", args=["home", "portalbranding", other.portal.site_id]),
         {"accent": "#000000", "hairline": "#000000", "drawing": ""}),
    ]  # fmt: skip


def on_procedures(world: World) -> list[Attack]:
    """A file as it was looked at on the other portal, signed by us, confirmed there and on the own section."""
    there, here = (section_of(side.portal, "thu-tuc-dich-vu-cong") for side in (world.other, world.own))
    text = file_of(BIRTH)
    plan = plan_import(there, read_procedure_file(text).rows, by=world.other.people["editor"])
    sent = {"content": keep(there, plan, text)}
    return [
        ("import procedures there", reverse("import_procedures", args=[there.pk]), sent),
        ("confirm here what was looked at there", reverse("import_procedures", args=[here.pk]), sent),
    ]


def ours(name: str, *args: Any, asked: str = "", **kwargs: Any) -> str:
    """Address of a screen of ours."""
    return reverse(f"portals_admin:{name}", args=args, kwargs=kwargs) + (f"?{asked}" if asked else "")


def decide(change: ProposedChange, action: str, *, step_of: ProposedChange | None = None) -> str:
    step = (step_of or change).current_workflow_task_state.pk
    return ours("decide_proposal", proposal_id=change.pk, action_name=action, task_state_id=step)


def on_press(world: World) -> list[Attack]:
    """The list of press agencies, and packs."""
    other = world.other
    agency = {"portal": other.portal.pk, "agency": "Báo Chiếm đoạt", "email": "chiem@example.test", "person": ""}
    today = timezone.localdate()
    month = f"?month={today.year}-{today.month}"
    prepare = reverse("prepare_press_pack", args=[section_of(other.portal, "bao-chi").pk])
    return [
        ("put an agency on the foreign list", reverse("press_agency_add"), agency),
        ("take an agency off the foreign list",
         reverse("press_agency_end", args=[other.values["subscriber_id"]]), {"confirm": "on"}),
        ("prepare a pack there", f"{prepare}{month}", {"pages": [other.public.pk]}),
    ]  # fmt: skip


def on_questions(world: World) -> list[Attack]:
    """Questions, their units and canned responses."""
    other = world.other

    def of(name: str, key: str) -> str:
        return reverse(f"questions_admin:{name}", args=[other.values[key]])

    def of_its(name: str, key: str) -> str:
        return reverse(f"questions_admin:{name}", args=[other.values["question_id"], other.values[key]])

    text = {"kind": "answer", "title": "Chiếm đoạt", "text": "Chiếm đoạt", "portal": other.portal.pk}
    return [
        ("read a foreign contact", of("contact", "question_id"), {"why": "handling"}),
        ("note on a foreign question", of("note", "question_id"), {"text": "Chiếm đoạt"}),
        ("answer a foreign question", of("reply", "question_id"), reply_form("Chiếm", submit="1")),
        ("ask a foreign sender", of("ask_back", "question_id"), {"text": "Mật khẩu là gì?"}),
        ("propose foreign public words", of("public_text", "question_id"), {"title": "Chiếm", "text": "Chiếm đoạt"}),
        ("publish what a foreign sender said", of_its("message", "message_id"), {"text": "Chiếm đoạt"}),
        ("read a foreign file", of_its("attachment", "attachment_id"), {"why": "handling"}),
        ("choose a copy of a foreign file", of_its("public_copy", "attachment_id"),
         {"choose": "1", "file": SimpleUploadedFile("chiem.png", picture())}),
        ("take a foreign file for a copy", of_its("public_copy", "attachment_id"), {"take": "1"}),
        ("cover a foreign copy", of_its("public_copy", "attachment_id"),
         {"cover": "1", "chosen": other.values["chosen"], "marks": "[[1, 0, 0, 4, 4]]"}),
        ("submit a foreign copy", of_its("public_copy", "attachment_id"),
         {"title": "Chiếm đoạt", "description": "Chiếm đoạt", "looked": "on", "chosen": other.values["chosen"]}),
        ("withhold a foreign question", of("visibility_withhold", "question_id"),
         {"to": "hidden", "because": "unlawful", "text": "Chiếm đoạt"}),
        ("read a foreign request", reverse("data_requests:read", args=[other.values["request_id"]]), {}),
        ("answer a foreign request", reverse("data_requests:answer", args=[other.values["request_id"]]),
         {"answer": "Chiếm đoạt"}),
        ("correct a foreign sender", reverse("data_requests:correct", args=[other.values["correction_id"]]),
         {"name": "Chiếm đoạt"}),
        ("refuse a foreign request", reverse("data_requests:refuse", args=[other.values["request_id"]]),
         {"reason": "Chiếm đoạt"}),
        ("name a foreign officer", of("officer_add", "empty_unit_id"),
         {"person": other.people["answering_officer"].pk, "valid_from": "2026-11-02"}),
        ("rename a foreign unit", of("unit", "unit_id"), {"name_vi": "Chiếm", "name_en": "Seized", "position": 0}),
        ("end a foreign officer", of("officer_end", "officer_id"), {"vacancy_reason": "Chiếm đoạt"}),
        ("make a foreign unit", reverse("questions_admin:unit_add"),
         {"portal": other.portal.pk, "name_vi": "Chiếm", "name_en": "Seized", "position": 0}),
        ("keep a foreign text ready", reverse("questions_admin:canned_response_add"), text),
        ("change a foreign canned response", of("canned_response", "text_id"), text),
        ("delete a foreign canned response", of("canned_response_delete", "text_id"), {}),
    ]  # fmt: skip


def on_proposals(world: World) -> list[Attack]:
    """What waits for a board, and what is taken from the public."""
    own, other = world.own, world.other
    theirs_for_city = other.proposals["city_item"]
    mine, theirs, yes = own.proposals["fact"], other.proposals["fact"], all_answered() | {"comment": "a"}
    why = {"reason": "Chiếm đoạt"}
    withdrawn = why | {"reason_class": TakedownReason.ERROR.value}
    return [
        ("approve a foreign proposal", decide(theirs, "approve"), yes),
        ("approve a foreign file", decide(other.proposals["file"], "approve"), yes),
        ("approve the taking off of a foreign page", decide(other.proposals["unpublish"], "approve"), yes),
        ("return a foreign proposal", decide(theirs, "reject"), {"comment": "a"}),
        ("decide an own proposal by a foreign step", decide(mine, "approve", step_of=theirs), yes),
        ("decide a foreign proposal by an own step", decide(theirs, "approve", step_of=mine), yes),
        (
            "approve for the city portal",
            decide(theirs_for_city, "approve"),
            yes | {"section": section_of(theirs_for_city.portal).pk},
        ),
        (
            "approve for the city portal, below an own section",
            decide(theirs_for_city, "approve"),
            yes | {"section": section_of(own.portal).pk},
        ),
        ("take a foreign proposal back", ours("take_back_proposal", other.proposals["unpublish"].pk), {}),
        ("withdraw a foreign page at once", reverse("wagtailadmin_pages:unpublish", args=[other.public.pk]), withdrawn),
        ("ask to take a foreign page off", ours("ask_unpublish", other.public.pk), why),
        ("propose a foreign page to the city", ours("propose_to_city", other.public.pk), why),
        (
            "a foreign picture in the own look",
            reverse("wagtailsettings:edit", args=["home", "portalbranding", own.portal.site_id]),
            {"accent": "#a31d24", "hairline": "#c8a04a", "drawing": "", "logo": other.image.pk, "banner": ""},
        ),
    ]


def on_rights(world: World) -> list[Attack]:
    """Roles, invitations, accounts. The person of a form is a key for an administrator, a name for an operator."""
    own, other, why = world.own, world.other, {"reason": "Chiếm đoạt"}
    here, there = own.portal.pk, other.portal.pk
    invitation = other.values["invitation_id"]
    role = Membership.objects.get(user=other.people["editor"]).pk
    guest = why | {"email": "khach@example.test", "full_name": "Khách"}
    checking = {"role": Role.SECTION_EDITOR.value, "section": section_of(other.portal).pk}
    password = {"password1": ANYTHING["password1"], "password2": ANYTHING["password2"]} | {"accepts_rules_1": "on"}
    return [
        ("invite to the foreign portal", ours("invite", there), guest | {"role": Role.PORTAL_ADMIN.value}),
        (
            "invite to the foreign board",
            ours("invite", there),
            guest | {"role": f"{SEAT_PREFIX}{Seat.DEPUTY}", "decision_ref": "1/QĐ"},
        ),
        ("invite to a foreign section", ours("invite", here), guest | checking),
        ("invite to a role over the city", ours("invite", here), guest | {"role": Role.OPERATOR.value}),
        ("a role over the city", ours("invite_to_city"), guest | {"role": Role.OPERATOR.value}),
        ("a role for a foreign section", ours("roles", here), why | checking | {"person": own.people["reporter"].pk}),
        (
            "a role for a foreign person",
            ours("roles", here),
            why | {"role": Role.REPORTER.value, "person": other.people["editor"].pk},
        ),
        ("withdraw a foreign invitation", ours("withdraw_invitation", there, invitation), why),
        ("withdraw a foreign invitation as an own one", ours("withdraw_invitation", here, invitation), why),
        ("withdraw a foreign role", ours("withdraw_role", there, role), why),
        ("withdraw a foreign role as an own one", ours("withdraw_role", here, role), why),
        ("accept the invitation of somebody else", reverse("accept_invitation", args=[other.token]), password),
        ("suspend an account", ours("suspend_account"), why | {"person": other.people["editor"].username}),
        ("mail a link for a new password", ours("mail_new_password", other.people["editor"].pk), why),
        ("take off a second factor", ours("take_off_second_factor", _closed(other)), why),
        ("take off that of a colleague", ours("take_off_second_factor", _closed(own)), why),
        ("unlink an account of the city", ours("revoke_city_identity", _closed(other)), why),
        ("unlink the account of the city of a colleague", ours("revoke_city_identity", _closed(own)), why),
        ("suspend a colleague", ours("suspend_account"), why | {"person": own.people["editor"].username}),
        ("open a closed account", ours("open_account"), why | {"person": f"closed.{other.people_mark.lower()}"}),
        ("lift a foreign suspension", ours("lift_suspension", other.values["suspension_id"]), why),
    ]


def _closed(side: Side) -> int:
    """Key of the account with a second factor and an account of the city, which nobody signs in with."""
    return User.objects.get(username=f"closed.{side.people_mark.lower()}").pk


def seat_of(side: Side, seat: Seat) -> int:
    return BoardSeat.objects.get(board=side.portal.board, user=side.people[seat.value]).pk


def on_boards(world: World) -> list[Attack]:
    own, other, why = world.own, world.other, {"reason": "Chiếm đoạt"}
    here, there = own.portal.pk, other.portal.pk
    delegation, seat = other.values["delegation_id"], seat_of(other, Seat.MEMBER)
    later = timezone.localdate() + timedelta(days=9)
    period = why | {"valid_from": later, "valid_until": later}
    theirs = {"from_seat": seat_of(other, Seat.HEAD), "to_seat": seat}
    mine = {"from_seat": seat_of(own, Seat.HEAD), "to_seat": seat_of(own, Seat.MEMBER)}
    yesterday = why | {"last_day": timezone.localdate() - timedelta(days=1)}
    return [
        ("delegate on the foreign board", ours("delegate", there), period | theirs),
        ("delegate foreign seats as own ones", ours("delegate", here), period | theirs),
        ("delegate to a foreign member", ours("delegate", here), period | mine | {"to_seat": seat}),
        ("delegate from a foreign head", ours("delegate", here), period | theirs | {"to_seat": mine["to_seat"]}),
        ("take a foreign delegation back", ours("end_delegation", there, delegation), why),
        ("take a foreign delegation back as an own one", ours("end_delegation", here, delegation), why),
        ("end a foreign seat", ours("end_seat", there, seat), yesterday),
        ("end a foreign seat as an own one", ours("end_seat", here, seat), yesterday),
        ("the steps of the foreign review", ours("review_variant", there), why | {"variant": "two"}),
        ("the record of the foreign board", ours("board_edit", there), {"founding_number": "Chiếm đoạt"}),
    ]


def on_coverage(world: World) -> list[Attack]:
    """Who covers an event, and which page it became."""
    own, other, why = world.own, world.other, {"reason": "Chiếm đoạt"}
    mine, theirs = own.values["assignment_id"], other.values["assignment_id"]
    starts = timezone.localtime() + timedelta(days=3)
    event = {"event": "Chiếm đoạt", "place": "Chiếm đoạt", "starts_at": f"{starts:%Y-%m-%d %H:%M}"}
    sent = event | {"due_at": f"{starts + timedelta(days=1):%Y-%m-%d %H:%M}", "person": other.people["editor"].pk}
    return [
        ("send a foreign person to an event", ours("assign_coverage", own.portal.pk), sent),
        ("send somebody for the foreign portal", ours("assign_coverage", other.portal.pk), sent),
        ("hand in a foreign page", ours("deliver_coverage", mine), {"page": other.draft.pk}),
        ("hand in for a foreign person", ours("deliver_coverage", theirs), {"page": other.draft.pk}),
        ("cancel a foreign assignment", ours("cancel_coverage", theirs), why),
    ]


def on_law(world: World) -> list[Attack]:
    """The calendar, the time limits, the topics and the competent bodies are common to all portals, and the operator's;
    synonyms the city's board's."""
    values, why = world.other.values, {"reason": "Chiếm đoạt"}
    day = {"date": "2027-03-01", "kind": "holiday", "name_vi": "Chiếm đoạt", "name_en": "Taken", "source": "Chiếm đoạt"}
    rule = {"unit": "working_days", "count": "99", "source": "Chiếm đoạt", "valid_from": "2026-12-01"}
    topic = {"name_vi": "Chiếm đoạt", "name_en": "Taken", "position": "1"}
    body = {"name_vi": "Chiếm đoạt", "name_en": "Taken", "address": "Chiếm đoạt"}
    kept = {"years": "1", "source": "Tự đặt", "valid_from": "2026-12-01"}
    synonym = {"language": "vi", "phrase": "cướp", "stands_for": "Chiếm đoạt", "valid_from": "2026-11-01"}
    new = {"profile": values["profile_id"], "category": 1, "step": "publish", "trigger": "creation"}
    return [
        ("enter a day off", ours("enter_day"), day),
        (
            "change the office hours",
            ours("office_hours"),
            {"valid_from": "2026-12-01", "opens": "07:00", "closes": "08:00", "source": "Chiếm đoạt"},
        ),
        ("change a day off", ours("change_day", values["day_id"]), day),
        ("remove a day off", ours("remove_day", values["day_id"]), why),
        ("confirm the days of a year", ours("confirm_year", values["year"]), {"source": "Chiếm đoạt"}),
        ("add a time limit", ours("add_rule"), rule | new),
        ("lengthen a time limit", ours("replace_rule", values["rule_id"]), rule),
        ("end a time limit", ours("end_rule", values["rule_id"]), why | {"last": "2026-12-01"}),
        ("add a topic of questions", reverse("questions_admin:topic_add"), topic),
        ("rename a topic of questions", reverse("questions_admin:topic", args=[values["topic_id"]]), topic),
        ("add a competent body", reverse("questions_admin:body_add"), body),
        ("rename a competent body", reverse("questions_admin:body", args=[values["body_id"]]), body),
        ("add a synonym of the search", reverse("search_admin:synonym_add"), synonym),
        ("change a synonym of the search", reverse("search_admin:synonym", args=[values["synonym_id"]]), synonym),
        ("take over what is never suggested", reverse("search_admin:never_suggested"), {"phrases": "Chiếm đoạt"}),
        # None at all is refused while questions wait (`qa.core.clock_moves`).
        ("apply the rules later", ours("apply_profile", values["profile_id"]), why | {"applies_from": "2026-01-01"}),
        ("keep for a year only", ours("change_retention", values["category_id"]), kept),
    ]


def on_records(world: World) -> list[Attack]:
    """Exports, which are recorded: where nothing is written, nothing was handed out. Violations and incidents too."""
    there, why = world.other.portal.pk, {"reason": "Chiếm đoạt"}
    violation, remark = world.other.values["violation_id"], {"remark": "Chiếm đoạt"}
    found = {"address": world.other.public.full_url, "kind": TakedownReason.ERROR.value, "finding": "Chiếm đoạt"}
    today, incident = timezone.localdate(), world.other.values["incident_id"]
    ended = {"ended_at": f"{today} 00:00", "resolution": "Chiếm đoạt"}
    trouble = {
        "portal": there, "kind": "other", "title": "Chiếm đoạt", "description": "Chiếm đoạt",
        "began_at": f"{today} 00:00", "found_by": "portal", "responsible_unit": "Chiếm đoạt",
    }  # fmt: skip
    window = why | {
        "portals": [there], "begins_at": f"{today} 00:00", "ends_at": f"{today + timedelta(days=1)} 00:00",
        "why_urgent": "Chiếm đoạt",
    }  # fmt: skip
    return [
        ("export the foreign record", ours("audit_export", asked=f"portal={there}"), why),
        ("export the foreign approvals", ours("approvals_export", asked=f"portal={there}"), why),
        ("export the foreign checklist", reverse("required_export") + f"?portal={there}", why),
        ("export the foreign content report", reverse("content_report_export") + f"?portal={there}", why),
        ("export the punctuality of all portals", reverse("punctuality_export"), why),
        ("export the foreign overdue questions", reverse("questions_admin:overdue_export") + f"?portal={there}", why),
        ("export the foreign figures", reverse("figures_export") + f"?portal={there}", why),
        ("make a foreign archive package", reverse("archive_packages"), why | {"portal": there, "year": today.year}),
        ("export the persons of the foreign portal", ours("people_export", there), {}),
        ("export the accounts of the foreign portal", ours("export_accounts") + f"?portal={there}", why),
        ("record a violation", ours("record_violation"), found),
        ("answer on a foreign violation", ours("answer_violation", violation), {"answer": "Chiếm đoạt"}),
        ("close a foreign violation", ours("close_violation", violation), remark),
        ("record an incident", ours("record_incident"), trouble),
        ("add a step against a foreign incident", ours("add_incident_step", incident), {"text": "Chiếm đoạt"}),
        ("close a foreign incident", ours("close_incident", incident), ended),
        ("announce maintenance of a foreign portal", ours("announce_maintenance"), window),
        ("call foreign maintenance off", ours("cancel_maintenance", world.other.values["window_id"]), why),
        ("export for a security review", ours("security_export"), why | {"since": today, "until": today}),
    ]


def on_search(world: World) -> list[Attack]:
    """What the board of another portal puts first in its search."""
    other = world.other
    words = {"phrases": "cướp", "title": "Chiếm đoạt", "address": "https://chiem.example.gov.vn/", "language": "vi"}
    bet = words | {"portal": other.portal.pk, "valid_from": "2026-11-01", "valid_until": "2026-12-31"}
    return [
        ("set a foreign best bet", reverse("search_admin:best_bet_add"), bet),
        ("change a foreign best bet", reverse("search_admin:best_bet", args=[other.values["bet_id"]]), bet),
        ("take away a foreign best bet", reverse("search_admin:best_bet_delete", args=[other.values["bet_id"]]), {}),
        ("end a foreign source", reverse("item_source_end", args=[other.values["source_id"]]), {}),
        ("take back a foreign former address", reverse("former_address", args=[other.values["redirect_id"]]), {}),
    ]
