"""Page types of the categories of Article 12; press packs, procedures, legal documents, what is required.

Knows nothing of questions and search.
"""
