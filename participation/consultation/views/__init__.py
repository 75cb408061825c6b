"""Screens of comments on drafts: for the public, for senders, and for who handles them."""
