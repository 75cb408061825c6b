"""Translators at work: one English version is half done, another fell behind, and the city has official names."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from wagtail.log_actions import LogContext
from wagtail.models import Locale, Page

from cityportal.demo.content import PortalContent
from cityportal.demo.newsroom import Newsroom
from cityportal.demo.pages import Branch
from home.models import GlossaryTerm, NewsArticlePage
from home.translations.actions import translate
from home.translations.inputs import TranslatedInput
from home.translations.queries import read_side_by_side
from home.translations.sources import ensure_source
from home.translations.suggestions.glossary import add_term
from home.translations.suggestions.official_names import OfficialName

AUTHOR: Final = "bientap"


def translate_more(content: PortalContent, newsroom: Newsroom, vietnamese: Branch, *, made: list[int]) -> list[int]:
    """Begin the English versions that the file begins, and change Vietnamese pages behind those that were just made.
    Returns the keys of the pages made."""
    begun = []
    for row in content.pages:
        page = vietnamese.pages.get(row["slug"]) if row["type"] == "news" else None
        if page is None:
            continue
        version = Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).first()
        if "english_begun" in row and version is None:
            begun += _begin(page, row["english_begun"], newsroom)
        if "after_english" in row and version is not None and version.pk in made:
            at = newsroom.clock.moment(1, "09:30")
            newsroom.publish_edit(page.specific, by=newsroom.people[row["author"]], at=at, **row["after_english"])
    return begun


def _begin(page: Page, said: dict[str, str], newsroom: Newsroom) -> list[int]:
    """A version whose first texts are translated. The section above comes along where it has none."""
    editor, at = newsroom.people[AUTHOR], newsroom.clock.now - timedelta(hours=2)
    article, english = NewsArticlePage.objects.get(pk=page.pk), Locale.objects.get(language_code="en")
    before = set(Page.objects.filter(locale=english).values_list("pk", flat=True))
    with newsroom.clock.standing_at(at), LogContext(user=editor):
        ensure_source(article)
        version = article.copy_for_translation(english, copy_parents=True)
        by_field = {one.path: one.key for one in read_side_by_side(version).segments}
        texts = [TranslatedInput(by_field[field], text) for field, text in said.items()]
        translate(version, texts, by=editor, at=at)
    return list(Page.objects.filter(locale=english).exclude(pk__in=before).values_list("pk", flat=True))


def add_names(content: PortalContent, newsroom: Newsroom) -> None:
    """Enter the official English names that the file lists; nothing where the portal has some."""
    if GlossaryTerm.objects.for_portal(newsroom.portal).exists():
        return
    editor, at = newsroom.people[AUTHOR], newsroom.clock.now - timedelta(days=30)
    for row in content.names:
        with newsroom.clock.standing_at(at):
            add_term(newsroom.portal.pk, OfficialName(**row), by=editor, at=at)
