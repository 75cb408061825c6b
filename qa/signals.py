"""Signals of this app, for indexes that must follow what has no Wagtail signal."""

from django.dispatch import Signal

# A verb moved a question, in whose transaction receivers are. Argument: question, as it is from now on.
question_moved = Signal()
