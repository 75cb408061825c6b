"""The index of public pages and questions, and its results.

No room but `cityportal` imports it.
"""
