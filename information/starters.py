"""Starters of the page types of this room."""

from pathlib import Path

from home.page_starters.shipped import register_starters

register_starters(Path(__file__).parent / "data" / "page_starters.yaml")
