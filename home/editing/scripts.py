"""Scripts of the admin with their words, in the language of the editor: fields, menus of tables, pasted tables."""

from __future__ import annotations

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, json_script
from django.utils.translation import gettext, pgettext


def field_limits_script() -> str:
    """Return the script that says, before anything is sent, what a field does not take: long texts, large pictures."""
    words = {
        "over": gettext("%(count)s characters too many: at most %(limit)s are kept. Shorten the text before you save."),
        "left": gettext("%(count)s of %(limit)s characters left."),
        "choose": gettext("Choose a file"),
        "choose-several": gettext("Choose files"),
        "none": gettext("No file chosen yet"),
        "smaller": gettext("“%(name)s” had %(size)s MB and was made smaller: %(now)s MB."),
        "too-large": gettext(
            "“%(name)s” has %(size)s MB; at most %(most)s MB are taken. Make the picture smaller first."
        ),
        "format-date": gettext("day/month/year"),
        "format-date-time": gettext("day/month/year hour:minute"),
        "format-time": gettext("hour:minute"),
        "most-bytes": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
    }
    data = format_html_join("", ' data-{}="{}"', words.items())
    return format_html('<script src="{}"{}></script>', static("js/admin/fields.js"), data)


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


def pasted_tables_script() -> str:
    """The script that carries tables pasted into running text to table blocks, with what it tells the editor."""
    words = {
        "carried": gettext("The table was carried to a table block below. Give it a caption, and look at its order."),
        "carried-several": gettext(
            "%(count)s tables were carried to table blocks below. Give each a caption, and look at their order."
        ),
        "old-font": gettext(
            "What you pasted is in an old font (TCVN3 or VNI). Save the draft and open it again: the page then offers"
            " to convert it to Unicode."
        ),
    }
    data = format_html_join("", ' data-{}="{}"', words.items())
    return format_html('<script src="{}"{}></script>', static("js/admin/pasted-tables.js"), data)
