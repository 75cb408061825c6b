"""Contributions: articles, pictures and videos that organisations and persons send to a portal (Regulation 14.2)."""
