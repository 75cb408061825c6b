"""Pages of questions on the site map: those that citizens read, of the portal itself, in few queries."""

from xml.etree import ElementTree

import pytest

from qa.enums import QuestionState
from tests.factories import WARD, make_portal
from tests.qa.factories import LATER
from tests.qa.public import PUBLISHED, publish, read

pytestmark = pytest.mark.django_db

SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def rows(portal, part=""):
    root = ElementTree.fromstring(read(portal, "/sitemap.xml", **({"phan": part} if part else {})).content)
    return {row.findtext(f"{SITE_MAP}loc"): row.findtext(f"{SITE_MAP}lastmod") for row in root}


def test_readable_questions_are_named_with_the_time_of_what_was_told_last(district):
    shown, other = publish(district), publish(make_portal(WARD))
    hidden = publish(
        district, visibility="hidden", withheld_because="personal_data", withheld_on=LATER.date(), published_at=LATER
    )
    unpublished = publish(district, published_at=None, listed_at=None)
    withdrawn = publish(district, state=QuestionState.WITHDRAWN)
    found = rows(district)
    assert found[f"{district.root_url}/hoi-dap/{shown.code}/"].startswith(f"{PUBLISHED:%Y-%m-%d}")
    for question in (other, hidden, unpublished, withdrawn):
        assert not any(question.code in address for address in found)


def test_many_questions_cost_as_much_as_one_and_have_files_of_their_own(
    district, monkeypatch, django_assert_max_num_queries
):
    codes = [publish(district, language="en").code for _number in range(5)]
    rows(district)
    with django_assert_max_num_queries(9):
        whole = rows(district)
    monkeypatch.setattr("home.views.public.SITE_MAP_PART", 3)
    files = [address.partition("phan=")[2] for address in rows(district)]
    assert files[-2:] == ["cau-hoi1", "cau-hoi2"]
    assert sorted([address for part in files for address in rows(district, part)]) == sorted(whole)
    # The district has no public English home.
    assert [address.rsplit("/", 2)[1] for address in rows(district, "cau-hoi1")] == codes[:3]
    assert all(address.startswith(f"{district.root_url}/hoi-dap/") for address in rows(district, "cau-hoi2"))
