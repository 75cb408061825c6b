"""Screens of those who sort, forward and answer questions."""
