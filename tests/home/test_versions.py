"""Former public versions stay readable with their dates, unless the board withdrew them (Regulation 13.1.c).

A change of a public page carries a note when it is submitted (Regulation 13.1.c).

What a citizen finds where the board withdrew a page: 410, when, which class of reason.
"""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from audit.models import PortalEvent
from cityportal.doctor.rights import check_content
from editorial.enums import ReviewEventKind, TakedownReason
from editorial.models import Approval
from editorial.withdrawal.actions import take_down
from home.models import LinkedItemPage, NewsArticlePage, PublicVersion, SectionPage
from home.publication.pictures import make_files
from home.publication.public_versions import versions_that_differ
from library.models import PortalImage
from search.models import SearchEntry
from tests.admin import browser, errors_at
from tests.each import each_case
from tests.factories import (
    DISTRICT,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_portal,
    publish,
    publish_approved_page,
    section_of,
)
from tests.fullest import full_linked_item, make_image

pytestmark = pytest.mark.django_db


def change(page, portal, **values):
    """Publish another version by review."""
    latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(latest, name, value)
    latest.save_revision(user=page.owner)
    return publish_approved_page(latest, by=make_head(portal))


@pytest.fixture
def corrected(portal):
    """An article whose first version had a wrong number."""
    article = make_article(portal, "Tin có số", lead="Có 3 điểm.")
    return change(article, portal, lead="Có 5 điểm.", correction_note="Số đúng là 5.")


def get(client, portal, path):
    return client.get(path, headers={"host": portal.host})


def path_of(page):
    return page.get_url_parts()[2]


def soup(response):
    return BeautifulSoup(response.content.decode().replace("\xa0", " "), "html.parser")


@pytest.mark.both_engines
def test_versions_are_numbered_and_end_where_the_next_begins(corrected):
    first, second = PublicVersion.objects.order_by("number")
    assert (first.number, second.number, second.note) == (1, 2, "Số đúng là 5.")
    assert first.ended_at == second.published_at
    assert second.ended_at is None
    assert second.revision_id == corrected.live_revision_id


def test_correction_is_an_event_of_its_own(portal, corrected):
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_CORRECTED)
    assert (event.portal, event.reason, event.data["version"]) == (portal, "Số đúng là 5.", 2)


def test_version_that_says_the_same_takes_the_place_of_the_one_before(portal):
    again = change(make_article(portal, "Tin"), portal, review_date=timezone.localdate())
    version = PublicVersion.objects.get()
    assert (version.number, version.revision_id) == (1, again.live_revision_id)


def test_page_leads_to_its_versions_and_says_what_was_changed(client, portal, corrected):
    page = soup(get(client, portal, path_of(corrected)))
    assert "Số đúng là 5." in page.select_one("[aria-labelledby=correction]").get_text()
    assert page.find("a", href=f"{path_of(corrected)}phien-ban/")
    assert '"correction": "Số đúng là 5."' in str(page.find("script", type="application/ld+json"))


def test_page_without_former_versions_leads_to_none(client, portal):
    article = make_article(portal, "Tin")
    assert not soup(get(client, portal, path_of(article))).find("a", href=f"{path_of(article)}phien-ban/")


def test_list_names_each_version_with_its_note(client, portal, corrected):
    page = soup(get(client, portal, f"{path_of(corrected)}phien-ban/"))
    items = [item.get_text(" ", strip=True) for item in page.select("main ol.link-list > li")]
    assert len(items) == 2
    assert "Số đúng là 5." in items[0]
    assert page.find("meta", attrs={"name": "robots"})["content"].startswith("noindex")


def test_former_version_is_read_in_the_frame_with_its_dates(client, portal, corrected):
    response = get(client, portal, f"{path_of(corrected)}phien-ban/1/")
    page = soup(response)
    assert response.status_code == 200
    assert "Có 3 điểm." in page.select_one("main").get_text()
    assert "Có 5 điểm." not in page.select_one("main").get_text()
    assert page.select_one("[aria-labelledby=former-version]")
    assert page.find("link", rel="canonical")["href"] == corrected.full_url
    assert page.find("meta", attrs={"name": "robots"})["content"].startswith("noindex")
    assert response["X-Robots-Tag"] == "noindex"
    assert page.find("script", type="application/ld+json") is None


@each_case("number", ["2", "3", "0", "9" * 12, "x"])
def test_current_version_and_what_is_none_have_no_address_of_their_own(client, portal, corrected, number):
    assert get(client, portal, f"{path_of(corrected)}phien-ban/{number}/").status_code == 404


def test_versions_stay_on_their_portal(client, corrected):
    other = make_portal(DISTRICT)
    for address in ("phien-ban/", "phien-ban/1/"):
        assert get(client, other, f"{path_of(corrected)}{address}").status_code == 404


def test_version_keeps_the_address_of_today(client, portal, corrected):
    moved = change(corrected, portal, slug="dia-chi-moi", correction_note="Đổi địa chỉ.")
    page = soup(get(client, portal, f"{path_of(moved)}phien-ban/1/"))
    assert page.find("link", rel="canonical")["href"] == moved.full_url


def test_takedown_withholds_all_versions_for_good(client, portal, corrected):
    head = make_head(portal)
    take_down(
        corrected, by=head, at=timezone.now(), reason_class=TakedownReason.PERSONAL_DATA, reason="Lộ số điện thoại."
    )
    for address in ("", "phien-ban/", "phien-ban/1/", "phien-ban/2/"):
        assert get(client, portal, f"{path_of(corrected)}{address}").status_code == 410
    again = change(corrected, portal, lead="Không còn số điện thoại.")
    assert get(client, portal, path_of(again)).status_code == 200
    assert get(client, portal, f"{path_of(again)}phien-ban/1/").status_code == 410
    assert not soup(get(client, portal, path_of(again))).find("a", href=f"{path_of(again)}phien-ban/")


def test_what_is_not_public_shows_no_version(client, portal, corrected):
    corrected.unpublish()
    assert get(client, portal, f"{path_of(corrected)}phien-ban/1/").status_code == 404
    assert not PublicVersion.objects.filter(ended_at=None).exists()


def test_picture_that_is_gone_is_left_out(client, portal):
    image = make_image(portal, "Ảnh cũ")
    article = make_article(
        portal,
        "Tin có ảnh",
        image=image,
        body=[
            {
                "type": "figure",
                "value": {
                    "picture": {"image": image.pk, "decorative": True, "alt_text": ""},
                    "caption": "Quầy cũ.",
                    "credit": "",
                },
            }
        ],
    )
    changed = change(article, portal, image=None, body=[], correction_note="Bỏ ảnh.")
    image.delete()
    assert get(client, portal, f"{path_of(changed)}phien-ban/1/").status_code == 200


def test_lists_keep_no_versions(client, portal):
    section = section_of(portal)
    section.save_revision(user=make_head(portal))
    assert get(client, portal, "/tin-tuc/phien-ban/").status_code == 404
    assert not section.keeps_versions


@pytest.mark.both_engines
def test_purging_keeps_what_was_public_and_what_was_approved(portal, corrected):
    corrected.save_revision(user=corrected.owner)
    corrected.save_revision(user=corrected.owner)
    call_command("purge_revisions", stdout=StringIO())
    kept = set(corrected.revisions.values_list("pk", flat=True))
    assert kept == {
        *PublicVersion.objects.values_list("revision", flat=True),
        *Approval.objects.filter(object_id=str(corrected.pk)).values_list("revision", flat=True),
        corrected.revisions.order_by("-pk").first().pk,
    }
    with pytest.raises(ProtectedError):
        Revision.objects.filter(pk__in=kept).delete()


def test_versions_go_with_their_page(corrected):
    corrected.unpublish()
    Page.objects.get(pk=corrected.pk).delete()
    assert not PublicVersion.objects.exists()


def test_copy_begins_without_note_versions_and_publication(portal, corrected):
    copy = corrected.copy(to=section_of(portal), update_attrs={"slug": "ban-sao"}, keep_live=False, user=None)
    copy = NewsArticlePage.objects.get(pk=copy.pk)
    assert (copy.correction_note, copy.first_published_at, copy.public_versions.count()) == ("", None, 0)
    assert copy.get_latest_revision_as_object().correction_note == ""


def test_version_that_was_scheduled_and_then_published_at_once_is_recorded_once(portal, monkeypatch):
    article, head, later = make_article(portal, "Tin có số"), make_head(portal), timezone.now() + timedelta(days=1)
    article = change(article, portal, lead="Có 5 điểm.", correction_note="Số đúng là 5.", go_live_at=later)
    waiting = article.get_latest_revision()
    assert waiting.approved_go_live_at is not None
    # Its time has come, and the board is faster than the clock's task.
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    publish_approved_page(article, by=head)
    call_command("publish_scheduled")
    assert list(PublicVersion.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    about = PortalEvent.objects.filter(data__revision=waiting.pk)
    assert [event.actor for event in about.filter(kind=ReviewEventKind.ITEM_PUBLISHED)] == [head]
    assert about.filter(kind=ReviewEventKind.ITEM_CORRECTED).count() == 1


def test_number_of_a_version_is_not_used_up_by_one_that_waited_and_was_overtaken(portal):
    article = make_article(portal, "Tin có số")
    later = timezone.now() + timedelta(days=1)
    change(article, portal, lead="Có 4 điểm.", correction_note="Số đúng là 4.", go_live_at=later)
    change(article, portal, lead="Có 5 điểm.", correction_note="Số đúng là 5.", go_live_at=None)
    assert list(PublicVersion.objects.order_by("number").values_list("note", flat=True)) == ["", "Số đúng là 5."]
    assert not Revision.page_revisions.exclude(approved_go_live_at=None).exists()


@pytest.mark.both_engines
@pytest.mark.breaks_the_rule
def test_version_that_was_rewritten_is_not_shown_and_doctor_finds_it(corrected, portal, client):
    address = f"{path_of(corrected)}phien-ban/1/"
    assert get(client, portal, address).status_code == 200
    version = PublicVersion.objects.get(page=corrected, number=1)
    Revision.objects.filter(pk=version.revision_id).update(content=version.revision.content | {"title": "Bịa đặt"})
    assert get(client, portal, address).status_code == 404
    assert list(versions_that_differ()) == [version]
    assert "version_rewritten" in [finding.code for finding in check_content()]


def send(page, user, action="submit", **values):
    """Post the page editor's form as the browser does, with an action."""
    form = browser(user).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    data = {
        "title": latest.title,
        "slug": latest.slug,
        "lead": latest.lead,
        "source_agency": getattr(latest, "source_agency", ""),
        "tags": "",
        "body": streamfield([]),
        "correction_note": form["correction_note"].value(),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    } | values
    if action != "save":
        data[f"action-{action}"] = "1"
    sent = nested_form_data(data)
    if hasattr(latest, "subject_fields"):
        sent["subject_fields"] = [row.pk for row in latest.subject_fields.all()]
    return browser(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)


def latest(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def is_in_review(page):
    return type(page).objects.get(pk=page.pk).workflow_in_progress


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_change_without_a_note_is_not_submitted_and_nothing_typed_is_lost(portal):
    article = make_article(portal)
    response = send(article, article.owner, lead="Đổi lời dẫn.")
    assert "thay đổi" in errors_at(response, "correction_note")
    assert response.context["form"]["lead"].value() == "Đổi lời dẫn."
    assert not is_in_review(article)


def test_change_with_a_note_is_submitted(portal):
    article = make_article(portal)
    send(article, article.owner, lead="Đổi lời dẫn.", correction_note="Sửa lời dẫn cho rõ.")
    assert is_in_review(article)
    assert latest(article).correction_note == "Sửa lời dẫn cho rõ."


def test_draft_needs_no_note(portal):
    article = make_article(portal)
    send(article, article.owner, "save", lead="Đổi lời dẫn.")
    assert latest(article).lead == "Đổi lời dẫn."


def test_first_publication_needs_no_note(portal):
    draft = make_article(portal, published=False)
    send(draft, draft.owner, lead="Bản đầu.")
    assert is_in_review(draft)


def test_what_readers_do_not_see_needs_no_note(portal):
    article = make_article(portal)
    send(article, article.owner, review_date="2027-01-01")
    assert is_in_review(article)


def test_starter_page_needs_no_note_the_first_time(portal):
    home_page = section_of(portal, "gioi-thieu")
    assert home_page.live_revision is None
    send(home_page, make_article(portal).owner, lead="Giới thiệu quận.", kind="information")
    assert SectionPage.objects.get(pk=home_page.pk).workflow_in_progress


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_note_belongs_to_one_version(portal):
    article = make_article(portal)
    send(article, article.owner, lead="Lần một.", correction_note="Sửa lần một.")
    task_state = NewsArticlePage.objects.get().current_workflow_task_state
    task_state.task.specific.on_action(task_state, make_head(portal), "approve", **all_answered())
    assert NewsArticlePage.objects.get().correction_note == "Sửa lần một."
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert browser(article.owner).get(address).context["form"]["correction_note"].value() == ""
    send(article, article.owner, "save", lead="Lần hai.", correction_note="Sửa lần hai.")
    assert browser(article.owner).get(address).context["form"]["correction_note"].value() == "Sửa lần hai."


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_approver_decides_on_a_version_without_a_note(portal):
    article = make_article(portal)
    article.lead = "Đã trình từ trước."
    article.save_revision(user=article.owner)
    article.get_workflow().start(article, article.owner)
    decision = {"workflow-action-name": "approve", "workflow-action-extra-data": json.dumps(all_answered())}
    send(article, make_head(portal), "workflow-action", **decision)
    assert NewsArticlePage.objects.get().lead == "Đã trình từ trước."


def test_rich_text_written_down_otherwise_is_no_change(portal):
    article = make_article(portal, body=[("paragraph", "<p>Một hai.</p>")])
    block = article.body[0]
    send(article, article.owner, body=streamfield([("paragraph", rich_text("<p>Một hai.</p>"))]))
    assert is_in_review(article), block


def test_publishing_again_by_the_verb_keeps_working_for_what_has_no_form(portal):
    article = make_article(portal)
    article.lead = "Qua lệnh."
    article.save_revision(user=article.owner)
    assert publish(article, by=make_head(portal), author=article.owner).lead == "Qua lệnh."


def withdraw(page, portal, reason_class=TakedownReason.ERROR):
    return take_down(page, by=make_head(portal), at=timezone.now(), reason_class=reason_class, reason="Lý do nội bộ.")


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True).replace("\xa0", " ")


def test_address_answers_gone_with_date_and_class_and_without_the_reason(client, portal):
    article = make_article(portal, "Tin sai số liệu")
    withdraw(article, portal)
    response = get(client, portal, path_of(article))
    text = text_of(response)
    assert response.status_code == 410
    assert "Tin sai số liệu" in text
    assert "Thông tin chưa chính xác" in text
    assert timezone.localdate().strftime("%d/%m/%Y").lstrip("0") in text.replace("/0", "/0")
    assert "Lý do nội bộ" not in text
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert not response.cookies


@each_case("reason_class", [TakedownReason.PERSONAL_DATA, TakedownReason.STATE_SECRET])
def test_title_is_not_shown_where_it_may_be_what_had_to_go(client, portal, reason_class):
    article = make_article(portal, "Ông Nguyễn Văn A")
    withdraw(article, portal, reason_class)
    response = get(client, portal, path_of(article))
    assert response.status_code == 410
    assert "Nguyễn Văn A" not in text_of(response)


def test_address_of_another_portal_is_only_not_found(client, portal):
    article = make_article(portal, "Tin sai")
    other = make_portal(DISTRICT)
    withdraw(article, portal)
    assert get(client, other, path_of(article)).status_code == 404


def test_address_stays_gone_when_the_draft_moves_on_or_goes(client, portal):
    article = make_article(portal, "Tin sai")
    withdraw(article, portal)
    NewsArticlePage.objects.get().delete()
    assert get(client, portal, path_of(article)).status_code == 410


@pytest.mark.both_engines
def test_page_is_read_again_after_a_review(client, portal):
    article = make_article(portal, "Tin sai")
    withdraw(article, portal)
    article = NewsArticlePage.objects.get()
    article.save_revision(user=article.owner)
    publish_approved_page(article, by=make_head(portal))
    assert get(client, portal, path_of(article)).status_code == 200


def test_lists_feeds_and_search_forget_it_at_once(client, portal):
    article = make_article(portal, "Tin phải gỡ")
    withdraw(article, portal)
    for path in ("/", "/tin-tuc/", "/rss.xml", "/atom.xml", "/tin-tuc/rss/", "/sitemap.xml", "/so-do-cong/"):
        content = get(client, portal, path).content.decode().replace("\xa0", " ")
        assert "Tin phải gỡ" not in content, path
        assert article.slug not in content, path
    assert not SearchEntry.objects.filter(page=article).exists()


def test_words_are_those_of_the_language_of_the_address(client, portal):
    (takedown,) = withdraw(make_article(portal, "Tin sai"), portal)
    takedown.address = f"/en{takedown.address}"
    takedown.save()
    with override("en"):
        assert "Error in fact" in text_of(get(client, portal, takedown.address))


def test_an_address_that_never_was_costs_one_query_more_than_finding_nothing(client, portal):
    get(client, portal, "/khong-co/")
    with CaptureQueriesContext(connection) as captured:
        assert get(client, portal, "/khong-co/").status_code == 404
    assert len([query["sql"] for query in captured if "editorial_takedown" in query["sql"]]) == 1


def files_of(image):
    return [rendition.file.path for rendition in image.renditions.all()]


def test_files_of_its_pictures_are_gone_from_their_addresses(portal, django_capture_on_commit_callbacks):
    image = make_image(portal)
    article = make_article(portal, "Tin có ảnh", image=image)
    make_files([image])
    files = files_of(image)
    assert files
    assert all(Path(file).exists() for file in files)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(article, portal)
    assert files_of(image) == []
    assert not any(Path(file).exists() for file in files)
    assert PortalImage.objects.filter(pk=image.pk).exists()


def test_picture_that_another_public_page_shows_keeps_its_files(portal):
    image = make_image(portal)
    article = make_article(portal, "Tin có ảnh", image=image)
    make_article(portal, "Tin khác có ảnh", image=image)
    make_files([image])
    withdraw(article, portal)
    assert files_of(image)


def test_picture_of_a_former_version_goes_with_the_page(portal):
    former = make_image(portal, "Ảnh cũ")
    article = make_article(portal, "Tin có ảnh", image=former)
    article.image = make_image(portal, "Ảnh mới")
    article.save_revision(user=article.owner)
    publish_approved_page(article, by=make_head(portal))
    make_files([former])
    withdraw(NewsArticlePage.objects.get(pk=article.pk), portal)
    assert files_of(former) == []


def test_item_that_stood_for_it_on_another_portal_is_gone_too(client, portal):
    district = make_portal(DISTRICT)
    article = make_article(district, "Tin sai")
    item = full_linked_item(portal, parent=section_of(portal), target=article)
    item = publish_approved_page(item, by=make_head(portal))
    assert get(client, portal, path_of(item)).status_code == 200
    withdraw(article, district)
    assert get(client, portal, path_of(item)).status_code == 410


def test_picture_of_a_page_taken_off_by_the_board_loses_its_files(portal):
    image = make_image(portal)
    article = make_article(portal, "Tin có ảnh", image=image)
    make_files([image])
    article.unpublish()
    assert files_of(image) == []


def test_item_that_waited_for_its_time_does_not_repeat_what_was_withdrawn(portal):
    district = make_portal(DISTRICT)
    article = make_article(district, "Tin sai")
    item = full_linked_item(portal, parent=section_of(portal), target=article)
    item.go_live_at = timezone.now() + timedelta(days=1)
    item.save_revision(user=make_member(portal))
    item = publish_approved_page(item, by=make_head(portal))
    assert item.approved_schedule
    withdraw(article, district)
    assert not LinkedItemPage.objects.get(pk=item.pk).approved_schedule


def test_what_waits_below_a_withdrawn_section_stays_there(portal, monkeypatch):
    section, later = section_of(portal), timezone.now() + timedelta(days=1)
    article = make_article(portal, published=False, go_live_at=later)
    publish_approved_page(article, by=make_head(portal))
    withdraw(section, portal)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    with pytest.raises(CommandError, match=article.title):
        call_command("publish_scheduled")
    assert not NewsArticlePage.objects.get(pk=article.pk).live
