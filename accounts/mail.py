"""How every mail goes: said to be from a machine, and stopped by a button where it can be stopped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives
from django.db import OperationalError
from django.template.loader import render_to_string

# Of tasks that mail: a server that takes none is asked again within 15 seconds, then less often, for half an hour, and
# so is a database that does not answer.
MAIL_RETRIED: Final[dict[str, Any]] = {
    "autoretry_for": (OSError, OperationalError),
    "retry_backoff": 15,
    "retry_backoff_max": 960,
    "retry_kwargs": {"max_retries": 7},
}


def send_rendered(template: str, context: Mapping[str, Any], to: str) -> None:
    """Send what the templates `…_subject.txt` and `….txt` make, in the active language.

    Raises:
        OSError: the mail server did not take it.
    """
    subject = one_line(render_to_string(f"{template}_subject.txt", dict(context)))
    send(to, subject=subject, text=render_to_string(f"{template}.txt", dict(context)))


def send(
    to: str,
    *,
    subject: str,
    text: str,
    html: str = "",
    reply_to: str = "",
    stop_url: str = "",
    from_email: str | None = None,
) -> None:
    """Send one mail to one address.

    Args:
        reply_to: where answers go; empty for none.
        stop_url: where a POST without more ends such mails; empty where they cannot be ended.

    Raises:
        OSError: the mail server did not take it.
        ValueError: no mail can be sent to what is said to be an address.
    """
    # RFC 3834: what answers by itself leaves it alone. RFC 8058: programs for mail offer to stop it as a button.
    headers = {"Auto-Submitted": "auto-generated"}
    if stop_url:
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    mail = EmailMultiAlternatives(
        subject, text, from_email, [to], reply_to=[reply_to] if reply_to else None, headers=headers
    )
    if html:
        mail.attach_alternative(html, "text/html")
    mail.send()


def one_line(subject: str) -> str:
    """A subject as a template wrote it, without its ends of lines. Pure."""
    return " ".join(subject.split())
