"""Portals, their kinds and hostnames over time, the directory, the tree (label "portals").

Knows no person and no page type.
"""
