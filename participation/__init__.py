"""What every submission of a citizen shares: sealed senders, consents, erasing, redaction.

Knows nothing of what was sent.
"""
