"""Machine translation, where an operator configured it (`WAGTAILLOCALIZE_MACHINE_TRANSLATOR`): nothing leaves the
installation otherwise."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.strings import StringValue

from home.models import BasePage
from home.translations.actions import translate, why_not_translated
from home.translations.errors import MachineTranslationUnavailable
from home.translations.inputs import TranslatedInput
from home.translations.notation import to_markers
from home.translations.queries import read_side_by_side
from home.translations.stored_translations import MACHINE

if TYPE_CHECKING:
    from accounts.models import User


logger = logging.getLogger(__name__)


def is_configured() -> bool:
    return get_machine_translator() is not None


def translate_by_machine(version: BasePage, *, by: User, at: datetime) -> None:
    """Let the configured translator translate the texts that have no translation. Each is marked until a person
    confirms it.

    Raises:
        MachineTranslationUnavailable: none is configured, or it knows not these languages, or it failed.
        EditForbidden, PageHeld: see `home.translations.actions.translate`.
    """
    translator = get_machine_translator()
    if translator is None:
        raise MachineTranslationUnavailable
    if refusal := why_not_translated(version, by=by):
        raise refusal
    pages = read_side_by_side(version)
    missing = [one for one in pages.segments if not one.text]
    source, target = pages.source.page.locale, version.locale
    if not missing:
        return
    if not translator.can_translate(source, target):
        raise MachineTranslationUnavailable
    try:
        translated = translator.translate(source, target, [StringValue(one.source) for one in missing])
    except Exception as error:
        # The class is the operator's choice, and may raise any exception.
        logger.exception("The machine translator failed.")
        raise MachineTranslationUnavailable from error
    found = [(one, translated.get(StringValue(one.source))) for one in missing]
    texts = [TranslatedInput(one.key, to_markers(text.data, source=one.source), seen="") for one, text in found if text]
    translate(version, texts, by=by, at=at, kind=MACHINE, tool=str(translator.display_name))
