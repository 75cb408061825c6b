"""Images, renditions, documents and tags of a portal.

Knows no page type.
"""
