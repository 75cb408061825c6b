"""Mails of notices, as tests read them."""

from django.core import mail


def mails():
    return {message.to[0]: message.body for message in mail.outbox}
