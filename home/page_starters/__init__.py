"""Starters: what new pages of a section begin with, shipped or kept by the board of a portal."""
