"""What the verbs of a review cost in statements, in the fullest case: a page with every block, two approvals."""

import pytest
from django.urls import reverse

from home.models import NewsArticlePage
from library.models import PortalDocument, PortalImage
from members.enums import Seat
from tests.admin import browser
from tests.admin_forms import whole_form_of
from tests.bare import bare_costs
from tests.editorial.review_variants import TWO, act, change, is_live, step, submit
from tests.factories import CITY, all_answered, make_head, make_member, make_portal, section_of
from tests.fullest import every_block, full_article
from tests.isolation.rows import undone
from tests.many_portals import copy_portal
from tests.scale.template import TEMPLATE
from tests.statements import counted_statements

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow(reason="a page with every block goes through the whole review"),
    pytest.mark.both_engines,
]


@pytest.fixture
def portal():
    portal = make_portal(CITY)
    change(portal, TWO)
    return portal


@pytest.fixture
def article(portal):
    return full_article(portal, parent=section_of(portal))


def edit_address(article: NewsArticlePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def check(portal, act: str, statements, *, more: int, repeated_more: int) -> None:
    """Compare with the same act on a page type of plain Wagtail with the same fields and blocks.

    Args:
        more: statements more than there.
        repeated_more: exact repeats more than there.
    """
    number, repeated = bare_costs(
        every_block(portal),
        images=list(PortalImage.objects.values_list("pk", flat=True)),
        documents=list(PortalDocument.objects.values_list("pk", flat=True)),
        page=portal.site.root_page_id,
    )[act]
    print(f"plain Wagtail: {number}, {repeated}; here: {statements.report()}")  # noqa: T201 -- shown where it fails
    assert len(statements) <= number + more
    assert statements.repeated <= repeated + repeated_more


def test_approving_as_the_second_of_two_and_publishing(portal, article):
    approve_and_check(portal, article)


def test_hundreds_of_portals_add_nothing_to_approving_and_publishing(portal, article):
    # No board approved what stands on the copies.
    with undone():
        copy_portal(make_portal(TEMPLATE), 400)
        approve_and_check(portal, article)


def approve_and_check(portal, article) -> None:
    submit(article)
    act(article, make_head(portal, seat=Seat.DEPUTY))
    state, client = step(article), browser(make_head(portal))
    # The process reads what it keeps: content types, the directory, settings.
    client.get(edit_address(article))
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk])
    with counted_statements() as statements:
        client.post(address, all_answered())
    assert is_live(article)
    # Whether the page was made of a contribution is asked twice: by a check, and so that its sender is told.
    check(portal, "approve_and_publish", statements, more=58, repeated_more=10)


def test_submitting(portal, article):
    client = browser(make_member(portal))
    form = whole_form_of(client, edit_address(article))
    with counted_statements() as statements:
        client.post(edit_address(article), form | {"action-submit": "1"})
    assert NewsArticlePage.objects.get(pk=article.pk).current_workflow_state is not None
    check(portal, "submit", statements, more=20, repeated_more=0)


def test_saving_by_itself_into_the_latest_version(portal, article):
    client = browser(make_member(portal))
    form = whole_form_of(client, edit_address(article)) | {"lead": "Một câu khác."}
    latest = article.latest_revision_id
    with counted_statements() as statements:
        answer = client.post(
            edit_address(article), form | {"overwrite_revision_id": latest}, headers={"accept": "application/json"}
        )
    assert answer.json()["success"], answer.json()
    article = NewsArticlePage.objects.get(pk=article.pk)
    assert (article.latest_revision_id, article.latest_revision.content["lead"]) == (latest, "Một câu khác.")
    check(portal, "autosave", statements, more=0, repeated_more=0)


def test_opening_the_editor_on_a_page_in_review(portal, article):
    submit(article)
    client = browser(make_head(portal))
    # The process reads what it keeps: content types, the directory, settings.
    client.get(edit_address(article))
    with counted_statements() as statements:
        assert client.get(edit_address(article)).status_code == 200
    check(portal, "open_editor", statements, more=-20, repeated_more=0)
