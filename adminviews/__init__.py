"""Plain parts of admin screens: filters, forms, hidden inputs, a cache for one request.

Knows no model of ours.
"""
