"""The user model, addresses, passwords, and the mail of an account.

Knows no portal and no role.
"""
