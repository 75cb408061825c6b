"""Submissions of citizens: sealed senders, consents, erasing, redaction, which know nothing of what was sent.

Comments on drafts, ratings, polls, contributions and live questions are packages of their own.
"""
