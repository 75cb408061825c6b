"""Mails to senders: claimed by one worker, and taken again where that worker died."""
