"""The menu of table blocks in Vietnamese."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.translation import gettext, pgettext


def table_menu_words() -> str:
    """Words of the menu, and the script that sets them: after the scripts of the form, before it draws its tables."""
    words = {
        "insertRowAbove": gettext("Insert a row above"),
        "insertRowBelow": gettext("Insert a row below"),
        "insertColumnOnTheLeft": gettext("Insert a column on the left"),
        "insertColumnOnTheRight": gettext("Insert a column on the right"),
        "removeRow": [gettext("Remove the row"), gettext("Remove the rows")],
        "removeColumn": [gettext("Remove the column"), gettext("Remove the columns")],
        "undo": pgettext("editing a table", "Undo"),
        "redo": pgettext("editing a table", "Redo"),
    }
    script = format_html('<script src="{}"></script>', static("js/admin/table-menu.js"))
    return format_html("{}{}", json_script(words, "table-menu-words"), script)
