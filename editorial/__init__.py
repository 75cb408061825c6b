"""The heart: review, proposals, integrity of what is public, withdrawal.

Knows pages as Wagtail has them, and no page type.
"""
