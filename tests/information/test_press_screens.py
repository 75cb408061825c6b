"""The screens of the press: packs of the own portal, a list that nobody else reads, a page by which agencies leave."""

import unicodedata

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from information.enums import Period
from information.models import PressPackPage, PressSubscriber
from information.periods import period_in_words
from information.press.press_list import token_of
from information.press.press_packs import month_before
from members.enums import Role
from provisioning.fact_changes import change_portal_facts
from provisioning.portal_states import suspend_portal
from tests.admin import browser, errors_at, is_refused, told
from tests.each import each_case
from tests.factories import AT, make_article, make_head, make_member, make_operator, make_supervisor, section_of
from tests.information.factories import make_item
from tests.information.pages import facts_of, shown, words_of
from tests.information.press_packs import PRESS, make_agency, make_pack

pytestmark = pytest.mark.django_db

LIST, ADD = reverse("press_list"), reverse("press_agency_add")


def prepare_url(portal, slug=PRESS):
    return reverse("prepare_press_pack", args=[section_of(portal, slug).pk])


def send_url(page):
    return reverse("send_press_pack", args=[page.pk])


@pytest.mark.slow(reason="publishes several items and opens the pack")
def test_pack_is_prepared_from_what_became_public_this_month(city, district):
    article, foreign = make_article(district, "Khởi công cầu"), make_article(city, "Tin của Thành phố")
    client, today = browser(make_member(district)), timezone.localdate()
    address = f"{prepare_url(district)}?month={today.year}-{today.month}"
    shown = words_of(client.get(address))
    assert "Khởi công cầu" in shown
    assert "Tin của Thành phố" not in shown
    assert errors_at(client.post(address, {}), "pages") == "Hãy chọn ít nhất một trang."
    assert client.post(address, {"pages": [foreign.pk]}).status_code == 422
    done = client.post(address, {"pages": [article.pk]})
    assert done["Location"] == reverse("wagtailadmin_pages:edit", args=[PressPackPage.objects.get().pk])
    assert "Đã có bản tin của tháng này" in words_of(client.get(address))
    assert client.get(done["Location"]).status_code == 200


@each_case("month", ["", "2026-13", "x", "1-1", "99999-1"])
def test_month_that_is_not_offered_is_the_last_one(district, month):
    shown = browser(make_member(district)).get(prepare_url(district), {"month": month})
    period = period_in_words(Period.MONTH, *reversed(month_before(timezone.localdate())))
    assert f"Không có nội dung nào được công khai trong kỳ này: {period}" in words_of(shown)


@pytest.mark.slow(reason="opens four screens of the admin")
def test_button_stands_at_the_section_for_the_press_and_at_public_packs(district):
    client = browser(make_member(district))

    def at(screen, page):
        return client.get(reverse(screen, args=[page.pk])).content.decode()

    assert prepare_url(district) in at("wagtailadmin_explore", section_of(district, PRESS))
    assert "/prepare/" not in at("wagtailadmin_explore", section_of(district))
    draft, public = make_pack(district, published=False), make_pack(district)
    assert send_url(draft) not in at("wagtailadmin_pages:edit", draft)
    assert send_url(public) in at("wagtailadmin_pages:edit", public)


def test_screens_of_another_portal_are_refused(city, district):
    pack, agency = make_pack(district), make_agency(district)
    for person in (make_member(city), make_head(city), make_supervisor()):
        client = browser(person)
        of_agency = [reverse(f"press_agency_{act}", args=[agency.pk]) for act in ("edit", "end")]
        for address in (prepare_url(district), send_url(pack), *of_agency):
            assert client.get(address).status_code == 403
            assert client.post(address, {"again": "1"}).status_code == 403
    assert PressSubscriber.objects.receiving().get() == agency
    assert mail.outbox == []


def test_list_is_that_of_the_own_portals(city, district):
    make_agency(district, "Báo Quận", "quan@bao.example")
    make_agency(city, "Báo Thành phố", "tp@bao.example")
    shown = words_of(browser(make_member(district)).get(LIST))
    assert "quan@bao.example" in shown
    assert "tp@bao.example" not in shown
    assert "Thành phố Hồ Chí Minh" not in shown
    assert "tp@bao.example" not in words_of(browser(make_member(district)).get(LIST, {"portal": city.pk}))
    for person in (make_supervisor(), make_member(district, Role.REPORTER)):
        assert is_refused(browser(person).get(LIST))
        assert is_refused(browser(person).get(ADD))


def test_agency_is_added_and_taken_off(city, district):
    client = browser(make_member(district))
    data = {"portal": district.pk, "agency": "Báo Sài Gòn", "email": "toasoan@bao.example"}
    assert "Đã thêm Báo Sài Gòn vào danh sách." in told(client.post(ADD, data))
    assert errors_at(client.post(ADD, data), "email") == "Địa chỉ này đã có trong danh sách."
    assert client.post(ADD, data | {"portal": city.pk, "email": "b@bao.example"}).status_code == 422
    row = PressSubscriber.objects.get()
    assert row.added_by == make_member(district)
    edit, end = (reverse(f"press_agency_{act}", args=[row.pk]) for act in ("edit", "end"))
    assert end in client.get(edit).content.decode()
    typed = {"agency": unicodedata.normalize("NFD", "Báo  Sài\u200b Gòn"), "email": "moi@bao.example", "person": ""}
    assert "Đã sửa thông tin Báo Sài Gòn." in told(client.post(edit, typed))
    client.post(edit, typed | {"email": "toasoan@bao.example"})
    assert "toasoan@bao.example" in words_of(client.get(end))
    assert "Đã đưa Báo Sài Gòn ra khỏi danh sách." in told(client.post(end))
    assert not PressSubscriber.objects.receiving().exists()


@pytest.mark.slow(reason="opens public pages and screens of three people")
def test_agency_that_asks_for_packs_gets_them_once_staff_of_that_portal_put_it_on_the_list(client, city, district):
    asked = {"agency": "Báo Sài Gòn", "person": "", "email": "toasoan@bao.example"}
    section = section_of(district, PRESS)
    page = client.get(section.url, headers={"host": district.host}).content.decode()
    assert reverse("join_press_list") in page
    for _time in range(2):
        answer = client.post(reverse("join_press_list"), asked, headers={"host": district.host})
        assert "Cổng đã ghi nhận." in words_of(answer)
    row = PressSubscriber.objects.get()
    assert (row.portal, row.added_by) == (district, None)
    assert not PressSubscriber.objects.receiving().exists()
    edit = reverse("press_agency_edit", args=[row.pk])
    assert browser(make_member(city)).post(edit, asked).status_code == 403
    member = browser(make_member(district))
    assert "Đề nghị nhận tin" in words_of(member.get(LIST))
    assert "Đã thêm Báo Sài Gòn vào danh sách." in told(member.post(edit, asked))
    assert PressSubscriber.objects.receiving().get().added_by == make_member(district)
    for address in ("x", f"{'a' * 64}@{'.'.join(['b' * 60] * 4)}.example"):
        wrong = client.post(reverse("join_press_list"), asked | {"email": address}, headers={"host": district.host})
        assert wrong.status_code == 422


@pytest.mark.slow(reason="changes facts of a portal twice, and reads pages after each")
@pytest.mark.breaks_the_rule
def test_press_section_names_the_spokesperson_and_so_does_a_release_without_one(
    client, district, django_capture_on_commit_callbacks
):
    facts = {"spokesperson": "Bà Lê Thu Hạnh", "phone": "(028) 3000 0122"}
    with django_capture_on_commit_callbacks(execute=True):
        change_portal_facts(district, facts, by=make_operator(), at=AT)
    no_contact = dict.fromkeys(("spokesperson", "spokesperson_phone", "spokesperson_email"), "")
    release = make_item(district, "press", published=True, **no_contact)
    facts = facts_of(shown(client, release))
    assert [facts["Người phát ngôn"], facts["Điện thoại"]] == ["Bà Lê Thu Hạnh", "(028) 3000 0122"]
    facts = {"spokesperson_phone": "(028) 3000 0199"}
    with django_capture_on_commit_callbacks(execute=True):
        change_portal_facts(district, facts, by=make_operator(), at=AT)
    assert facts_of(shown(client, release))["Điện thoại"] == "(028) 3000 0199"
    contact = shown(client, section_of(district, PRESS)).select_one(".contact-card").get_text(" ", strip=True)
    assert "Bà Lê Thu Hạnh , (028) 3000 0199" in contact


def test_screen_of_a_pack_says_who_gets_it_and_what_became_of_it(district, django_capture_on_commit_callbacks):
    client, pack = browser(make_member(district)), make_pack(district)
    assert "Danh sách chưa có cơ quan báo chí nào." in words_of(client.get(send_url(pack)))
    make_agency(district)
    assert "Báo Sài Gòn (toasoan@bao.example)" in words_of(client.get(send_url(pack)))
    with django_capture_on_commit_callbacks(execute=True):
        sent = client.post(send_url(pack))
    assert "Đang gửi tới 1 cơ quan báo chí." in told(sent)
    assert len(mail.outbox) == 1
    shown = words_of(client.get(send_url(pack)))
    assert "toasoan@bao.example Đã gửi" in shown
    assert "Gửi lại" not in shown
    assert "Đã gửi bản tin này tới mọi cơ quan báo chí" in words_of(client.post(send_url(pack)))


def test_agency_takes_itself_off_the_list_while_the_portal_is_suspended(district, client):
    agency = make_agency(district)
    suspend_portal(district, by=None, at=AT, reason="Bảo trì", expected_return=None)
    for address in (f"/ngung-nhan-tin/{token_of(agency)}/", f"/en/stop-mails/{token_of(agency)}/"):
        asked = client.get(address, headers={"host": district.host})
        assert (asked.status_code, "Báo Sài Gòn" in words_of(asked)) == (503, False)
        assert '<form method="post">' in asked.content.decode()
    left = client.post(address, {"List-Unsubscribe": "One-Click"}, headers={"host": district.host})
    agency.refresh_from_db()
    assert (left.status_code, agency.ended_at is None) == (200, False)


def test_agency_takes_itself_off_the_list_by_the_link_of_a_mail(city, district, client):
    agency = make_agency(district)
    address = f"/ngung-nhan-tin/{token_of(agency)}/"
    for ask in (client.get, client.post):
        assert ask(address, headers={"host": city.host}).status_code == 404
    asked = client.get(address, headers={"host": district.host})
    assert "đang nhận bản tin báo chí hằng tháng" in words_of(asked)
    assert "no-store" in asked["Cache-Control"]
    agency.refresh_from_db()
    assert agency.ended_at is None
    for _time in range(2):
        left = client.post(address, {"List-Unsubscribe": "One-Click"}, headers={"host": district.host})
        assert "đã ngừng nhận bản tin" in words_of(left)
    agency.refresh_from_db()
    assert (agency.ended_at is None, agency.ended_by) == (False, None)
    assert not client.cookies
