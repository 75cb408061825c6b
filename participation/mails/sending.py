"""Sending one mail to an address, of which neither the log nor an error says anything: mail servers name it."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from typing import TYPE_CHECKING, Final

from accounts.mail import one_line, send

if TYPE_CHECKING:
    from django.db.models import Model

# Codes of SMTP from here on are final (RFC 5321, 4.2.1).
PERMANENT: Final = 500


class MailNotTaken(OSError):
    """The mail server did not take a mail. Says its key, and no word of the server."""


def is_refused_for_good(error: OSError) -> bool:
    """Whether the server knows that there is no such address: nobody tries that every minute."""
    return isinstance(error, SMTPRecipientsRefused) and all(
        code >= PERMANENT for code, _words in error.recipients.values()
    )


def send_to(address: str, *, about: Model, subject: str, text: str, reply_to: str = "", stop_url: str = "") -> bool:
    """Send one mail. False: there is no such address.

    Args:
        about: the row that the mail is about, which an error names.

    Raises:
        MailNotTaken: the mail server did not take it, and may take it later.
    """
    trouble = ""
    try:
        send(address, subject=one_line(subject), text=text, reply_to=reply_to, stop_url=stop_url)
    except ValueError:
        return False
    except OSError as error:
        if is_refused_for_good(error):
            return False
        trouble = type(error).__name__
    if trouble:
        # Outside of the handler: the chain of errors would tell what the server said, which names the address.
        raise MailNotTaken(f"Mail to {about._meta.label} {about.pk} was not taken: {trouble}")
    return True
