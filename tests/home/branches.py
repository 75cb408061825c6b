"""English branches of a portal, as tests make them."""

from wagtail.models import Locale

from tests.factories import make_head, make_member, publish_approved_page
from tests.remembering import remembered


@remembered
def translated(page, portal):
    """The English version of a page and of what stands above it, all of it public but the home."""
    version = english_draft(page)
    for one in (version.get_parent(), version):
        approve(one.specific, portal)
    version.refresh_from_db()
    return version


def english_draft(page):
    """An English draft of a page, and of what stands above it where there is none."""
    return page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)


def approve(page, portal):
    page.save_revision(user=make_member(portal))
    return publish_approved_page(page, by=make_head(portal))


def open_english(portal):
    approve(portal.container.get_children().get(slug="en").specific, portal)
