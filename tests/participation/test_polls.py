"""Polls on pages: votes without an account, counted as sums by what stays, with results after the last day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, PageViewRestriction

from audit.errors import TooManyTries
from editorial.review.findings import findings_of
from home.blocks import PollBlock
from home.models import ContentPage, NewsArticlePage
from participation.models import DayMark, PollTally
from participation.poll.actions import vote
from participation.poll.errors import ChoiceMissing, PollClosed
from participation.poll.public import POLL, polls_in, shown_poll
from participation.sent_forms.counters import increment_counters
from sites.directory import get_directory
from tests.factories import make_article, make_head, publish_approved_page
from tests.participation.comments import make_draft, shown
from tests.participation.marks import every_cell
from tests.participation.polls import CHOICES, body, make_poll_page, poll_address

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.9"


def poll_of(page, portal, *, days=0):
    ((key, value),) = polls_in(page)
    record = get_directory().by_id[portal.pk]
    return shown_poll(page, key, value, portal=record, on=timezone.localdate() + timedelta(days=days))


def browser_of(portal, address=ADDRESS):
    return Client(headers={"host": portal.host}, REMOTE_ADDR=address)


def choose(page, portal, *places, address=ADDRESS):
    keys = [key for key, _text in poll_of(page, portal).choices]
    return browser_of(portal, address).post(poll_address(page), {"chon": [keys[place] for place in places]})


def votes(page, portal):
    """How many voted, and for what, as the results say after the last day."""
    found = poll_of(page, portal, days=10)
    return found.voters, [result.votes for result in found.results]


@pytest.mark.both_engines
@pytest.mark.slow(reason="publishes a page and sends three votes")
def test_reader_votes_once_a_day_from_the_page_and_only_sums_are_kept(district):
    page = make_poll_page(district)
    answer = browser_of(district).get(page.get_url())
    assert (answer.cookies, "csrfmiddlewaretoken" in answer.content.decode()) == ({}, False)
    html = BeautifulSoup(answer.content, "html.parser")
    form = html.find("form", action=poll_address(page))
    assert ([box["type"] for box in form.select("[name=chon]")], form["method"]) == (["radio"] * 3, "post")
    counted, again = choose(page, district, 1), choose(page, district, 2)
    assert ("đã được ghi nhận" in shown(counted), "mỗi ngày tính một lần" in shown(again)) == (True, True)
    assert (counted["Cache-Control"], counted["X-Robots-Tag"]) == ("private, no-store", "noindex")
    choose(page, district, 1, address="203.0.113.10")
    assert votes(page, district) == (2, [0, 2, 0])
    assert ADDRESS not in every_cell()
    assert DayMark.objects.count() == 2


def test_several_choices_are_counted_where_they_may_be_ticked(district):
    page = make_poll_page(district, several=True)
    assert 'type="checkbox"' in shown(browser_of(district).get(poll_address(page)))
    choose(page, district, 0, 2)
    assert votes(page, district) == (1, [1, 0, 1])
    one = poll_of(make_poll_page(district), district)
    with pytest.raises(ChoiceMissing):
        vote(district.pk, one, [key for key, _text in one.choices], address=None, at=timezone.now())


@pytest.mark.parametrize("chosen", [[], ["x"], ["\0"], ["<script>", "1" * 5000]])
def test_what_is_no_choice_is_refused_and_the_form_comes_back(district, chosen):
    page = make_poll_page(district)
    answer = browser_of(district).post(poll_address(page), {"chon": chosen})
    assert (answer.status_code, "Hãy chọn một trong các lựa chọn" in shown(answer)) == (422, True)
    assert ("<script>" in shown(answer), PollTally.objects.count()) == (False, 0)


def test_results_are_public_after_the_last_day_and_not_before(district):
    page = make_poll_page(district, days=0)
    choose(page, district, 1)
    before = shown(browser_of(district).get(page.get_url()))
    assert ("Tỷ lệ" in before, "Kết quả được công khai sau ngày" in before) == (False, True)
    assert poll_of(page, district).results is None
    found = poll_of(page, district, days=1)
    assert ([result.share for result in found.results], found.is_open) == (["0%", "100%", "0%"], False)
    with pytest.raises(PollClosed):
        vote(district.pk, found, [found.choices[0][0]], address=None, at=timezone.now())


def test_closed_poll_shows_bars_with_a_table_and_takes_no_vote(district):
    page = make_poll_page(district, days=-1)
    found = poll_of(page, district)
    key = {"portal_id": district.pk, "page_key": page.translation_key, "poll": found.poll}
    for choice in ("", found.choices[1][0]):
        increment_counters(PollTally, key | {"choice": choice}, {"votes": 3})
    html = BeautifulSoup(browser_of(district).get(page.get_url()).content, "html.parser")
    chart = html.select_one(".poll svg[role=img]")
    assert [row.th.text for row in html.find(id=chart["aria-describedby"]).select("tbody tr")] == list(CHOICES)
    assert html.select("[name=chon]") == []
    answer = choose(page, district, 0)
    assert (answer.status_code, "không còn nhận bình chọn" in shown(answer)) == (409, True)


@pytest.mark.both_engines
def test_corrected_words_keep_their_votes_and_a_new_choice_has_none(district):
    page = make_poll_page(district)
    choose(page, district, 0)
    data = page.body.get_prep_value()
    listed = data[0]["value"]["choices"]
    listed[0]["value"] = "Trực tuyến (sửa)"
    del listed[1]
    listed.append({"type": "item", "id": str(uuid4()), "value": "Qua bưu điện"})
    page.body = page.body.stream_block.to_python(data)
    assert [one.code for one in findings_of(page) if one.code == "poll_changed"] == ["poll_changed"]
    page.save_revision(user=make_head(district))
    publish_approved_page(page, by=make_head(district))
    page = NewsArticlePage.objects.get(pk=page.pk)
    found = poll_of(page, district, days=10)
    assert [(result.text, result.votes) for result in found.results] == [
        ("Trực tuyến (sửa)", 1), ("Tại một cửa", 0), ("Qua bưu điện", 0),
    ]  # fmt: skip
    assert [one for one in findings_of(page) if one.code == "poll_changed"] == []


def codes_after(page, **values):
    """Codes of the findings on polls, with their weight, where the draft of a page changes its poll."""
    data = page.body.get_prep_value()
    data[0]["value"] |= {name: str(value) if name == "closes_on" else value for name, value in values.items()}
    page.body = page.body.stream_block.to_python(data)
    return [(one.code, one.is_blocking) for one in findings_of(page) if one.code.startswith("poll")]


@pytest.mark.both_engines
def test_rules_of_a_poll_that_was_voted_on_are_not_changed_unseen(city, district):
    today = timezone.localdate()
    page, untouched = make_poll_page(district, days=5), make_poll_page(city, days=5)
    choose(page, district, 0)
    assert codes_after(page, several=True) == [("poll_several_changed", True)]
    page = NewsArticlePage.objects.get(pk=page.pk)
    assert codes_after(page, closes_on=today + timedelta(days=9)) == [("poll_last_day_changed", False)]
    assert codes_after(untouched, several=True, closes_on=today + timedelta(days=9)) == []


def test_poll_whose_results_are_public_takes_no_votes_again(district):
    page = make_poll_page(district, days=-1)
    key = {"portal_id": district.pk, "page_key": page.translation_key, "poll": poll_of(page, district).poll}
    increment_counters(PollTally, key | {"choice": ""}, {"votes": 1})
    assert codes_after(page, closes_on=timezone.localdate()) == [("poll_reopened", True)]


def test_poll_is_offered_where_it_is_read_alone():
    """Votes are counted for the polls of page bodies (`polls_in`): no other stream takes one, at whatever depth."""
    offered = {
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and holds_polls(field.stream_block)
    }
    assert {name for _model, name in offered} == {"body"}
    assert all(issubclass(model, ContentPage) for model, _name in offered)
    bodies = ContentPage.body.field.stream_block.child_blocks
    assert [name for name, block in bodies.items() if holds_polls(block)] == [POLL]


def holds_polls(block):
    if isinstance(block, PollBlock):
        return True
    inner = [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]
    return any(holds_polls(one) for one in inner if one is not None)


def test_poll_of_another_portal_or_another_page_is_not_there(city, district):
    page, other = make_poll_page(district), make_poll_page(city)
    ((key, _value),) = polls_in(other)
    for path in (f"/binh-chon/{other.pk}/{key}/", f"/binh-chon/{page.pk}/{key}/", f"/binh-chon/{10**15}/{key}/"):
        assert browser_of(district).post(path, {"chon": "x"}).status_code == 404, path
    assert PollTally.objects.count() == 0


def test_poll_of_a_copied_page_counts_by_itself_and_so_does_one_on_another_portal(city, district):
    page = make_poll_page(district)
    copy = make_article(district, "Bản sao", body=page.body.get_prep_value())
    choose(page, district, 0)
    copied = NewsArticlePage.objects.get(pk=copy.pk)
    assert poll_of(copied, district).poll == poll_of(page, district).poll
    assert (votes(page, district), votes(copied, district)) == ((1, [1, 0, 0]), (0, [0, 0, 0]))
    foreign = shown_poll(
        page, *next(polls_in(page)), portal=get_directory().by_id[city.pk],
        on=timezone.localdate() + timedelta(days=10),
    )  # fmt: skip
    assert foreign.voters == 0


@pytest.mark.breaks_the_rule
def test_page_that_is_not_public_takes_no_vote(district):
    page = make_poll_page(district)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert browser_of(district).get(poll_address(page)).status_code == 404
    PageViewRestriction.objects.all().delete()
    assert browser_of(district).get(poll_address(page)).status_code == 200
    NewsArticlePage.objects.filter(pk=page.pk).update(live=False)
    assert choose(page, district, 0).status_code == 404


def test_network_votes_so_often_in_an_hour(district, settings):
    settings.RATINGS_PER_ADDRESS_HOUR = 1
    page, other = make_poll_page(district), make_poll_page(district)
    answers = [choose(page, district, 0), choose(other, district, 0)]
    assert [answer.status_code for answer in answers] == [200, 429]
    with pytest.raises(TooManyTries):
        poll = poll_of(other, district)
        vote(district.pk, poll, [poll.choices[0][0]], address=ADDRESS, at=timezone.now())


def test_draft_has_a_poll_as_well(district):
    page = make_draft(district, body=body())
    assert 'name="chon"' in shown(browser_of(district).get(page.get_url()))
    assert choose(page, district, 0).status_code == 200


def test_same_choice_twice_is_refused():
    block = PollBlock()
    value = block.to_python(body(choices=("Có", " CÓ ", "Không"))[0]["value"])
    with pytest.raises(ValidationError):
        block.clean(value)


@pytest.mark.breaks_the_rule
def test_results_wait_for_the_last_day_of_the_other_language_version(district):
    blocks = body(days=-1)
    page = make_article(district, body=blocks)
    later = [{**blocks[0], "value": blocks[0]["value"] | {"closes_on": str(timezone.localdate())}}]
    other = make_article(district, "Other version", body=later)
    assert poll_of(NewsArticlePage.objects.get(pk=page.pk), district).results is not None
    english = Locale.objects.get(language_code="en")
    NewsArticlePage.objects.filter(pk=other.pk).update(translation_key=page.translation_key, locale=english)
    found = poll_of(NewsArticlePage.objects.get(pk=page.pk), district)
    assert (found.results, found.is_open) == (None, False)


def test_browser_that_voted_in_one_language_votes_in_no_other_and_each_has_one_address(district):
    blocks = body()
    page, other = make_article(district, body=blocks), make_article(district, "Other version", body=blocks)
    english = Locale.objects.get(language_code="en")
    NewsArticlePage.objects.filter(pk=other.pk).update(translation_key=page.translation_key, locale=english)
    answer = choose(NewsArticlePage.objects.get(pk=page.pk), district, 0)
    address = f"/en/poll/{other.pk}/{blocks[0]['id']}/"
    assert answer.cookies[f"da_binh_chon_{other.pk}"]["path"] == address
    addresses = (poll_address(page), f"/binh-chon/{other.pk}/{blocks[0]['id']}/")
    assert [browser_of(district).get(one).status_code for one in addresses] == [200, 404]


def test_browser_votes_once_in_a_poll_and_shows_its_mark_to_no_page(district):
    page = make_poll_page(district)
    client, address = browser_of(district), poll_address(page)
    key = poll_of(page, district).choices[0][0]
    assert client.post(address, {"chon": [key]}).cookies[f"da_binh_chon_{page.pk}"]["path"] == address
    client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    assert "đã bình chọn" in shown(client.post(address, {"chon": [key]}))
    assert votes(page, district) == (1, [1, 0, 0])
