"""Refusals of public copies of files that came with questions."""

from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal


class CopyUnreadable(PortalRefusal):
    code = "copy_unreadable"
    message = _(
        "The public copy is drawn anew as it is seen, and this file cannot be read for that, or takes too long. Print "
        "it into a PDF without a password, or save its pages as pictures, and choose that."
    )


class CopyTooLong(PortalRefusal):
    code = "copy_too_long"
    message = _("A public copy has 50 pages and 25 MB at most. Choose the pages that the public needs.")


class CopyPixelsTooMany(PortalRefusal):
    code = "copy_pixels_too_many"
    message = _("This picture is too large. Make it smaller: 40 million pixels at most.")


class CopyMissing(PortalRefusal):
    """What would be public was chosen by nobody, by somebody else, or is public already."""

    code = "copy_missing"
    message = _("Choose the file that the public will see. What a colleague chose, the colleague submits.")


class CopyChosenAnew(PortalRefusal):
    """Two windows of one person."""

    code = "copy_chosen_anew"
    message = _("You chose another file meanwhile. Look at that one first.")


class CopyNothingCovered(PortalRefusal):
    code = "copy_nothing_covered"
    message = _("Tick what is to be covered, or mark a place.")


class MarksUnreadable(PortalRefusal):
    """No person marks such places."""

    code = "marks_unreadable"
    message = _("The places that you marked do not lie on the pages of this file. Mark them anew.")


class MarksTooMany(MarksUnreadable):
    code = "marks_too_many"
    message = _("Mark 300 places at most at a time; then cover more.")


class CopyNotLookedAt(PortalRefusal):
    code = "copy_not_looked_at"
    message = _("Look at each of these places and tick it: what is not covered there will be public.")


class CopyUntitled(PortalRefusal):
    code = "copy_untitled"
    message = _("Say in a few words what the file is, such as “Decision on the land”.")


class CopyUndescribed(PortalRefusal):
    code = "copy_undescribed"
    message = _("Say what is seen in it: whoever cannot see it reads this.")


class CopyNotDrawn(PortalRefusal):
    """What a bar covers is still in it."""

    code = "copy_not_drawn"
    message = _(
        "This file was proposed before public copies were drawn as they are seen. Return it, to be chosen anew."
    )


class CopyBeforeQuestion(PortalRefusal):
    """A copy is read beside its question."""

    code = "copy_before_question"
    message = _(
        "The public does not read this question now. Approve its public text first, or show it again; then this copy."
    )
