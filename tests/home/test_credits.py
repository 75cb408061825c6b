"""Credits of a page: who is named as its author, what readers see, and the shares that royalties stand on."""

import json

import pytest
from django.test import Client

from editorial.review.findings import blocking, findings_of
from home.blocks.credits import roles_without_whole, shares_by_role
from home.enums import CreditRole
from home.models import NewsArticlePage
from home.serving.presentation import citation
from tests.factories import make_article


def credits(*made):
    return [{"type": "credit", "value": {"role": role, "name": name, "share": share}} for role, name, share in made]


TWO = credits(("author", "Minh Châu", 60), ("author", "Thu Hà", 40), ("photographer", "Người Chụp", None))


def test_author_among_the_credits_takes_the_place_of_the_field_and_other_parts_stand_beside_it():
    page = NewsArticlePage(author_name="Biên tập viên", credits=credits(("photographer", "Người Chụp", None)))
    assert (page.authors, [names for _role, names in page.credit_lines]) == (
        "Biên tập viên", ["Biên tập viên", "Người Chụp"],
    )  # fmt: skip
    assert NewsArticlePage(author_name="Biên tập viên", credits=TWO).authors == "Minh Châu, Thu Hà"
    assert NewsArticlePage().credit_lines == []


@pytest.mark.parametrize(
    ("shares", "is_wrong"),
    [((60, 40), False), ((None, None), False), ((100,), False), ((None,), False), ((60, None), True), ((60, 50), True)],
)
def test_shares_of_one_part_are_one_hundred_together_or_none_is_entered(shares, is_wrong):
    made = credits(*(("author", f"Người {number}", share) for number, share in enumerate(shares)))
    page = NewsArticlePage(credits=made)
    assert roles_without_whole(page.credits) == ([CreditRole.AUTHOR] if is_wrong else [])
    assert [share for _name, share in shares_by_role(page.credits)[CreditRole.AUTHOR]] == list(shares)


@pytest.mark.django_db
def test_wrong_shares_do_not_pass_the_board(district):
    page = make_article(district, published=False, credits=credits(("author", "Minh Châu", 60)))
    assert "credit_shares" in {one.code for one in blocking(findings_of(page))}
    page.credits = TWO
    assert "credit_shares" not in {one.code for one in findings_of(page)}


@pytest.mark.django_db
def test_readers_and_machines_are_told_the_same_authors(district):
    page = make_article(district, credits=json.dumps(TWO))
    text = Client(headers={"host": district.host}).get(page.get_url()).content.decode()
    assert ("Tác giả: <b>Minh Châu, Thu Hà</b>" in text, "Ảnh: <b>Người Chụp</b>" in text) == (True, True)
    assert '{"@type": "Person", "name": "Minh Châu"}' in text
    assert citation(page).startswith(f"Minh Châu, Thu Hà ({page.source_agency})")
