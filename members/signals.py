"""Signals of members: what the rooms above tell people of."""

from django.dispatch import Signal

# A role was given. Arguments: membership, event. Sent by `members.memberships`, in the transaction of the verb.
role_given = Signal()
# A seat on a board was given. Arguments: seat, event.
seat_given = Signal()
# The right to approve was delegated. Arguments: delegation, event.
approval_delegated = Signal()
