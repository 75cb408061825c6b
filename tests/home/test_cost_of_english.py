"""What the English draft of a page costs in statements, and that what is kept for it is what wagtail-localize keeps."""

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    TemplateSegment,
    TranslationContext,
    TranslationSource,
)

from accounts.models import User
from home.translations.block_ids import with_block_ids
from home.translations.queries import read_side_by_side
from home.translations.sources import ensure_source
from tests.admin import browser
from tests.factories import make_article, make_city, make_member, section_of
from tests.fullest import full_article
from tests.home.branches import english_draft
from tests.scale.counting import counted
from tests.statements import counted_statements

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.slow(reason="a page with every block is copied with all its texts"),
]

# Most of it is what Wagtail saves: the page and the section above it, each with a version.
FULL, PLAIN = 390, 240


def check_draft(portal, article, ceiling):
    client = browser(make_member(portal))
    address = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
    client.get(address)
    english = Locale.objects.get(language_code="en")
    with counted_statements() as statements:
        client.post(address, {"locales": [english.pk]})
    version = article.get_translation(english)
    assert not version.live
    assert version.get_parent().locale == english
    statements.check(ceiling)


def test_english_draft_of_a_page_with_every_block(portal):
    check_draft(portal, full_article(portal, parent=section_of(portal)), FULL)


def test_english_draft_of_a_plain_page(portal):
    check_draft(portal, make_article(portal), PLAIN)


def kept_of(page):
    """All that wagtail-localize keeps of a page, without keys."""
    source = TranslationSource.objects.get(object=page.translation_key)
    place = ("context__path", "context__path_id", "context__field_path", "order")
    return {
        "source": (source.object_repr, source.content_json, source.schema_version, source.specific_content_type_id),
        "contexts": sorted(TranslationContext.objects.filter(object=page.translation_key).values_list("path")),
        "texts": sorted(StringSegment.objects.values_list(*place, "string__data", "string__data_hash", "attrs")),
        "templates": sorted(
            TemplateSegment.objects.values_list(
                *place, "template__uuid", "template__template", "template__template_format", "template__string_count"
            )
        ),
        "others": sorted(OverridableSegment.objects.values_list(*place, "data_json")),
    }


def test_kept_texts_are_those_that_the_package_keeps(portal):
    """Once each item of a list has a key: of lists without, the package keeps nothing."""
    article = full_article(portal, parent=section_of(portal))
    article = article.with_content_json(with_block_ids(article.serializable_data(), of=type(article)))
    with transaction.atomic():
        TranslationSource.get_or_create_from_instance(article)
        expected = kept_of(article)
        transaction.set_rollback(True)
    assert not TranslationSource.objects.exists()
    ensure_source(article)
    kept = kept_of(article)
    assert len(kept["texts"]) > 40
    assert kept == expected
    ensure_source(article)
    assert kept_of(article) == expected


# Issue 21: opening the texts of a page, and saving one of them.
SIDE_BY_SIDE, ONE_TEXT = 35, 40
# References and the admin's index of a page with pictures, files and links.
OF_OTHER_ROWS = 5


@pytest.mark.parametrize("every_block", [False, True], ids=["sixty texts", "every block"])
def test_texts_side_by_side_stay_in_their_budget(record_property, every_block):
    """Sixty of them; a page with every block costs some more, for what is kept of its pictures, files and links."""
    portal = make_city()["bennghe"]
    editor, section = make_member(portal), section_of(portal)
    body = [{"type": "heading", "value": {"text": f"Mục {number}", "level": "2"}} for number in range(57)]
    article = full_article(portal, parent=section) if every_block else make_article(portal, body=body)
    version = english_draft(article)
    version.save_revision(user=editor)
    client, address = browser(User.objects.get(pk=editor.pk)), reverse("translate_page", args=[version.pk])
    first, second, *others = read_side_by_side(version).segments
    assert len(others) >= 50

    def save(segment):
        client.post(address, {"segment": segment.key, "seen": "", "text": "English"})

    # The first text is kept with all others of the page.
    save(first)
    status, _text, opened = counted(client, address)
    # Counting empties the caches; a person goes on in the revision that they began.
    save(others[0])
    with counted_statements() as saved:
        save(second)
    assert read_side_by_side(type(version).objects.get(pk=version.pk)).by_key(second.key).text == "English"
    record_property("texts side by side", {"opened": opened, "saved": len(saved)})
    assert (status, opened <= SIDE_BY_SIDE) == (200, True)
    saved.check(ONE_TEXT + OF_OTHER_ROWS * every_block)
