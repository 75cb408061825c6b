"""Suggestions to translators: the translation memory, and official English names."""
