"""What a page leaves out of a document or changes, beside what its reader told (`formats.documents.findings`)."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formats.documents.findings import finding_message
from formats.documents.tree import Finding

LETTERHEAD: Final = "letterhead"
RECIPIENTS: Final = "recipients"
ITALIC: Final = "italic"
DEEP_HEADING: Final = "deep_heading"
LOCAL_LINK: Final = "local_link"
PICTURE_FORMAT: Final = "picture_format"
PICTURE_LEFT_OUT: Final = "picture_left_out"
PICTURE_IN_TABLE: Final = "picture_in_table"
TABLE_IN_TABLE: Final = "table_in_table"

PAGE_FINDINGS: Final[dict[str, Promise]] = {
    LETTERHEAD: _("The letterhead was left out: the page has a title, an agency and a date of its own."),
    RECIPIENTS: _("The list of recipients was left out."),
    ITALIC: _("Italic text is upright now: it is hard to read on a screen."),
    DEEP_HEADING: _("Headings below the second level became sub-headings: a page has two levels."),
    LOCAL_LINK: _("Links to places in the same document were left out; their words are there."),
    PICTURE_FORMAT: _(
        "A picture is in a format that no browser shows. Save it as PNG or JPEG, and put it in yourself."
    ),
    PICTURE_LEFT_OUT: _("A picture was left out."),
    PICTURE_IN_TABLE: _("A picture stands below the table in which it was."),
    TABLE_IN_TABLE: _("A table in a cell became text in that cell."),
}


def message_of(finding: Finding) -> Promise:
    """What an editor is told of a finding, of the reader or of the page."""
    return PAGE_FINDINGS[finding.code] if finding.code in PAGE_FINDINGS else finding_message(finding)
