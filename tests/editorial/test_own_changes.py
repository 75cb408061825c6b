"""Nobody decides on words of the own, whoever sent them."""

import pytest
from django.core.files.base import ContentFile

from editorial.models import ProposedChange
from editorial.proposals.actions.proposal import propose_change
from editorial.proposals.authorship import own_changes
from editorial.proposals.reviewed_models import FILE
from library.models import PortalImage
from members.enums import Role
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator
from tests.fullest import make_image
from tests.proposals import act, shown_on_a_page

pytestmark = pytest.mark.django_db


def returned(row, values, by, file=None):
    change = propose_change(row, values, by=by, at=AT, file=file)
    return act(change, make_head(change.portal), "reject", comment="Xem lại")


@pytest.mark.slow(reason="asks several cases in turn")
@pytest.mark.both_engines
@each_case(
    ("before", "now", "is_own"),
    [
        ({"phone": "028 1234"}, {"phone": "028 1234"}, True),
        ({"phone": "028 1234"}, {"phone": "028 5678"}, False),
        ({"phone": "028 1234"}, {"address": "028 1234"}, False),
        ({"address": "Số 1, phố Hàng Bài"}, {"phone": "028 1234", "address": "Số 1, phố Hàng Bài"}, True),
        ({"licence": "Nghe máy từ 8 giờ. Gặp bà Hoa."}, {"licence": "Gặp bà Hoa nếu gấp."}, False),
        ({"licence": "Nghe máy từ 8 giờ. Gặp bà Hoa."}, {"licence": "Không gọi tối.\nGặp bà Hoa"}, True),
    ],
    ids=["the same", "another", "in another field", "one of two", "part of a sentence", "one sentence"],
)
def test_words_that_somebody_proposed_before_stay_the_own_ones(district, before, now, is_own):
    operator = make_operator()
    returned(district, before, operator)
    change = propose_change(district, now, by=make_member(district, Role.PORTAL_ADMIN), at=AT)
    assert (own_changes(operator, [change]) == {change}) is is_own


def test_what_is_public_is_nobodys_own(district):
    operator = make_operator()
    act(propose_change(district, {"phone": "028 1234"}, by=operator, at=AT), make_head(district))
    change = propose_change(district, {"address": "Số 1"}, by=make_member(district, Role.PORTAL_ADMIN), at=AT)
    assert own_changes(operator, [change]) == set()


@pytest.mark.slow(reason="asks several cases in turn")
@each_case(("content", "is_own"), [(b"one", True), (b"two", False)])
def test_file_is_told_by_its_bytes(district, content, is_own):
    image, operator = shown_on_a_page(make_image(district)), make_operator()
    returned(image, {FILE: "a.png"}, operator, ContentFile(b"one", "a.png"))
    stored = PortalImage.objects.get(pk=image.pk)
    other = make_member(district, Role.PORTAL_ADMIN)
    change = propose_change(stored, {FILE: "b.png"}, by=other, at=AT, file=ContentFile(content, "b.png"))
    assert (own_changes(operator, [change]) == {change}) is is_own


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@pytest.mark.both_engines
def test_more_proposals_cost_no_more_queries(city, district, django_assert_max_num_queries):
    operator, other = make_operator(), make_member(district, Role.PORTAL_ADMIN)
    images = [shown_on_a_page(make_image(district)) for _number in range(3)]
    keys = [propose_change(image, {"description": f"Ảnh {image.pk}"}, by=other, at=AT).pk for image in images]
    for number in (1, 3):
        changes = list(ProposedChange.objects.filter(pk__in=keys[:number]))
        own_changes(operator, changes)
        with django_assert_max_num_queries(1):
            assert own_changes(operator, changes) == set()
