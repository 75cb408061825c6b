"""Sign-in, sessions, the second factor, accounts and their suspension.

Knows nothing of content.
"""
