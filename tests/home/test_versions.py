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
from home.models import LinkedItemPage, NewsArticlePage, PublicVersion
from home.publication.public_versions import versions_that_differ
from library.models import PortalImage
from search.models import SearchEntry
from tests.admin import browser, errors_at
from tests.each import each_case
from tests.factories import (
    DISTRICT,
    a_field,
    all_answered,
    make_article,
    make_head,
    make_member,
    make_portal,
    publish_approved_page,
    section_of,
)
from tests.fullest import full_linked_item, make_image

pytestmark = pytest.mark.django_db


def change(page, portal, **values):
    """Publish another version by review."""
    version = latest(page)
    for name, value in values.items():
        setattr(version, name, value)
    version.save_revision(user=page.owner)
    return publish_approved_page(version, by=make_head(portal))


def latest(page):
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


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
    assert (first.ended_at, second.ended_at) == (second.published_at, None)
    assert second.revision_id == corrected.live_revision_id


def test_version_that_says_the_same_takes_the_place_of_the_one_before(client, portal):
    again = change(make_article(portal, "Tin"), portal, review_date=timezone.localdate())
    version = PublicVersion.objects.get()
    assert (version.number, version.revision_id) == (1, again.live_revision_id)
    # A page without former versions leads to none.
    assert not soup(get(client, portal, path_of(again))).find("a", href=f"{path_of(again)}phien-ban/")


def test_page_leads_to_its_versions_and_says_what_was_changed(client, portal, corrected):
    event = PortalEvent.objects.get(kind=ReviewEventKind.ITEM_CORRECTED)
    assert (event.portal, event.reason, event.data["version"]) == (portal, "Số đúng là 5.", 2)
    page, versions = soup(get(client, portal, path_of(corrected))), f"{path_of(corrected)}phien-ban/"
    assert "Số đúng là 5." in page.select_one("[aria-labelledby=correction]").get_text()
    assert page.find("a", href=versions)
    moved = get(client, portal, f"{path_of(corrected)}versions/1/")
    assert (moved.status_code, moved["Location"]) == (301, f"{versions}1/")
    assert '"correction": "Số đúng là 5."' in str(page.find("script", type="application/ld+json"))
    listing = soup(get(client, portal, versions))
    second, _first = (item.get_text(" ", strip=True) for item in listing.select("main ol.link-list > li"))
    assert "Số đúng là 5." in second
    assert listing.find("meta", attrs={"name": "robots"})["content"].startswith("noindex")


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_former_version_alone_is_read_in_the_frame_with_its_dates_on_its_own_portal(client, portal, corrected):
    versions, other = f"{path_of(corrected)}phien-ban/", make_portal(DISTRICT)
    response = get(client, portal, f"{versions}1/")
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    page = soup(response)
    text = page.select_one("main").get_text()
    assert ("Có 3 điểm." in text, "Có 5 điểm." in text) == (True, False)
    assert page.select_one("[aria-labelledby=former-version]")
    assert page.find("link", rel="canonical")["href"] == corrected.full_url
    assert page.find("meta", attrs={"name": "robots"})["content"].startswith("noindex")
    assert page.find("script", type="application/ld+json") is None
    wrong = [(portal, f"{versions}{number}/") for number in ("2", "3", "0", "9" * 12, "x")]
    for host, address in [*wrong, (other, versions), (other, f"{versions}1/")]:
        assert get(client, host, address).status_code == 404, (host, address)


def test_version_keeps_the_address_of_today(client, portal, corrected):
    moved = change(corrected, portal, slug="dia-chi-moi", correction_note="Đổi địa chỉ.")
    page = soup(get(client, portal, f"{path_of(moved)}phien-ban/1/"))
    assert page.find("link", rel="canonical")["href"] == moved.full_url


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
@pytest.mark.both_engines
def test_takedown_withholds_all_versions_for_good_and_the_page_is_read_again_after_a_review(client, portal, corrected):
    withdraw(corrected, portal, TakedownReason.PERSONAL_DATA)
    for address in ("", "phien-ban/", "phien-ban/1/", "phien-ban/2/"):
        assert get(client, portal, f"{path_of(corrected)}{address}").status_code == 410
    again = change(corrected, portal, lead="Không còn số điện thoại.")
    shown = get(client, portal, path_of(again))
    assert shown.status_code == 200
    assert not soup(shown).find("a", href=f"{path_of(again)}phien-ban/")
    assert get(client, portal, f"{path_of(again)}phien-ban/1/").status_code == 410


def test_what_is_not_public_shows_no_version_and_a_deleted_page_has_none(client, portal, corrected):
    corrected.unpublish()
    assert get(client, portal, f"{path_of(corrected)}phien-ban/1/").status_code == 404
    assert not PublicVersion.objects.filter(ended_at=None).exists()
    Page.objects.get(pk=corrected.pk).delete()
    assert not PublicVersion.objects.exists()


def test_picture_that_is_gone_is_left_out(client, portal):
    image = make_image(portal, "Ảnh cũ")
    figure = {"picture": {"image": image.pk, "decorative": True, "alt_text": ""}, "caption": "Quầy cũ.", "credit": ""}
    article = make_article(portal, "Tin có ảnh", image=image, body=[{"type": "figure", "value": figure}])
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
    for _version in range(2):
        last = corrected.save_revision(user=corrected.owner)
    call_command("purge_revisions", stdout=StringIO())
    kept = set(corrected.revisions.values_list("pk", flat=True))
    assert kept == {
        *PublicVersion.objects.values_list("revision", flat=True),
        *Approval.objects.filter(object_id=str(corrected.pk)).values_list("revision", flat=True),
        last.pk,
    }
    with pytest.raises(ProtectedError):
        Revision.objects.filter(pk__in=kept).delete()


def test_copy_begins_without_note_versions_and_publication(portal, corrected):
    made = corrected.copy(to=section_of(portal), update_attrs={"slug": "ban-sao"}, keep_live=False, user=None)
    copy = NewsArticlePage.objects.get(pk=made.pk)
    assert (copy.correction_note, copy.first_published_at, copy.public_versions.count()) == ("", None, 0)
    assert latest(copy).correction_note == ""


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
    client, address, version = browser(user), reverse("wagtailadmin_pages:edit", args=[page.pk]), latest(page)
    data = {
        "title": version.title,
        "slug": version.slug,
        "lead": version.lead,
        "source_agency": getattr(version, "source_agency", ""),
        "tags": "",
        "body": streamfield([]),
        "correction_note": client.get(address).context["form"]["correction_note"].value(),
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    } | values
    if action != "save":
        data[f"action-{action}"] = "1"
    fields = {"subject_fields": [a_field().pk]} if hasattr(version, "subject_fields") else {}
    return client.post(address, nested_form_data(data) | fields)


def is_in_review(page):
    return type(page).objects.get(pk=page.pk).workflow_in_progress


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_change_without_a_note_is_a_draft_and_not_submitted_and_nothing_typed_is_lost(portal):
    article = make_article(portal)
    response = send(article, article.owner, lead="Đổi lời dẫn.")
    assert "thay đổi" in errors_at(response, "correction_note")
    assert response.context["form"]["lead"].value() == "Đổi lời dẫn."
    assert not is_in_review(article)
    send(article, article.owner, "save", lead="Đổi lời dẫn.")
    assert latest(article).lead == "Đổi lời dẫn."


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_what_readers_do_not_see_needs_no_note(portal):
    """A day to look again, and the same text that the editor of running text writes down otherwise."""
    article = make_article(portal, body=[("paragraph", "<p>Một hai.</p>")])
    body = streamfield([("paragraph", rich_text("<p>Một hai.</p>"))])
    send(article, article.owner, review_date="2027-01-01", body=body)
    assert is_in_review(article)


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_starter_page_needs_no_note_the_first_time(portal):
    section = section_of(portal, "gioi-thieu")
    assert section.live_revision is None
    send(section, make_member(portal), lead="Giới thiệu quận.", kind="information")
    assert is_in_review(section)


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_note_belongs_to_one_version(portal):
    article = make_article(portal)

    def note_in_form():
        shown = browser(article.owner).get(reverse("wagtailadmin_pages:edit", args=[article.pk]))
        return shown.context["form"]["correction_note"].value()

    send(article, article.owner, lead="Lần một.", correction_note="Sửa lần một.")
    task_state = NewsArticlePage.objects.get().current_workflow_task_state
    task_state.task.specific.on_action(task_state, make_head(portal), "approve", **all_answered())
    assert (NewsArticlePage.objects.get().correction_note, note_in_form()) == ("Sửa lần một.", "")
    send(article, article.owner, "save", lead="Lần hai.", correction_note="Sửa lần hai.")
    assert note_in_form() == "Sửa lần hai."


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_approver_decides_on_a_version_without_a_note(portal):
    article = make_article(portal)
    article.lead = "Đã trình từ trước."
    article.save_revision(user=article.owner)
    article.get_workflow().start(article, article.owner)
    decision = {"workflow-action-name": "approve", "workflow-action-extra-data": json.dumps(all_answered())}
    send(article, make_head(portal), "workflow-action", **decision)
    assert NewsArticlePage.objects.get().lead == "Đã trình từ trước."


def withdraw(page, portal, reason_class=TakedownReason.ERROR):
    return take_down(page, by=make_head(portal), at=timezone.now(), reason_class=reason_class, reason="Lý do nội bộ.")


def text_of(response):
    return BeautifulSoup(response.content, "html.parser").get_text(" ", strip=True).replace("\xa0", " ")


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_address_answers_gone_with_date_and_class_and_without_the_reason(client, portal):
    article, other = make_article(portal, "Tin sai số liệu"), make_portal(DISTRICT)
    withdraw(article, portal)
    response = get(client, portal, path_of(article))
    text = text_of(response)
    assert (response.status_code, response["X-Robots-Tag"]) == (410, "noindex")
    day = timezone.localdate().strftime("%d/%m/%Y").lstrip("0")
    told = ["Tin sai số liệu", "Thông tin chưa chính xác", day, "Lý do nội bộ"]
    assert [words in text for words in told] == [True, True, True, False]
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert not response.cookies
    assert get(client, other, path_of(article)).status_code == 404
    # It stays gone when the draft goes.
    NewsArticlePage.objects.get().delete()
    assert get(client, portal, path_of(article)).status_code == 410


@each_case("reason_class", [TakedownReason.PERSONAL_DATA, TakedownReason.STATE_SECRET])
def test_title_is_not_shown_where_it_may_be_what_had_to_go(client, portal, reason_class):
    article = make_article(portal, "Ông Nguyễn Văn A")
    withdraw(article, portal, reason_class)
    response = get(client, portal, path_of(article))
    assert response.status_code == 410
    assert "Nguyễn Văn A" not in text_of(response)


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_lists_feeds_and_search_forget_it_at_once(client, portal):
    article = make_article(portal, "Tin phải gỡ")
    withdraw(article, portal)
    for path in ("/", "/tin-tuc/", "/rss.xml", "/atom.xml", "/tin-tuc/rss/", "/sitemap.xml", "/so-do-cong/"):
        content = get(client, portal, path).content.decode().replace("\xa0", " ")
        assert [words for words in (article.title, article.slug) if words in content] == [], path
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
    image.get_rendition("max-100x100")
    files = [Path(file) for file in files_of(image)]
    assert {file.exists() for file in files} == {True}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(article, portal)
    assert (files_of(image), {file.exists() for file in files}) == ([], {False})
    assert PortalImage.objects.filter(pk=image.pk).exists()


def test_picture_keeps_its_files_until_the_last_public_page_that_shows_it_is_taken_off(portal):
    image = make_image(portal)
    article, other = (make_article(portal, f"Tin {number} có ảnh", image=image) for number in range(2))
    image.get_rendition("max-100x100")
    withdraw(article, portal)
    assert files_of(image)
    other.unpublish()
    assert files_of(image) == []


def test_picture_of_a_former_version_goes_with_the_page(portal):
    former = make_image(portal, "Ảnh cũ")
    article = change(make_article(portal, image=former), portal, image=make_image(portal, "Ảnh mới"))
    former.get_rendition("max-100x100")
    withdraw(article, portal)
    assert files_of(former) == []


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_items_that_stood_for_it_on_another_portal_are_gone_too_and_do_not_come_later(client, portal):
    district, head = make_portal(DISTRICT), make_head(portal)
    article = make_article(district, "Tin sai")
    shown, waiting = (full_linked_item(portal, parent=section_of(portal), target=article) for _item in range(2))
    shown = publish_approved_page(shown, by=head)
    waiting.go_live_at = timezone.now() + timedelta(days=1)
    waiting.save_revision(user=make_member(portal))
    assert publish_approved_page(waiting, by=head).approved_schedule
    assert get(client, portal, path_of(shown)).status_code == 200
    withdraw(article, district)
    assert get(client, portal, path_of(shown)).status_code == 410
    assert not LinkedItemPage.objects.get(pk=waiting.pk).approved_schedule


def test_what_waits_below_a_withdrawn_section_stays_there(portal, monkeypatch):
    section, later = section_of(portal), timezone.now() + timedelta(days=1)
    article = make_article(portal, published=False, go_live_at=later)
    publish_approved_page(article, by=make_head(portal))
    withdraw(section, portal)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    with pytest.raises(CommandError, match=article.title):
        call_command("publish_scheduled")
    assert not NewsArticlePage.objects.get(pk=article.pk).live
