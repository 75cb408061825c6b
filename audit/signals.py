"""Signals of this app, for what follows from the record in rooms above."""

from django.dispatch import Signal

# Events were written, in the transaction that goes on. Arguments: kind, portal_ids (None: the whole city).
events_recorded = Signal()
