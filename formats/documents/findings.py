"""What a reader of documents leaves out or changes, each by a code, and what a person is told of it."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from formats.documents.tree import Finding

# Left out; `Finding.text` has the letters.
HEADER: Final = "header"
FOOTER: Final = "footer"
COMMENT: Final = "comment"
DELETED: Final = "deleted"
HIDDEN: Final = "hidden"
CONTENTS: Final = "contents"
CHART: Final = "chart"
DIAGRAM: Final = "diagram"
SYMBOL: Final = "symbol"
# Left out, and had no letters.
PAGE_BREAKS: Final = "page_breaks"
OBJECT: Final = "object"
DRAWING: Final = "drawing"
PICTURE_ELSEWHERE: Final = "picture_elsewhere"
PICTURE_DAMAGED: Final = "picture_damaged"
LINK: Final = "link"
# Forms of letters that the tree does not have.
UNDERLINE: Final = "underline"
STRUCK: Final = "struck"
# Kept, and changed.
OLD_ENCODING: Final = "old_encoding"
TEXT_BOX: Final = "text_box"
FORMULA: Final = "formula"
TRACKED: Final = "tracked"

FINDINGS: Final[dict[str, Promise]] = {
    HEADER: _("The header of the pages was left out."),
    FOOTER: _("The footer of the pages was left out."),
    COMMENT: _("A comment in the margin was left out."),
    DELETED: _("Text that is marked as deleted was left out."),
    HIDDEN: _("Hidden text was left out."),
    CONTENTS: _("The table of contents was left out: its numbers are those of pages of paper."),
    CHART: _("A chart was left out. Put it in as a picture, with its figures in a table."),
    DIAGRAM: _("A diagram was left out. Put it in as a picture, and say in the text what it shows."),
    SYMBOL: _("A sign of a symbol font was left out."),
    PAGE_BREAKS: _("Page breaks were left out."),
    OBJECT: _("An object of another program was left out; its picture stands in its place where there is one."),
    DRAWING: _("A drawing without text was left out."),
    PICTURE_ELSEWHERE: _("A picture is not in the file, but on another computer. Put it in yourself."),
    PICTURE_DAMAGED: _("A picture is missing in the file. Put it in yourself."),
    LINK: _("The address of a link was left out: pages do not take such addresses."),
    UNDERLINE: _("Underlined text is no longer underlined: on a page only links are."),
    STRUCK: _("Text that was struck through is no longer struck through. Look whether it should stay."),
    OLD_ENCODING: _("Text in an old font (TCVN3 or VNI) was converted to Unicode. Read it through."),
    TEXT_BOX: _("The text of a text box stands after the paragraph to which the box belongs."),
    FORMULA: _("A formula was kept as plain text. Look whether it can still be read."),
    TRACKED: _("Changes that were tracked count as accepted."),
}


def finding_message(finding: Finding) -> Promise:
    """What a person is told of a finding."""
    return FINDINGS[finding.code]
