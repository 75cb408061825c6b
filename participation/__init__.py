"""What every submission of a citizen shares: sealed senders, consents, erasing, redaction; and comments on drafts
(`participation.consultation`).

Those parts know nothing of what was sent.
"""
