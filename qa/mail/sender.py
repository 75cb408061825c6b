"""How a letter on a question goes: as text and as HTML, said to be from a machine, with a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.template.loader import render_to_string
from django.utils import translation

from accounts.mail import send

if TYPE_CHECKING:
    from qa.mail.messages import Letter

TEMPLATE: Final = "email/qa/letter"


def post(letter: Letter, address: str) -> None:
    """Send a letter.

    Answers go to the address of the portal where it has one. Where it has none, the letter says that nobody reads them.

    Raises:
        OSError: the mail server did not take it.
        ValueError: no mail can be sent to what is said to be an address.
    """
    with translation.override(letter.language):
        text = render_to_string(f"{TEMPLATE}.txt", {"letter": letter})
        html = render_to_string(f"{TEMPLATE}.html", {"letter": letter})
    send(
        address,
        subject=letter.subject,
        text=text,
        html=html,
        reply_to=letter.portal.email,
        stop_url=letter.stop_url,
    )
