"""How Vietnamese text, tables and files are written: pure, in three packages.

Knows no Django model and no portal.
"""
