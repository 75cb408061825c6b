"""Machine translation, where an operator configured it (`WAGTAILLOCALIZE_MACHINE_TRANSLATOR`): nothing leaves the
installation otherwise."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.strings import StringValue

from audit.errors import PortalRefusal
from home.models import BasePage
from home.translations.notation import written
from home.translations.sheet import read_sheet
from home.translations.writing import MACHINE, Written, translate, why_not_translated

if TYPE_CHECKING:
    from accounts.models import User


logger = logging.getLogger(__name__)


class MachineAway(PortalRefusal):
    code = "machine_away"
    message = _("Machine translation is not set up here, or does not answer.")


def is_configured() -> bool:
    return get_machine_translator() is not None


def translate_by_machine(version: BasePage, *, by: User, at: datetime) -> None:
    """Let the configured translator translate what nothing stands for yet. Each text is marked until a person confirms
    it.

    Raises:
        MachineAway: none is configured, or it failed.
        TranslationForbidden, VersionHeld: see `home.translations.writing.translate`.
    """
    translator = get_machine_translator()
    if translator is None:
        raise MachineAway
    if refusal := why_not_translated(version, by=by):
        raise refusal
    sheet = read_sheet(version)
    wanted = [one for one in sheet.segments if not one.text]
    source, target = sheet.source.page.locale, version.locale
    if not wanted or not translator.can_translate(source, target):
        return
    try:
        said = translator.translate(source, target, [StringValue(one.source) for one in wanted])
    except Exception as error:
        # Whatever class an operator configured may raise whatever it likes.
        logger.exception("The machine translator failed.")
        raise MachineAway from error
    found = [(one, said.get(StringValue(one.source))) for one in wanted]
    texts = [Written(one.key, written(text.data, source=one.source), seen="") for one, text in found if text]
    translate(version, texts, by=by, at=at, kind=MACHINE, tool=str(translator.display_name))
