"""Signals of the record."""

from django.dispatch import Signal

# Sent in the transaction that writes the events. Arguments: kind, portal_ids (None: the whole city).
events_recorded = Signal()
