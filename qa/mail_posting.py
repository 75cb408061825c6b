"""How a letter on a question goes: as text and as HTML, said to be from a machine, with a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

if TYPE_CHECKING:
    from qa.mail_letters import Letter

TEMPLATE: Final = "email/qa/letter"


def post(letter: Letter, address: str) -> None:
    """Send a letter.

    Answers go to the address of the portal where it has one. Where it has none, the letter says that nobody reads them.

    Raises:
        OSError: the mail server did not take it.
        ValueError: no mail can be sent to what is said to be an address.
    """
    # RFC 3834: what answers by itself leaves it alone. RFC 8058: programs for mail offer to stop it as a button.
    headers = {"Auto-Submitted": "auto-generated"}
    if letter.stop_url:
        headers |= {"List-Unsubscribe": f"<{letter.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    with translation.override(letter.language):
        mail = EmailMultiAlternatives(
            letter.subject,
            render_to_string(f"{TEMPLATE}.txt", {"letter": letter}),
            to=[address],
            reply_to=[letter.portal.email] if letter.portal.email else None,
            headers=headers,
        )
        mail.attach_alternative(render_to_string(f"{TEMPLATE}.html", {"letter": letter}), "text/html")
    mail.send()
