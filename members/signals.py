"""Signals of members: what the rooms above tell people of."""

from django.dispatch import Signal

# A role was given. Arguments: membership, event. Sent by `members.memberships`, in the transaction of the verb.
role_given = Signal()
# A seat on a board was given. Arguments: seat, event.
seat_given = Signal()
# The right to approve was delegated. Arguments: delegation, event.
approval_delegated = Signal()
# A person lost a right on a portal. Arguments: portal, person, successor (None: nobody takes over), by, at. Sent before
# the verb asks whether anybody is left: a receiver passes on to the successor what is its own.
right_ended = Signal()
# Nobody on a portal is left for a duty. Arguments: portal, event.
duty_vacated = Signal()
