"""Signals of this app, for indexes that must follow what has no Wagtail signal."""

from django.dispatch import Signal

# A verb moved a question, in whose transaction receivers are. Arguments: question, as it is from now on, and verb.
question_moved = Signal()
