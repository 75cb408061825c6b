"""Roles, editorial boards, delegations, invitations; `access` says who may see and do what.

Knows neither reviews nor notices: it sends signals.
"""
