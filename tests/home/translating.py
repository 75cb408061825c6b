"""English pages translated text by text, as tests do it."""

from django.urls import reverse
from django.utils import timezone

from home.translations.actions import translate
from home.translations.inputs import TranslatedInput
from home.translations.notation import plain_text
from home.translations.queries import read_side_by_side
from home.translations.sources import ensure_source
from tests.factories import make_article, make_head, make_member, publish_approved_page
from tests.home.branches import english_draft

PARAGRAPHS = [
    {"type": "paragraph", "value": "<p>Xem <a href='https://chinhphu.vn/ke-hoach'>kế hoạch</a> trước thứ Hai.</p>"},
    {"type": "heading", "value": {"text": "Hồ sơ cần mang theo", "level": "2"}},
]


def begun(portal, *, by=None, **values):
    """A public article and its English draft, as the editor begins it."""
    article = make_article(portal, **{"title": "Thông báo mới", "lead": "Tóm tắt tin.", "body": PARAGRAPHS} | values)
    ensure_source(article)
    version = english_draft(article)
    version.save_revision(user=by or make_member(portal))
    return article, fresh(version)


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def screen(version):
    """Address of the texts of a page side by side."""
    return reverse("translate_page", args=[version.pk])


def segment_of(version, words):
    """The text of the page that begins with some words."""
    return next(one for one in read_side_by_side(fresh(version)).segments if plain_text(one.source).startswith(words))


def say(version, words, text, *, by):
    """Translate the text that begins with some words."""
    segment = segment_of(version, words)
    return translate(fresh(version), [TranslatedInput(segment.key, text, segment.text)], by=by, at=timezone.now())


def say_all(version, *, by, text="English text"):
    """Translate whatever is open."""
    texts = [
        TranslatedInput(one.key, f"{text} {number}")
        for number, one in enumerate(read_side_by_side(fresh(version)).open_segments)
    ]
    return translate(fresh(version), texts, by=by, at=timezone.now()) if texts else None


def draft_of(version):
    return fresh(version).get_latest_revision_as_object()


def change(page, portal, **values):
    """Another public version of a Vietnamese page."""
    page = fresh(page)
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision(user=make_member(portal))
    return publish_approved_page(page, by=make_head(portal))
