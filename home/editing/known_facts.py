"""What the system knows of a new page before anybody types. It is filled in, and may be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings

from members.access.display_names import once_staff_of
from sites.directory import get_directory

if TYPE_CHECKING:
    from wagtail.models import Page

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """Facts of the place, the person and the day; empty where they are not known.

    Attributes:
        agency: the governing body of the portal, in the language of the place.
        author: the name of the person, unless they only help on the portal (decision 0089).
        subject_field: the field of the section.
    """

    today: date
    agency: str = ""
    author: str = ""
    subject_field: Any = None


def known_facts(below: Page, *, by: User, on: date) -> KnownFacts:
    """What is known of a page that a person makes below another on a day."""
    record = get_directory().for_path(below.path)
    if record is None:
        return KnownFacts(on)
    is_vietnamese = below.locale.language_code == settings.LANGUAGE_CODE
    return KnownFacts(
        today=on,
        agency=record.governing_body_vi if is_vietnamese else record.governing_body_en,
        author=by.get_full_name() if by.pk in once_staff_of({record.id}) else "",
        subject_field=getattr(below, "subject_field", None),
    )
