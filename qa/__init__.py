"""Questions and answers: asking, the desk, publication, mails, oversight.

Knows nothing of search.
"""
