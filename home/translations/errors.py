"""Refusals of translating a page, of comparing it with its source, and of files for translators."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal
from home.translations.notation import plain_text


class SegmentRemoved(PortalRefusal):
    code = "segment_removed"
    message = _("The Vietnamese page does not say this any more. Open the page once more.")


class SegmentChanged(PortalRefusal):
    """Another person saved a translation after this one was opened: `text`, as it is stored."""

    code = "segment_changed"
    message = _("Somebody translated this meanwhile: “%(text)s”. Save once more to put yours in its place.")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.message) % {"text": plain_text(self.text)}


class ArrangementDiffers(PortalRefusal):
    code = "arrangement_differs"
    message = _(
        "The English page is arranged differently from the Vietnamese one. Take over the arrangement of the Vietnamese "
        "page first, or edit the English page as a whole."
    )


class TextRefused(PortalRefusal):
    """The page does not take a text: too long, or with a link that the source does not have."""

    code = "text_refused"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return self.why


class ChoiceRefused(PortalRefusal):
    code = "choice_refused"
    message = _(
        "The English page cannot show this. Choose a file of the portal, a page that may be linked, or an address."
    )


class NothingToCompare(PortalRefusal):
    code = "nothing_to_compare"
    message = _("This page has no public Vietnamese page that it could be compared with.")


class ChangesNotPublic(PortalRefusal):
    code = "changes_not_public"
    message = _("The page has changes that are not public yet. Compare it when the board has approved them.")


class SourceChanged(PortalRefusal):
    code = "source_changed"
    message = _("The Vietnamese page was changed after you opened this screen. Compare the two once more.")


class CommentGone(PortalRefusal):
    code = "comment_gone"
    message = _("Somebody resolved or deleted this comment already.")


class MachineTranslationUnavailable(PortalRefusal):
    code = "machine_translation_unavailable"
    message = _("Machine translation is not set up here, or does not answer.")


class FileUnreadable(PortalRefusal):
    code = "file_unreadable"
    message = _("This is no PO or XLIFF file that this screen wrote.")


class FileOfAnotherPage(PortalRefusal):
    code = "file_of_another_page"
    message = _("This file was written for another page.")


class FileRefused(PortalRefusal):
    """Texts of the file are refused (`problems`: which, and why), so none of it is imported."""

    code = "file_refused"
    message = _("Nothing of the file was taken, since some of its texts cannot be:")

    def __init__(self, problems: list[str]) -> None:
        super().__init__(problems)
        self.problems = problems
