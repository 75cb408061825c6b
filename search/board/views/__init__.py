"""Synonyms, and answers that stand first."""
