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

from home.translations.block_ids import with_block_ids
from home.translations.sources import ensure_source
from tests.admin import browser
from tests.factories import make_article, make_member, section_of
from tests.fullest import full_article
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
